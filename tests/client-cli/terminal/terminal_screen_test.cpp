// What becomes of what is to be shown while the terminal takes nothing.
#include "client-cli/terminal/terminal_screen.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

/// A terminal whose person's side is this test.
class PseudoTerminal {
public:
    PseudoTerminal() : person_(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        if (person_ >= 0 && ::grantpt(person_) == 0 && ::unlockpt(person_) == 0)
            program_ = ::open(::ptsname(person_), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    ~PseudoTerminal()
    {
        ::close(program_);
        ::close(person_);
    }
    Q_DISABLE_COPY_MOVE(PseudoTerminal)

    /// As the program's standard input and output, only while it opens: what the test reports goes elsewhere.
    bool openIn(TerminalScreen& screen) const
    {
        const std::array before = {::dup(STDIN_FILENO), ::dup(STDOUT_FILENO)};
        ::dup2(program_, STDIN_FILENO);
        ::dup2(program_, STDOUT_FILENO);
        const bool isOpen = screen.open(false);
        ::dup2(before[0], STDIN_FILENO);
        ::dup2(before[1], STDOUT_FILENO);
        ::close(before[0]);
        ::close(before[1]);
        return isOpen;
    }
    /// What has come since.
    QByteArray read() const
    {
        QByteArray all;
        std::array<char, 4096> buffer{};
        for (;;) {
            const auto count = ::read(person_, buffer.data(), buffer.size());
            if (count <= 0)
                return all;
            all.append(buffer.data(), static_cast<qsizetype>(count));
        }
    }

private:
    int person_;
    int program_ = -1;
};

} // namespace

class TerminalScreenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TERM", "xterm"); }
    void aTerminalThatTakesNothingGetsTheLatestTitleAndOneBell();
};

void TerminalScreenTest::aTerminalThatTakesNothingGetsTheLatestTitleAndOneBell()
{
    const PseudoTerminal pseudo;
    TerminalScreen screen;
    QVERIFY(pseudo.openIn(screen));

    // More than any terminal keeps for its person.
    const QString full(200'000, QLatin1Char('x'));
    screen.setTitle(full);
    constexpr int times = 1'000;
    for (int i = 1; i <= times; ++i) {
        screen.setTitle(QStringLiteral("title %1;").arg(i));
        screen.ring();
    }

    QByteArray seen;
    const auto hasRung = [&] {
        seen += pseudo.read();
        return seen.contains('\a');
    };
    QTRY_VERIFY(hasRung());
    QCOMPARE(seen.count('x'), full.size());
    QCOMPARE(seen.count("title "), 1);
    QVERIFY(seen.contains("title 1000;"));
    QCOMPARE(seen.count('\a'), 1);
}

QTEST_GUILESS_MAIN(TerminalScreenTest)
#include "terminal_screen_test.moc"
