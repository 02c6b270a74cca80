// Settings that change while people are in the room, and those that decide who may enter and what is shown.
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;
using server::LogLevel;

namespace {

void apply(TestRoom& room, const server::CoreSettings& settings)
{
    server::ServerOutbox out;
    room.core().apply(room.now, settings, out);
    room.take(out);
    room.settle();
}

std::size_t linesOf(const TestRoom& room, std::string_view category)
{
    std::size_t lines = 0;
    for (const auto& notice : room.notices)
        if (const auto* log = std::get_if<server::LogNotice>(&notice))
            lines += log->category == category ? 1 : 0;
    return lines;
}

} // namespace

class SettingsChangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ratesHoldFromHereOn()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QVERIFY(isOk(room.say(ming, 1, "x")));
        server::CoreSettings slow;
        slow.messageRate = 1;
        slow.messageBurst = 1;
        apply(room, slow);
        room.advance(1s);
        QVERIFY(isOk(room.say(ming, 2, "x")));
        QCOMPARE(refusalOf(room.say(ming, 3, "x")), RefusalCode::rate);
        QCOMPARE(room.member("Hong").welcome->rates.messageBurst, 1U);
        apply(room, {});
        QVERIFY(isOk(room.say(ming, 4, "x")));
    }

    void theRatesOfJoinsToo()
    {
        TestRoom room;
        const crypto::KeyPair key = room.drawKey();
        const auto joinAnew = [&](const std::string& name) {
            TestPeer& peer = room.stranger(key);
            room.connect(peer);
            return room.join(peer, name);
        };
        QVERIFY(isWelcome(joinAnew("one")));
        server::CoreSettings slow;
        slow.joinBurstPerKey = 1;
        slow.joinsPerKeyPerMinute = 1;
        apply(room, slow);
        QCOMPARE(refusalOf(joinAnew("two")), RefusalCode::rate);
        apply(room, {});
        QVERIFY(isWelcome(joinAnew("two")));
    }

    void aShorterGraceCountsForWhoIsSilentAlready()
    {
        server::CoreSettings settings;
        settings.grace = 10min;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(60s);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
        settings.grace = 70s;
        apply(room, settings);
        room.advance(5s);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
        room.advance(6s);
        QCOMPARE(room.core().memberCount(), std::size_t{0});
    }

    void aLongerGraceToo()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        ming.isDead = true;
        room.advance(30s);
        server::CoreSettings settings;
        settings.grace = 2min;
        apply(room, settings);
        room.advance(80s);
        QCOMPARE(room.core().memberCount(), std::size_t{1});
        room.advance(20s);
        QCOMPARE(room.core().memberCount(), std::size_t{0});
    }

    void aFullRoomRemovesNobody()
    {
        TestRoom room;
        room.member("Ming");
        room.member("Hong");
        server::CoreSettings small;
        small.memberLimit = 1;
        apply(room, small);
        QCOMPARE(room.core().memberCount(), std::size_t{2});
        QCOMPARE(refusalOf(room.join(room.newcomer(), "Late")), RefusalCode::full);
    }

    void reservedNamesAndTheNameOfTheRoom()
    {
        TestRoom room;
        TestPeer& boss = room.member("boss");
        server::CoreSettings settings;
        settings.reservedNames = {"boss"};
        settings.room = "三年二班";
        apply(room, settings);
        QVERIFY(isOk(room.say(boss, 1, "still here")));
        QCOMPARE(refusalOf(room.join(room.newcomer(), "BOSS")), RefusalCode::nameReserved);
        QCOMPARE(room.member("Late").welcome->room, "三年二班");
    }

    void aNewAdminMayActAndIsShownAsOne()
    {
        TestRoom room;
        const crypto::KeyPair key = room.drawKey();
        TestPeer& hong = room.stranger(key);
        room.connect(hong);
        QVERIFY(isWelcome(room.join(hong, "Hong")));
        TestPeer& ming = room.member("Ming");
        QCOMPARE(refusalOf(room.ask(hong, chat::WhoRequest{})), RefusalCode::notAdmin);
        server::CoreSettings settings;
        settings.admins = {key.shared};
        apply(room, settings);
        QVERIFY(!refusalOf(room.ask(hong, chat::WhoRequest{})));
        room.advance(1100ms);
        QVERIFY(ming.news.back().changes.front().flags.admin);
        apply(room, {});
        QCOMPARE(refusalOf(room.ask(hong, chat::WhoRequest{})), RefusalCode::notAdmin);
        room.advance(1100ms);
        QVERIFY(!ming.news.back().changes.front().flags.admin);
    }

    void onlyAllowedKeysAndAdminsMayEnter()
    {
        TestRoom room;
        const crypto::KeyPair key = room.drawKey();
        const crypto::KeyPair adminsKey = room.drawKey();
        TestPeer& before = room.member("before");
        server::CoreSettings settings;
        settings.allowedKeys = {key.shared};
        settings.admins = {adminsKey.shared};
        apply(room, settings);
        // Nothing is said about names to who may not enter.
        QCOMPARE(refusalOf(room.join(room.newcomer(), "before")), RefusalCode::notAllowed);
        QCOMPARE(refusalOf(room.join(room.newcomer(), "")), RefusalCode::notAllowed);
        for (const crypto::KeyPair& allowed : {key, adminsKey}) {
            TestPeer& peer = room.stranger(allowed);
            room.connect(peer);
            QVERIFY(isWelcome(room.join(peer, peer.address().text().substr(0, 9))));
        }
        // Who is in stays.
        QVERIFY(isOk(room.say(before, 1, "x")));
        apply(room, {});
        QVERIFY(isWelcome(room.join(room.newcomer(), "late")));
    }

    void aNewcomerIsShownSoMuchHistory_data()
    {
        QTest::addColumn<quint32>("history");
        QTest::addColumn<int>("events");
        QTest::newRow("none") << 0U << 1;
        QTest::newRow("some") << 3U << 4;
        QTest::newRow("all there is") << 100U << 12;
    }
    void aNewcomerIsShownSoMuchHistory()
    {
        QFETCH(quint32, history);
        QFETCH(int, events);
        server::CoreSettings settings;
        settings.history = history;
        TestRoom room(settings);
        TestPeer& ming = room.member("Ming");
        for (std::uint32_t number = 1; number <= 10; ++number)
            QVERIFY(isOk(room.say(ming, number, "x")));
        room.advance(2s); // the roster is made anew
        TestPeer& late = room.member("Late");
        QCOMPARE(static_cast<int>(late.events.size()), events);
        QCOMPARE(lastEvent(late).name, "Late");
        QCOMPARE(late.chain, room.store.fold().chain());
    }

    void categoriesHaveLevelsOfTheirOwn()
    {
        server::CoreSettings settings;
        settings.logLevels.least = LogLevel::error;
        settings.logLevels.ofCategory("session") = LogLevel::debug;
        TestRoom room(settings);
        room.member("Ming");
        QVERIFY(linesOf(room, "session") > 0);
        QCOMPARE(linesOf(room, "room"), std::size_t{0});
        settings.logLevels.ofCategory("room") = LogLevel::info;
        settings.logLevels.ofCategory("session").reset();
        apply(room, settings);
        const std::size_t before = linesOf(room, "session");
        room.member("Hong");
        QCOMPARE(linesOf(room, "session"), before);
        QCOMPARE(linesOf(room, "room"), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(SettingsChangeTest)
#include "settings_change_test.moc"
