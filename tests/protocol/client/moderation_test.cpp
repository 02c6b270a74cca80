// New names, topics and removals as a client follows them, and what it asks of a server to keep order.
#include "protocol/chat/name.h"
#include "protocol/chat/past_limits.h"
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class ModerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRosterFollowsANewName()
    {
        EngineScene scene;
        scene.server.joined(MemberId{1}, "Ann");
        scene.enter();
        scene.server.renames(MemberId{1}, "Ann", "Zoe");
        scene.run(1s);
        QCOMPARE(scene.told(), lines({"3 renamed Ann"}));
        QCOMPARE(scene.engine().members().front().name, std::string("Zoe"));
        scene.server.left(MemberId{1}, "Zoe");
        scene.run(1s);
        QCOMPARE(scene.engine().members().size(), std::size_t{1});
    }

    void theOwnNewNameIsTheOneToComeBackUnder()
    {
        EngineScene scene;
        scene.enter("Ming");
        scene.server.renames(scene.engine().ownMember(), "Ming", "Gao");
        scene.run(1s);
        QCOMPARE(scene.engine().ownName(), std::string("Gao"));
        scene.closeByServer(wire::CloseCode::shutdown);
        scene.server.restart();
        scene.run(5s);
        QCOMPARE(scene.server.all<chat::JoinRequest>().back().name, std::string("Gao"));
        QVERIFY(scene.engine().isAdmitted());
    }

    void commandsHaveTheirAnswers()
    {
        EngineScene scene;
        scene.enter();
        scene.server.script = [&](const ScriptedServer::Asked& asked) {
            if (std::holds_alternative<chat::RestrictRequest>(asked.what)) {
                scene.server.reply(asked.seq, chat::OkReply{Seq{7}});
                return true;
            }
            if (std::holds_alternative<chat::RestrictionsRequest>(asked.what)) {
                const chat::Restriction one{.seq = {7},
                                            .whom = PublicKey{},
                                            .name = {},
                                            .by = {},
                                            .byKey = {},
                                            .since = {},
                                            .until = {},
                                            .reason = {}};
                scene.server.reply(asked.seq, chat::RestrictionsReply{{one}, true});
                scene.server.reply(asked.seq, chat::RestrictionsReply{{one}, false});
                return true;
            }
            if (std::holds_alternative<chat::ConfirmationsRequest>(asked.what)) {
                scene.server.reply(asked.seq, chat::ConfirmationsReply{{{}, {}}, true});
                scene.server.reply(asked.seq, chat::ConfirmationsReply{{{}}, false});
                return true;
            }
            return false;
        };
        scene.with([&](auto& engine, auto& out) {
            engine.restrict(scene.now, {chat::RestrictionKind::ban, PublicKey{{1}}, 2h, "a\nb"}, out);
            engine.askRestrictions(scene.now, out);
            engine.askConfirmations(scene.now, Seq{3}, out);
            engine.rename(scene.now, "Gao", out);
            engine.setTopic(scene.now, "tea", out);
            engine.setLock(scene.now, true, out);
            engine.lift(scene.now, Seq{7}, out);
            engine.remove(scene.now, Seq{3}, "spam", out);
            engine.acknowledge(scene.now, Seq{4}, out);
        });
        scene.run(1s);
        QCOMPARE(scene.all<DoneNotice>().size(), std::size_t{7});
        QCOMPARE(scene.all<DoneNotice>().front().seq, std::optional(Seq{7}));
        QCOMPARE(scene.all<RestrictionsNotice>().front().restrictions.size(), std::size_t{2});
        const auto confirmations = scene.all<ConfirmationsNotice>().front();
        QCOMPARE(confirmations.confirmations.size(), std::size_t{3});
        QCOMPARE(confirmations.announcement, Seq{3});
        QCOMPARE(scene.server.all<chat::RestrictRequest>().front().reason, std::string("a b"));
    }

    void whatIsTooLongForANameOrASearchIsRefusedAtOnce_data()
    {
        QTest::addColumn<std::size_t>("bytes");
        QTest::addColumn<bool>("isSearch");
        QTest::addColumn<QString>("code");
        QTest::newRow("a name") << chat::typedNameBytes + 1 << false << QStringLiteral("NAME_ILLEGAL");
        QTest::newRow("a name that fits in no record")
            << limits::recordBytes << false << QStringLiteral("NAME_ILLEGAL");
        QTest::newRow("a search") << limits::searchQueryBytes + 1 << true << QStringLiteral("BAD_ARGUMENT");
        QTest::newRow("a search that fits in no record")
            << limits::recordBytes << true << QStringLiteral("BAD_ARGUMENT");
    }
    void whatIsTooLongForANameOrASearchIsRefusedAtOnce()
    {
        QFETCH(std::size_t, bytes);
        QFETCH(bool, isSearch);
        QFETCH(QString, code);
        EngineScene scene;
        scene.enter();
        const auto asked = scene.server.asked.size();
        const std::string text(bytes, 'x');
        scene.with([&](auto& engine, auto& out) {
            if (isSearch)
                engine.search(scene.now, text, std::nullopt, 10, EarlierSearches::kept, out);
            else
                engine.rename(scene.now, text, out);
        });
        scene.run(1s);
        QCOMPARE(scene.told(), QStringList{QStringLiteral("refused 1: ") + code});
        QVERIFY(!scene.all<RefusedNotice>().front().refusal.text.empty());
        QCOMPARE(scene.server.asked.size(), asked);
        QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
        QVERIFY(scene.engine().isAdmitted());
    }

    // The server says what is wrong with them.
    void whatMightBeANameOrASearchIsAsked()
    {
        EngineScene scene;
        scene.enter();
        scene.with([&](auto& engine, auto& out) {
            engine.rename(scene.now, std::string(chat::typedNameBytes, 'x'), out);
            engine.search(scene.now, std::string(limits::searchQueryBytes, 'x'), std::nullopt, 10,
                          EarlierSearches::kept, out);
        });
        scene.run(1s);
        QCOMPARE(scene.server.all<chat::RenameRequest>().size(), std::size_t{1});
        QCOMPARE(scene.server.all<chat::SearchRequest>().size(), std::size_t{1});
        QVERIFY(!scene.has<RefusedNotice>());
    }

    void anAnnouncementAsksToBeConfirmed()
    {
        EngineScene scene;
        scene.enter();
        QVERIFY(scene
                    .with([&](auto& engine, auto& out) {
                        return engine.askToConfirm(scene.now, "fire drill", out);
                    })
                    .has_value());
        scene.run(1s);
        QVERIFY(scene.server.all<chat::AnnounceRequest>().front().asksToConfirm);
    }

    // What was removed before the roster was complete is not told any more.
    void aTextRemovedWhileEnteringIsNotTold()
    {
        EngineScene scene;
        scene.server.joined(MemberId{1}, "Ann");
        scene.server.says(MemberId{1}, "Ann", "secret");
        scene.server.removes(Seq{2});
        scene.start();
        scene.join("Ming");
        scene.run(1s);
        for (const EventNotice& each : scene.all<EventNotice>())
            QVERIFY(each.event.text() != "secret");
        QVERIFY(!scene.all<EventNotice>().empty());
    }

    // The server made its answer before the removal, of which the room's stream told first.
    void aTextRemovedMeanwhileIsNotToldByAPage_data()
    {
        QTest::addColumn<bool>("isSearch");
        QTest::newRow("a page") << false;
        QTest::newRow("what a search found") << true;
    }
    void aTextRemovedMeanwhileIsNotToldByAPage()
    {
        QFETCH(bool, isSearch);
        EngineScene scene;
        std::optional<Seq> question;
        scene.server.script = [&](const ScriptedServer::Asked& asked) {
            const bool isAboutThePast = std::holds_alternative<chat::HistoryRequest>(asked.what)
                                     || std::holds_alternative<chat::SearchRequest>(asked.what);
            if (isAboutThePast)
                question = asked.seq;
            return isAboutThePast;
        };
        scene.enter();
        const Seq removed = scene.server.says(MemberId{1}, "Ann", "secret");
        const Seq kept = scene.server.says(MemberId{1}, "Ann", "tea");
        scene.with([&](auto& engine, auto& out) {
            if (isSearch)
                engine.search(scene.now, "e", std::nullopt, 10, EarlierSearches::kept, out);
            else
                engine.history(scene.now, chat::BeforeEvent{next(kept)}, 10, out);
        });
        scene.run(1s);
        QVERIFY(question);
        scene.server.removes(removed);
        scene.run(1s);
        chat::Event event;
        event.member = MemberId{1};
        event.name = "Ann";
        event.what = chat::Message{};
        chat::PageReply page;
        for (const auto& [seq, text] : {std::pair(removed, "secret"), std::pair(kept, "tea")}) {
            event.content = chat::Content{{}, text};
            page.events.push_back({seq, event});
        }
        scene.server.reply(*question, page);
        scene.run(1s);

        QCOMPARE(scene.all<PageNotice>().size(), std::size_t{isSearch ? 0U : 1U});
        QCOMPARE(scene.all<FoundNotice>().size(), std::size_t{isSearch ? 1U : 0U});
        const chat::PageReply told =
            isSearch ? scene.all<FoundNotice>().front().page : scene.all<PageNotice>().front().page;
        const auto& first = std::get<chat::Event>(told.events.at(0).record);
        QCOMPARE(std::get<chat::Tombstone>(first.content).digest,
                 chat::contentDigest(chat::Content{{}, "secret"}));
        QCOMPARE(std::get<chat::Event>(told.events.at(1).record).text(), std::string_view("tea"));
    }
};

QTEST_GUILESS_MAIN(ModerationTest)
#include "moderation_test.moc"
