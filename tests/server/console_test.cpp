#include "server/console.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using hubbub::test::TestRoom;

class ConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        room_ = std::make_unique<TestRoom>();
        printed_.clear();
        quits_.clear();
        console_ = std::make_unique<Console>(
            room_->core(), Console::Doors{[this](const QString& line) { printed_.push_back(line); },
                                          [this](const std::string& why) { quits_.push_back(why); },
                                          [] { return QStringLiteral("hubbub://h:1/#k"); },
                                          [this](Instant, ServerOutbox&) { return reloaded_; }});
        reloaded_ = Reloaded{};
    }

    void aPlainLineIsANoticeEchoedWithItsNumber()
    {
        type("  今晚 8 点维护 ");
        QCOMPARE(printed_, QStringList{QStringLiteral("announced as number 1: 今晚 8 点维护")});
        QCOMPARE(room_->core().stats(room_->now).empty(), false);
    }

    void twoSlashesAnnounceOne()
    {
        type("//help");
        QCOMPARE(printed_, QStringList{QStringLiteral("announced as number 1: /help")});
    }

    void aBlankLineIsNothing()
    {
        type("   ");
        QVERIFY(printed_.isEmpty());
    }

    void whoTellsNameNumberAndFingerprint()
    {
        room_->member("小明");
        type("/who");
        QCOMPARE(printed_.size(), 2);
        QVERIFY(printed_[1].startsWith(QStringLiteral("小明 (#1, ")));
    }

    void kickByNameEchoesWhomItHit()
    {
        room_->member("小明");
        type("/kick 小明 刷屏");
        QCOMPARE(printed_.size(), 1);
        QVERIFY(printed_[0].startsWith(QStringLiteral("removed: 小明 (#1, ")));
        QCOMPARE(room_->core().memberCount(), std::size_t{0});
    }

    void kickByNumber()
    {
        room_->member("a");
        room_->member("b");
        type("/kick #2");
        QCOMPARE(room_->core().members(room_->now).size(), std::size_t{1});
        QCOMPARE(room_->core().members(room_->now).front().entry.name, std::string("a"));
    }

    void wrongUseIsToldAndHarmless_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("answer");
        QTest::newRow("unknown") << QByteArray("/frobnicate") << QStringLiteral("UNKNOWN_COMMAND: ");
        QTest::newRow("nobody named") << QByteArray("/kick") << QStringLiteral("BAD_ARGUMENT: ");
        QTest::newRow("no such member") << QByteArray("/kick 小红") << QStringLiteral("NO_SUCH_MEMBER: ");
        QTest::newRow("no such number") << QByteArray("/kick #77") << QStringLiteral("NO_SUCH_MEMBER: ");
        QTest::newRow("not a number") << QByteArray("/kick #x") << QStringLiteral("");
        QTest::newRow("too long") << QByteArray(20'000, 'x') << QStringLiteral("TOO_LONG: ");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << QStringLiteral("TEXT_ILLEGAL: ");
    }
    void wrongUseIsToldAndHarmless()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, answer);
        room_->member("小明");
        type(line.toStdString());
        QCOMPARE(printed_.size(), 1);
        QVERIFY2(printed_[0].startsWith(answer), qPrintable(printed_[0]));
        QVERIFY(printed_[0].size() < 1000);
        QCOMPARE(room_->core().memberCount(), std::size_t{1});
    }

    void escapesNeverReachTheTerminal()
    {
        type("/\x1b[31m");
        QVERIFY(!printed_[0].contains(QChar(0x1b)));
    }

    void reloadTellsWhatIsInForceAndWhatIsNot()
    {
        type("/reload");
        QCOMPARE(printed_, QStringList{QStringLiteral("The configuration says what is in force.")});
        printed_.clear();
        reloaded_ = Reloaded{{"[room] name = x\x1b[m"}, {"[server] listen"}};
        type("/reload");
        QCOMPARE(printed_.size(), 2);
        QVERIFY(printed_[0].startsWith(QStringLiteral("in force: [room] name = x")));
        QVERIFY(!printed_[0].contains(QChar(0x1b)));
        QCOMPARE(printed_[1], QStringLiteral("not before the next start: [server] listen"));
    }

    void reloadTellsEveryMistake()
    {
        reloaded_ = Unexpected(Failure{"f:1: wrong\nf:2: also"});
        type("/reload");
        QCOMPARE(printed_, (QStringList{QStringLiteral("Nothing was changed:"), QStringLiteral("f:1: wrong"),
                                        QStringLiteral("f:2: also")}));
    }

    void quitHandsOnTheReason()
    {
        type("/quit back at nine");
        QCOMPARE(quits_, std::vector<std::string>{"back at nine"});
    }

    void helpStatsAndInviteAnswer()
    {
        type("/help");
        QVERIFY(printed_.join(QLatin1Char('\n')).contains(QStringLiteral("/kick NAME [why]")));
        printed_.clear();
        type("/stats");
        QVERIFY(printed_.contains(QStringLiteral("drop.not-authentic 0")));
        printed_.clear();
        type("/invite");
        QCOMPARE(printed_, QStringList{QStringLiteral("hubbub://h:1/#k")});
    }

private:
    void type(const std::string& line)
    {
        ServerOutbox out;
        console_->handleLine(room_->now, line, out);
        room_->settle();
        for (const ServerNotice& notice : out.notices)
            console_->handleNotice(notice);
        for (const ServerNotice& notice : room_->notices)
            console_->handleNotice(notice);
        room_->notices.clear();
    }

    std::unique_ptr<TestRoom> room_;
    std::unique_ptr<Console> console_;
    QStringList printed_;
    std::vector<std::string> quits_;
    Result<Reloaded, Failure> reloaded_ = Reloaded{};
};

QTEST_GUILESS_MAIN(ConsoleTest)
#include "console_test.moc"
