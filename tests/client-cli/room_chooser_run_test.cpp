// hubbub at a terminal without any server: the rooms of this network are offered, and one is entered.
#include "tests/client-cli/tmux.h"

#include <memory>

using namespace hubbub::test;

class RoomChooserRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!Tmux::isThere())
            QSKIP("tmux is not installed");
    }
    void init()
    {
        server_ = std::make_unique<Server>(folder_.filePath(QStringLiteral("server%1").arg(++runs_)));
        QVERIFY(server_->start());
        tmux_ = std::make_unique<Tmux>();
        QVERIFY(tmux_->start(
            QStringLiteral("%1 --lang en --name Ming --profile %2; echo ended $?; exec cat")
                .arg(program("hubbub"), folder_.filePath(QStringLiteral("profile%1").arg(runs_))),
            100, 24));
        QVERIFY(tmux_->waitForRow(QStringLiteral("Rooms on this network")));
    }
    void cleanup()
    {
        tmux_.reset();
        server_.reset();
    }

    void aRoomIsEnteredByItsNumber()
    {
        QString row;
        // Other tests may have rooms on this machine.
        QVERIFY(QTest::qWaitFor(
            [&] {
                row = tmux_->rows().filter(server_->address()).value(0);
                return !row.isEmpty();
            },
            patienceMilliseconds));
        tmux_->type(row.simplified().section(QLatin1Char(' '), 0, 0));
        tmux_->press("Enter");
        QVERIFY(isInTheRoom());
    }
    void aServerIsEnteredByItsAddress()
    {
        tmux_->type(QStringLiteral("nowhere:x"));
        tmux_->press("Enter");
        QVERIFY(QTest::qWaitFor(
            [&] { return !tmux_->rows().filter(QStringLiteral("number from 1 to 65535")).isEmpty(); },
            patienceMilliseconds));
        tmux_->type(QStringLiteral("99999"));
        tmux_->press("Enter");
        QVERIFY(tmux_->waitForRow(QStringLiteral("There is no number 99999")));
        tmux_->type(server_->address());
        tmux_->press("Enter");
        QVERIFY(isInTheRoom());
    }
    void itCanBeGivenUp()
    {
        tmux_->press("C-c");
        QVERIFY(tmux_->waitForRow(QStringLiteral("ended 0")));
    }

private:
    bool isInTheRoom()
    {
        return QTest::qWaitFor(
            [&] { return !tmux_->rows().filter(QStringLiteral("Ming joined the room")).isEmpty(); },
            patienceMilliseconds);
    }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<Tmux> tmux_;
    int runs_ = 0;
};

QTEST_GUILESS_MAIN(RoomChooserRunTest)
#include "room_chooser_run_test.moc"
