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
    void aLongDraftOutlivesResizing_data();
    void aLongDraftOutlivesResizing();
    void aDraftInAnExactlyFullRowOutlivesResizing();
    void aDraftHigherThanTheScreenIsShownInPart();
    void anInterruptionClearsTheLineAndThenLeaves();
    void aDraftOutlivesASuspension();
    void tabCompletesCommandsAndNames();
    void arrowsRecallWhatWasSent();
    void nothingPastedIsSentByItself();

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
    /// From anywhere in a draft that the screen shows.
    bool movedToBeginning();

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
    // The cursor needs a place behind the text.
    if (column == columns) {
        rows += row;
        row.clear();
    }
    while (row.endsWith(QLatin1Char(' ')))
        row.chop(1);
    if (!row.isEmpty())
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

bool TerminalRunTest::movedToBeginning()
{
    const QStringList rows = tmux_->allRows();
    const auto first = std::find_if(rows.begin(), rows.end(),
                                    [](const QString& row) { return row.startsWith(QLatin1String("> ")); });
    tmux_->press("C-a");
    // The column alone does not tell: at some widths the draft ends in the column in which it begins, and a
    // key that is answered only when tmux has another width is answered for one that is gone.
    return tmux_->waitForCursor(static_cast<int>(first - rows.begin()), 2);
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

void TerminalRunTest::aLongDraftOutlivesResizing_data()
{
    QTest::addColumn<bool>("cursorAtBeginning");
    QTest::newRow("cursor at the end") << false;
    QTest::newRow("cursor at the beginning") << true;
}

void TerminalRunTest::aLongDraftOutlivesResizing()
{
    QFETCH(bool, cursorAtBeginning);
    QVERIFY(enter(80, 14));
    // Below a full screen; rows that tmux puts out at its top are out of reach.
    for (int i = 0; i < 4; ++i) {
        tmux_->type(QStringLiteral("/help"));
        tmux_->press("Enter");
    }
    tmux_->type(QStringLiteral("above"));
    tmux_->press("Enter");
    const QString above = QStringLiteral("announced as number 1");
    QVERIFY(tmux_->waitForRows({above, QStringLiteral(">")}));
    const QString words = QStringLiteral("汉字很长的草稿一直写到换行为止");
    const QString draft = words.repeated(3) + QLatin1Char('a') + words.repeated(2);
    tmux_->type(draft);
    QVERIFY(tmux_->waitForRows(QStringList{above} + rowsOf(draft, 80)));
    for (const int columns : {60, 31, 100, 25, 80, 41, 40, 39, 77, 26}) {
        QVERIFY(!cursorAtBeginning || movedToBeginning());
        QVERIFY(resizedWith(draft, columns, 14));
        // A wrong idea of where the line began would leave pieces of it above, or take what is there.
        QVERIFY(tmux_->waitForRows(QStringList{above} + rowsOf(draft, columns)));
        QCOMPARE(tmux_->rowsWithHistory().filter(QStringLiteral("> ")).size(), 1);
        QCOMPARE(tmux_->rowsWithHistory().filter(QStringLiteral("汉")).size(),
                 rowsOf(draft, columns).filter(QStringLiteral("汉")).size());
    }
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({above, QStringLiteral("announced as number 2"), QStringLiteral(">")}));
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

void TerminalRunTest::tabCompletesCommandsAndNames()
{
    Client member;
    member.join(*server_, folder_.filePath(QStringLiteral("member")), QStringLiteral("Annalena"));
    QVERIFY(!member.waitFor("welcome").isEmpty());
    QVERIFY(enter(60, 10));
    tmux_->type(QStringLiteral("/ki"));
    tmux_->press("Tab");
    tmux_->type(QStringLiteral("ann"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> /kick ann")}));
    // Who is there is asked while one types.
    QTRY_VERIFY_WITH_TIMEOUT(
        (tmux_->press("Tab"), tmux_->rows() == QStringList{QStringLiteral("> /kick Annalena")}),
        patienceMilliseconds);
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRow(QStringLiteral("removed: Annalena (#")));
    QCOMPARE(member.exitCode(), 5);
    // The room's commands are not the console's.
    tmux_->type(QStringLiteral("/ni"));
    tmux_->press("Tab");
    tmux_->type(QStringLiteral("x"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> /nix")}));
}

void TerminalRunTest::arrowsRecallWhatWasSent()
{
    QVERIFY(enter(60, 10));
    for (const char* const text : {"one", "two"}) {
        tmux_->type(QLatin1String(text));
        tmux_->press("Enter");
    }
    QVERIFY(tmux_->waitForRows({QStringLiteral("announced as number 2"), QStringLiteral(">")}));
    tmux_->type(QStringLiteral("draft"));
    tmux_->press("Up");
    tmux_->press("Up");
    QVERIFY(tmux_->waitForRows({QStringLiteral("> one")}));
    tmux_->press("Down");
    tmux_->press("Down");
    QVERIFY(tmux_->waitForRows({QStringLiteral("> draft")}));
    tmux_->press("C-r");
    tmux_->type(QStringLiteral("tw"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("Said before (tw): two")}));
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("> two")}));
}

void TerminalRunTest::nothingPastedIsSentByItself()
{
    QVERIFY(enter(60, 10));
    tmux_->paste(QStringLiteral("first line\nsecond line"));
    QVERIFY(tmux_->waitForRows({QStringLiteral("> first line"), QStringLiteral("  second line")}));
    QCOMPARE(tmux_->rows().size(), 2);
    tmux_->press("Enter");
    QVERIFY(tmux_->waitForRows({QStringLiteral("announced as number 1"), QStringLiteral(">")}));
}

QTEST_GUILESS_MAIN(TerminalRunTest)
#include "terminal_run_test.moc"
