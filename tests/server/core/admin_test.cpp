// The powers of admins, from a session and from the console.
#include "tests/server/core/with_admin.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

class AdminTest : public QObject {
    Q_OBJECT
private:
    template <class Notice>
    static const Notice* findNotice(const TestRoom& room)
    {
        for (const auto& notice : room.notices) {
            if (const auto* found = std::get_if<Notice>(&notice))
                return found;
        }
        return nullptr;
    }

private Q_SLOTS:
    void whoIsPresentLearnsThatAnAdminHasJoined()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        QVERIFY(isWelcome(with.room.join(with.admin, "Hong")));
        with.room.advance(1100ms);
        QCOMPARE(ming.news.size(), std::size_t{1});
        const chat::PresenceChange& change = ming.news.front().changes.front();
        QCOMPARE(change.member, with.admin.welcome->member);
        QVERIFY(change.flags.admin);
        QVERIFY(!change.flags.away);
    }

    void othersAreRefused()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        QCOMPARE(refusalOf(room.ask(ming, chat::AnnounceRequest{SubmissionNumber{1}, "hear me", {}})),
                 RefusalCode::notAdmin);
        QCOMPARE(refusalOf(room.ask(ming, chat::KickRequest{ming.welcome->member, ming.fingerprint(), ""})),
                 RefusalCode::notAdmin);
        QCOMPARE(refusalOf(room.ask(ming, chat::WhoRequest{})), RefusalCode::notAdmin);
        QCOMPARE(refusalOf(room.ask(ming, chat::StatsRequest{})), RefusalCode::notAdmin);
        QCOMPARE(refusalOf(room.ask(ming, chat::FiguresRequest{})), RefusalCode::notAdmin);
        // The operator need not be told how to find out whom to add.
        const auto refused = room.ask(ming, chat::StatsRequest{});
        QVERIFY(std::get<chat::Refusal>(refused->what).text.find(crypto::publicKeyText(ming.key()))
                != std::string::npos);
    }

    void announcesFromOutsideTheRoomExactlyOnce()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        const chat::AnnounceRequest request{SubmissionNumber{1}, "maintenance", with.admin.outbox()};
        const Seq seq = okSeq(with.room.ask(with.admin, request));
        QCOMPARE(seq, Seq{2});
        QCOMPARE(okSeq(with.room.ask(with.admin, request)), seq);
        QCOMPARE(transcript(ming), "+Ming\n! maintenance\n");
        QCOMPARE(lastEvent(ming).member, MemberId{0});
    }

    void outsideTheRoomAnAnnouncementNeedsAnOutbox()
    {
        WithAdmin with;
        QCOMPARE(refusalOf(with.room.ask(with.admin, chat::AnnounceRequest{SubmissionNumber{1}, "x", {}})),
                 RefusalCode::badArgument);
    }

    void anAdminWhoIsAMemberSeesItsOwnAnnouncement()
    {
        WithAdmin with;
        QVERIFY(isWelcome(with.room.join(with.admin, "Boss")));
        QVERIFY(with.admin.welcome->admin);
        QVERIFY(isOk(with.room.ask(with.admin, chat::AnnounceRequest{SubmissionNumber{1}, "hello", {}})));
        QCOMPARE(transcript(with.admin), "+Boss\n! hello\n");
        QCOMPARE(lastEvent(with.admin).member, with.admin.welcome->member);
        QCOMPARE(lastEvent(with.admin).name, "Boss");
    }

    void aRemovedMemberIsToldWhy()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        TestPeer& hong = with.room.member("Hong");
        QVERIFY(isOk(
            with.room.ask(with.admin, chat::KickRequest{ming.welcome->member, ming.fingerprint(), "spam"})));
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::removed));
        QCOMPARE(ming.closedText, "spam");
        QCOMPARE(transcript(hong), "+Ming\n+Hong\n-Ming:removed\n");
        QCOMPARE(lastEvent(hong).text(), "spam");
    }

    void theFingerprintMustFit()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        TestPeer& hong = with.room.member("Hong");
        QCOMPARE(refusalOf(with.room.ask(
                     with.admin, chat::KickRequest{ming.welcome->member, hong.fingerprint(), "spam"})),
                 RefusalCode::noSuchMember);
        QCOMPARE(
            refusalOf(with.room.ask(with.admin, chat::KickRequest{MemberId{77}, hong.fingerprint(), ""})),
            RefusalCode::noSuchMember);
        QCOMPARE(with.room.core().memberCount(), std::size_t{2});
    }

    void whoListsEveryone()
    {
        WithAdmin with;
        for (int i = 0; i < 300; ++i)
            with.room.member("a-rather-long-member-name-" + std::to_string(i));
        const Seq asked = with.admin.ask(chat::WhoRequest{});
        with.room.advance(1s);
        std::size_t count = 0;
        const auto& records = with.admin.answers.at(asked);
        QVERIFY(records.size() > 1);
        for (const chat::Reply& reply : records) {
            const auto& list = std::get<chat::MembersReply>(reply.what);
            QVERIFY(chat::encode(reply).size() <= limits::recordBytes);
            QCOMPARE(list.more, &reply != &records.back());
            count += list.members.size();
        }
        QCOMPARE(count, std::size_t{300});
        const auto& first = std::get<chat::MembersReply>(records.front().what).members.front();
        QCOMPARE(first.entry.member, MemberId{1});
        QVERIFY(first.heardAgo < 10s);
    }

    void figuresTellOfEveryLink()
    {
        WithAdmin with;
        for (int i = 0; i < 200; ++i)
            with.room.member("a-rather-long-member-name-" + std::to_string(i));
        TestPeer& dead = with.room.member("Dead");
        with.room.advance(10s);
        dead.isDead = true;
        with.room.advance(5s);
        const Seq asked = with.admin.ask(chat::FiguresRequest{});
        with.room.advance(1s);
        std::vector<chat::MemberFigures> all;
        const auto& records = with.admin.answers.at(asked);
        QVERIFY(records.size() > 1);
        for (const chat::Reply& reply : records) {
            const auto& list = std::get<chat::FiguresReply>(reply.what);
            QVERIFY(chat::encode(reply).size() <= limits::recordBytes);
            QCOMPARE(list.more, &reply != &records.back());
            all.insert(all.end(), list.members.begin(), list.members.end());
        }
        QCOMPARE(all.size(), std::size_t{201});
        QCOMPARE(all.front().info.entry.member, MemberId{1});
        QCOMPARE(all.front().confirmed, Seq{201});
        QCOMPARE(all.front().clientVersion, std::string("test"));
        QVERIFY(all.front().roundTripMicroseconds > 0);
        QVERIFY(all.front().lossPerMille <= 1000);
        QVERIFY(all.back().info.heardAgo >= 5s);
    }

    void aMemberWithoutASessionHasNoLink()
    {
        WithAdmin with;
        TestPeer& ming = with.room.member("Ming");
        with.room.advance(1s);
        with.room.restart();
        with.room.connect(with.admin);
        const auto reply = with.room.ask(with.admin, chat::FiguresRequest{});
        const auto& figures = std::get<chat::FiguresReply>(reply->what).members.front();
        QCOMPARE(figures.info.entry.member, ming.welcome->member);
        QCOMPARE(figures.roundTripMicroseconds, 0U);
        QCOMPARE(figures.confirmed, Seq{0});
        QVERIFY(figures.clientVersion.empty());
    }

    void statsAreFigures()
    {
        WithAdmin with;
        with.room.member("Ming");
        const auto reply = with.room.ask(with.admin, chat::StatsRequest{});
        const auto& figures = std::get<chat::StatsReply>(reply->what).figures;
        QVERIFY(std::find(figures.begin(), figures.end(), std::pair<std::string, std::uint64_t>("members", 1))
                != figures.end());
    }

    void theConsoleAnnouncesAndHearsTheNumber()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        server::ServerOutbox out;
        QVERIFY(room.core().announce(room.now, "tonight", false, out).has_value());
        room.settle();
        QCOMPARE(findNotice<server::AnnouncedNotice>(room)->seq, Seq{2});
        QCOMPARE(transcript(ming), "+Ming\n! tonight\n");
        QVERIFY(!room.core().announce(room.now, "  ", false, out).has_value());
    }

    void theConsoleRemovesByNameOrNumber()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        TestPeer& hong = room.member("Hong");
        server::ServerOutbox out;
        QVERIFY(room.core().kick(room.now, "ming", "spam", out).has_value());
        room.settle();
        QCOMPARE(ming.closedWith, std::uint64_t(wire::CloseCode::removed));
        QCOMPARE(findNotice<server::RemovedNotice>(room)->member, ming.welcome->member);
        QVERIFY(room.core().kick(room.now, "#2", "", out).has_value());
        room.settle();
        QCOMPARE(hong.closedWith, std::uint64_t(wire::CloseCode::removed));
        QCOMPARE(room.core().kick(room.now, "#2", "", out).error().code, RefusalCode::noSuchMember);
        QCOMPARE(room.core().kick(room.now, "nobody", "", out).error().code, RefusalCode::noSuchMember);
        QCOMPARE(room.core().kick(room.now, "#2x", "", out).error().code, RefusalCode::noSuchMember);
    }

    void theConsoleHearsThatSomethingWasNotStored()
    {
        TestRoom room;
        room.store.setRefusal(
            [](const server::Proposal&) { return std::optional<std::string>("disk full"); });
        server::ServerOutbox out;
        QVERIFY(room.core().announce(room.now, "tonight", false, out).has_value());
        room.settle();
        QCOMPARE(findNotice<server::ConsoleRefusedNotice>(room)->refusal.code, RefusalCode::notStored);
    }
};

QTEST_APPLESS_MAIN(AdminTest)
#include "admin_test.moc"
