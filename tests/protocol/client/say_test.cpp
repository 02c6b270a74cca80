// What the person says: each text once in the log, each with one result, in the order in which people are
// told.
#include "tests/support/engine_scene.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;
using chat::RefusalCode;

class SayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsSentBeforeTheOwnEvent_data();
    void tellsSentBeforeTheOwnEvent();
    void keepsWhatIsSaidBeforeTheWelcome();
    void keepsTheOrderOfWhatIsSaid();
    void saysEachTextOnceThoughTheLinkIsLost_data();
    void saysEachTextOnceThoughTheLinkIsLost();
    void saysOnceWhatWasSaidWhileLost();
    void tellsARefusal();
    void refusesWhatCannotBeSaid();
    void refusesWhenTooMuchWaits();
    void saysAgainUnderAnotherNumberWhatWasRefusedForTheRate_data();
    void saysAgainUnderAnotherNumberWhatWasRefusedForTheRate();
    void staysBelowTheRateOfMessages();
    void beginsSlowlyWhenItIsAttached();
    void staysBelowTheRateOfFanOut();
    void writesEachNumberDownBeforeItIsSent();
    void doesNotTakeAnothersTextForItsOwn();
    void settlesOnTheResultOnly();
    void announcesInTheRoom();
};

void SayTest::tellsSentBeforeTheOwnEvent_data()
{
    QTest::addColumn<bool>("eventFirst");
    QTest::newRow("the event comes first") << true;
    QTest::newRow("the result comes first") << false;
}

void SayTest::tellsSentBeforeTheOwnEvent()
{
    QFETCH(bool, eventFirst);
    EngineScene scene;
    scene.enter();
    scene.server.script = [&](const auto& asked) {
        const auto& say = std::get<chat::SayRequest>(asked.what);
        if (eventFirst)
            scene.server.says(scene.server.member(), "小明", say.text, say.number);
        else
            scene.server.reply(asked.seq, chat::OkReply{Seq{2}});
        return true;
    };
    const auto id = scene.say("hi");
    scene.run(1s);
    if (eventFirst)
        scene.server.reply(scene.server.asked.back().seq, chat::OkReply{Seq{2}});
    else
        scene.server.says(scene.server.member(), "小明", "hi", SubmissionNumber{1});
    scene.run(1s);
    QCOMPARE(id.value, 1U);
    QCOMPARE(scene.told(), lines({"sent 1 as 2", "2 message 小明: hi (own) (submission 1)"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
}

void SayTest::keepsWhatIsSaidBeforeTheWelcome()
{
    EngineScene scene;
    scene.say("early");
    scene.start();
    scene.say("and eager");
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told().mid(3), lines({"welcome 小明 head 1: 小明", "1 joined 小明 (own)", "sent 1 as 2",
                                         "sent 2 as 3", "2 message 小明: early (own) (submission 1)",
                                         "3 message 小明: and eager (own) (submission 2)"}));
}

void SayTest::keepsTheOrderOfWhatIsSaid()
{
    EngineScene scene;
    scene.enter();
    SeededEntropy dice(3);
    scene.loses = [&](bool, ByteView) { return dice.drawBelow(4) == 0; };
    for (int i = 0; i < 100; ++i)
        scene.say(std::to_string(i));
    scene.run(60s);
    const auto events = scene.all<EventNotice>();
    QCOMPARE(events.size(), std::size_t{100});
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].event.text(), std::string_view(std::to_string(i)));
}

void SayTest::saysEachTextOnceThoughTheLinkIsLost_data()
{
    QTest::addColumn<bool>("requestArrives");
    QTest::addColumn<bool>("resultArrives");
    QTest::addColumn<bool>("serverRestarts");
    QTest::newRow("the request is lost") << false << false << true;
    QTest::newRow("the result is lost") << true << false << true;
    QTest::newRow("the result is lost, the session is not") << true << false << false;
    QTest::newRow("only the event is lost") << true << true << true;
}

void SayTest::saysEachTextOnceThoughTheLinkIsLost()
{
    QFETCH(bool, requestArrives);
    QFETCH(bool, resultArrives);
    QFETCH(bool, serverRestarts);
    EngineScene scene;
    scene.enter();
    scene.loses = [&](bool isToServer, ByteView) { return isToServer ? !requestArrives : !resultArrives; };
    const auto id = scene.say("once");
    scene.run(50ms);
    scene.isCut = true;
    scene.loses = nullptr;
    scene.run(5s);
    scene.server.sendsHints = true;
    if (serverRestarts)
        scene.server.restart();
    scene.isCut = false;
    scene.run(20s);
    QCOMPARE(scene.told().filter(QStringLiteral("once")),
             lines({"2 message 小明: once (own) (submission 1)"}));
    const auto sent = scene.all<SentNotice>();
    QCOMPARE(sent.size(), std::size_t{1});
    QVERIFY(sent.front().submission == id);
    QVERIFY(scene.server.head() == Seq{2});
    std::set<std::uint32_t> numbers;
    for (const auto& say : scene.server.all<chat::SayRequest>())
        numbers.insert(say.number.value);
    QVERIFY(numbers == std::set<std::uint32_t>{1});
}

void SayTest::saysOnceWhatWasSaidWhileLost()
{
    EngineScene scene;
    scene.enter();
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.isCut = true;
    scene.server.restart();
    scene.run(2s);
    scene.say("one");
    scene.say("two");
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{2});
    scene.isCut = false;
    scene.run(20s);
    QCOMPARE(scene.told(),
             lines({"link lost", "link resumed", "sent 1 as 2", "2 message 小明: one (own) (submission 1)",
                    "sent 2 as 3", "3 message 小明: two (own) (submission 2)"}));
}

void SayTest::tellsARefusal()
{
    EngineScene scene;
    scene.enter();
    scene.server.script = [&](const auto& asked) {
        scene.server.refuse(asked, RefusalCode::muted);
        return true;
    };
    scene.say("hush");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"refused 1: MUTED"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
    scene.server.script = nullptr;
    scene.server.restart();
    scene.run(30s);
    QCOMPARE(scene.server.all<chat::SayRequest>().size(), std::size_t{1}); // a refusal is final
}

void SayTest::refusesWhatCannotBeSaid()
{
    EngineScene scene;
    scene.server.spoil = [](chat::WelcomeReply& welcome) { welcome.textBytes = 100; };
    scene.enter();
    const auto codeOf = [&](const std::string& text) {
        const auto result = scene.with([&](auto& engine, auto& out) {
            return engine.say(scene.now, text, chat::MessageStyle::plain, out);
        });
        return result ? QString()
                      : QString::fromStdString(std::string(chat::refusalWord(result.error().code)));
    };
    QCOMPARE(codeOf(" \n "), QStringLiteral("TEXT_ILLEGAL"));
    QCOMPARE(codeOf("\xff"), QStringLiteral("TEXT_ILLEGAL"));
    QCOMPARE(codeOf(std::string(20'000, 'x')), QStringLiteral("TOO_LONG"));
    QCOMPARE(codeOf(std::string(101, 'x')), QStringLiteral("TOO_LONG"));
    QCOMPARE(codeOf(std::string(100, 'x')), QString());
    QCOMPARE(scene.engine().textBytes(), 100U);
}

void SayTest::refusesWhenTooMuchWaits()
{
    EngineScene scene;
    scene.start();
    const auto say = [&](const std::string& text) {
        return scene.with([&](auto& engine, auto& out) {
            return engine.say(scene.now, text, chat::MessageStyle::plain, out);
        });
    };
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(say("x").has_value());
    const auto result = say("x");
    QVERIFY(!result.has_value());
    QVERIFY(result.error().code == RefusalCode::busy);
    QVERIFY(!result.error().text.empty());

    EngineScene wordy;
    const std::string longText(limits::textBytes, 'x');
    int taken = 0;
    wordy.start();
    while (wordy.with([&](auto& engine, auto& out) {
        return engine.say(wordy.now, longText, chat::MessageStyle::plain, out);
    }))
        ++taken;
    QCOMPARE(taken, 1024); // 16 MiB
}

void SayTest::saysAgainUnderAnotherNumberWhatWasRefusedForTheRate_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("RATE") << static_cast<int>(RefusalCode::rate);
    QTest::newRow("BUSY") << static_cast<int>(RefusalCode::busy);
}

void SayTest::saysAgainUnderAnotherNumberWhatWasRefusedForTheRate()
{
    QFETCH(int, code);
    EngineScene scene;
    scene.enter();
    int refusals = 4;
    scene.server.script = [&](const auto& asked) {
        if (refusals == 0)
            return false;
        --refusals;
        scene.server.refuse(asked, static_cast<RefusalCode>(code), 3s);
        return true;
    };
    scene.say("one");
    scene.say("two");
    scene.say("three");
    scene.run(2s);
    QVERIFY(scene.told().isEmpty());
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{3});
    scene.run(10s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{3});
    QVERIFY(!scene.has<RefusedNotice>());
    QCOMPARE(scene.all<EventNotice>().size(), std::size_t{3});
    // No number is given to two texts, and they rise.
    std::set<std::uint32_t> numbers;
    std::uint32_t last = 0;
    for (const auto& say : scene.server.all<chat::SayRequest>()) {
        QVERIFY(numbers.insert(say.number.value).second);
        QVERIFY(say.number.value > last);
        last = say.number.value;
    }
}

void SayTest::staysBelowTheRateOfMessages()
{
    EngineScene scene;
    scene.server.rates = {10'000, 20, 1U << 30U, 1U << 30U}; // 10 a second after 20
    scene.enter();
    for (int i = 0; i < 100; ++i)
        scene.say("x");
    scene.run(1s);
    const auto after1s = scene.all<SentNotice>().size();
    QVERIFY2(after1s >= 24 && after1s <= 29, qPrintable(QString::number(after1s)));
    scene.run(5s);
    const auto after6s = scene.all<SentNotice>().size();
    QVERIFY2(after6s >= 68 && after6s <= 74, qPrintable(QString::number(after6s)));
    scene.run(5s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{100});
}

void SayTest::beginsSlowlyWhenItIsAttached()
{
    EngineScene scene;
    scene.server.rates = {10'000, 20, 1U << 30U, 1U << 30U}; // 10 a second after 20
    scene.enter();
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restart(); // with an empty bucket
    scene.isCut = true;
    for (int i = 0; i < 50; ++i)
        scene.say("x");
    scene.isCut = false;
    QVERIFY(scene.runUntil([&] { return scene.has<SentNotice>(); }));
    scene.run(1s);
    const auto after1s = scene.all<SentNotice>().size();
    QVERIFY2(after1s >= 8 && after1s <= 11, qPrintable(QString::number(after1s)));
}

void SayTest::staysBelowTheRateOfFanOut()
{
    EngineScene scene;
    for (std::uint32_t i = 1; i <= 99; ++i)
        scene.server.joined(MemberId{i}, "guest" + std::to_string(i));
    scene.server.rates = {1'000'000, 1'000, 100'000, 200'000}; // 1,000 bytes a second to 100 members
    scene.enter();
    for (int i = 0; i < 20; ++i)
        scene.say(std::string(500, 'x'));
    scene.run(1s);
    const auto after1s = scene.all<SentNotice>().size();
    QVERIFY2(after1s >= 4 && after1s <= 6, qPrintable(QString::number(after1s)));
    scene.run(10s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{20});
    // One that is larger than the whole bucket goes too, when it is full.
    scene.say(std::string(16'000, 'x'));
    scene.run(5s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{21});
}

void SayTest::writesEachNumberDownBeforeItIsSent()
{
    EngineScene scene;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.journal.size(), std::size_t{1});
    const auto drawn = std::get<OutboxDrawn>(scene.journal[0]);
    QVERIFY(drawn.outbox == scene.server.all<chat::JoinRequest>().front().outbox);

    ClientOutbox out;
    QVERIFY(scene.engine().say(scene.now, "now", chat::MessageStyle::action, out).has_value());
    QCOMPARE(out.journal.size(), std::size_t{1});
    QCOMPARE(out.datagrams.size(), std::size_t{1}); // in the same outbox
    const auto& numbered = std::get<SubmissionNumbered>(out.journal[0]);
    QVERIFY(numbered.number == SubmissionNumber{1});
    QCOMPARE(numbered.text, std::string("now"));
    QVERIFY(numbered.style == chat::MessageStyle::action);
    QVERIFY(!numbered.announcement);

    scene.journal.clear();
    scene.run(5s); // the datagram was lost with `out`
    QCOMPARE(scene.journal.size(), std::size_t{1});
    QVERIFY(std::get<SubmissionSettled>(scene.journal[0]).number == SubmissionNumber{1});
}

void SayTest::doesNotTakeAnothersTextForItsOwn()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.enter();
    scene.server.script = [](const auto&) { return true; };
    scene.say("mine");
    scene.run(1s);
    scene.server.says(MemberId{1}, "Ann", "mine", SubmissionNumber{1});
    // Another instance of the same person, for the same member.
    scene.server.says(scene.server.member(), "小明", "not from here", SubmissionNumber{1});
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"3 message Ann: mine", "4 message 小明: not from here (own)"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{1});
}

void SayTest::settlesOnTheResultOnly()
{
    EngineScene scene;
    scene.enter(); // 1
    scene.server.script = [](const auto&) { return true; };
    scene.say("ok");
    scene.run(1s);
    // Another instance of the same person, which has taken the member over, counts from 1 as well.
    scene.server.says(scene.server.member(), "小明", "ok", SubmissionNumber{1});
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"sent 1 as 2", "2 message 小明: ok (own) (submission 1)"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{1});
    QVERIFY(!std::holds_alternative<SubmissionSettled>(scene.journal.back()));
    // The text is not lost: it goes on being offered, and is told once.
    scene.server.script = nullptr;
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::SayRequest>().size(), std::size_t{2});
    QVERIFY(scene.server.head() == Seq{3});
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{1});
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
    QVERIFY(std::holds_alternative<SubmissionSettled>(scene.journal.back()));
}

void SayTest::announcesInTheRoom()
{
    EngineScene scene;
    scene.enter();
    scene.with([&](auto& engine, auto& out) { return engine.announce(scene.now, "tonight", out); }).value();
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"sent 1 as 2", "2 announcement 小明: tonight (own) (submission 1)"}));
    QVERIFY(!scene.server.all<chat::AnnounceRequest>().front().outbox);
}

QTEST_GUILESS_MAIN(SayTest)
#include "say_test.moc"
