// hubbub admin at a real terminal: the line that is typed stays whole whatever happens around it.
#include "tests/client-cli/tmux.h"

#include <memory>

using namespace hubbub::test;

class TerminalRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { tmux_.reset(); }
    void thePromptOutlivesResizing();
    void aDraftInAnExactlyFullRowOutlivesResizing();
    void aDraftHigherThanTheScreenIsShownInPart();
    void anInterruptionClearsTheLineAndThenLeaves();
    void aDraftOutlivesASuspension();

private:
    QString admin()
    {
        // What is told of a server at first sight is longer than these screens are wide.
        return QStringLiteral(
                   "%1 ping %2 --profile %4 >/dev/null; %1 admin %2 --lang en --identity %3 --profile %4")
            .arg(program("hubbub"), server_->address(), server_->adminKeyFile(),
                 folder_.filePath(QStringLiteral("profile%1").arg(++profiles_)));
    }
    /// At an empty prompt.
    bool enter(int columns, int rows)
    {
        return tmux_->start(admin() + QStringLiteral("; echo ended $?; exec cat"), columns, rows)
            && tmux_->waitForRows({QStringLiteral(">")});
    }
    /// The draft is drawn for the new width, by tmux and then by the program: it has answered a key since.
    bool resizedWith(const QString& draft, int columns, int rows);

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<Tmux> tmux_;
    int profiles_ = 0;
};

namespace {

/// What is shown of the draft: "> " and the text, over rows so wide.
QStringList rowsOf(const QString& text, int columns)
{
    QStringList rows;
    QString row = QStringLiteral("> ");
    int column = 2;
    for (const QChar character : text) {
        const int width = character.unicode() < 0x1000 ? 1 : 2;
        if (column + width > columns) {
            rows += row;
            row.clear();
            column = 0;
        }
        row += character;
        column += width;
    }
    while (row.endsWith(QLatin1Char(' ')))
        row.chop(1);
    rows += row;
    return rows;
}

} // namespace

bool TerminalRunTest::resizedWith(const QString& draft, int columns, int rows)
{
    if (!tmux_->resize(columns, rows))
        return false;
    tmux_->press("C-e");
    tmux_->type(QStringLiteral("y"));
    if (!tmux_->waitForRows(rowsOf(draft + QLatin1Char('y'), columns)))
        return false;
    tmux_->press("BSpace");
    return tmux_->waitForRows(rowsOf(draft, columns));
}

void TerminalRunTest::initTestCase()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
}

void TerminalRunTest::init()
{
    server_ = std::make_unique<Server>(folder_.filePath(QStringLiteral("server%1").arg(profiles_)));
    QVERIFY(server_->start());
    tmux_ = std::make_unique<Tmux>();
}

void TerminalRunTest::thePromptOutlivesResizing()
{
    QVERIFY(enter(80, 10));
    for (const int columns : {70, 60, 50, 80})
        QVERIFY(resizedWith({}, columns, 10));
    QCOMPARE(tmux_->count(QStringLiteral(">")), 1);
}

void TerminalRunTest::aDraftInAnExactlyFullRowOutlivesResizing()
{
    QVERIFY(enter(40, 24));
    const QString draft(38, QLatin1Char('x'));
    tmux_->type(draft);
    QVERIFY(tmux_->waitForRows(rowsOf(draft, 40)));
    for (const int columns : {20, 41, 40, 21, 40, 39}) {
        QVERIFY(resizedWith(draft, columns, 24));
        QVERIFY(tmux_->waitForRows(rowsOf(draft, columns)));
    }
}

void TerminalRunTest::aDraftHigherThanTheScreenIsShownInPart()
{
    QVERIFY(enter(30, 5));
    QString draft;
    for (int i = 0; i < 300; ++i)
        draft += QString::number(i % 10);
    tmux_->type(draft);
    const QStringList whole = rowsOf(draft, 30);
    QVERIFY(tmux_->waitForRows(whole.mid(whole.size() - 5)));
    tmux_->press("C-a");
    QVERIFY(tmux_->waitForRows(whole.mid(0, 5)));
    tmux_->press("C-u");
    tmux_->press("C-k");
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
    QCOMPARE(tmux_->rows().size(), 1);
}

void TerminalRunTest::anInterruptionClearsTheLineAndThenLeaves()
{
    QVERIFY(enter(60, 10));
    tmux_->type(QStringLiteral("a draft"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> a draft")}));
    tmux_->press("C-c");
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
    tmux_->type(QStringLiteral("still here"));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("announced as number 1"), QStringLiteral(">")}));
    tmux_->press("C-c");
    QVERIFY(tmux_->waitForRow(QStringLiteral("ended 0")));
}

void TerminalRunTest::aDraftOutlivesASuspension()
{
    QVERIFY(tmux_->start(QStringLiteral("PS1='$ ' sh -i"), 40, 12));
    QVERIFY(tmux_->waitForRow(QStringLiteral("$")));
    tmux_->type(QStringLiteral("stty -echo") + QStringLiteral("; ") + admin());
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral(">")}));
    const QString draft(100, QLatin1Char('x'));
    tmux_->type(draft);
    QVERIFY(tmux_->waitForRows(rowsOf(draft, 40)));
    tmux_->press("C-z");
    QVERIFY(tmux_->waitForRow(QStringLiteral("[1] + Stopped")));
    // No piece of the draft is left behind, and the shell is spoken to line by line.
    QCOMPARE(tmux_->count(QStringLiteral("xxxx")), 0);
    tmux_->type(QStringLiteral("clear; echo other words; fg"));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows(rowsOf(draft, 40)));
    QCOMPARE(tmux_->count(QStringLiteral("other words")), 1);
    QCOMPARE(tmux_->count(QStringLiteral("> ")), 1);
    tmux_->type(QStringLiteral("y"));
    QVERIFY(tmux_->waitForRows(rowsOf(draft + QLatin1Char('y'), 40)));
}

QTEST_GUILESS_MAIN(TerminalRunTest)
#include "terminal_run_test.moc"
