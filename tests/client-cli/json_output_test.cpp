// The objects of the JSON mode, as UX promises them.
#include "client-cli/json_output.h"

#include <QByteArrayList>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <utility>

using namespace hubbub;
using namespace hubbub::cli;

namespace {

client::EventNotice notice(decltype(chat::Event::what) what, std::string text = {})
{
    client::EventNotice made;
    made.seq = Seq{42};
    made.event.time = WallTime{1'763'726'131'205};
    made.event.member = MemberId{7};
    made.event.name = "小明";
    made.event.content = chat::Content{{}, std::move(text)};
    made.event.what = std::move(what);
    return made;
}

} // namespace

class JsonOutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { written_.clear(); }
    void aMessage();
    void historyIsMarked();
    void whatIsIgnoredIsMarked();
    void aLeave();
    void aRemovedMessage();
    void whatChangesTheRoom();
    void listsOfModeration();
    void theConsoleIsNobody();
    void anUnknownKindIsNotShown();
    void aWelcome();
    void results();
    void links();
    void errors();
    void stringsAreSafeAndComeBack();

private:
    QJsonObject onlyObject() const { return QJsonDocument::fromJson(written_).object(); }

    QByteArray written_;
    JsonOutput output_{[this](const QByteArray& line) { written_ += line; }};
};

void JsonOutputTest::aMessage()
{
    output_.showEvent(notice(chat::Message{}, "大家好"), false);
    const QByteArray expected = R"({"type":"message","seq":42,"time":"2025-11-21T11:55:31.205Z","member":7,)"
                                R"("name":"小明","text":"大家好"})";
    QCOMPARE(written_, expected + '\n');
}

void JsonOutputTest::historyIsMarked()
{
    auto joined = notice(chat::Joined{});
    joined.history = true;
    output_.showEvent(joined, false);
    const auto object = onlyObject();
    QCOMPARE(object.value(QLatin1String("type")).toString(), QStringLiteral("joined"));
    QCOMPARE(object.value(QLatin1String("history")), QJsonValue(true));
}

void JsonOutputTest::whatIsIgnoredIsMarked()
{
    output_.showEvent(notice(chat::Message{}, "buy this"), true);
    const auto object = onlyObject();
    QCOMPARE(object.value(QLatin1String("seq")).toInt(), 42);
    QCOMPARE(object.value(QLatin1String("ignored")), QJsonValue(true));
}

void JsonOutputTest::aLeave()
{
    output_.showEvent(notice(chat::Left{chat::LeftReason::removed}, "刷屏"), false);
    const auto object = onlyObject();
    QCOMPARE(object.value(QLatin1String("type")).toString(), QStringLiteral("left"));
    QCOMPARE(object.value(QLatin1String("reason")).toString(), QStringLiteral("removed"));
    QCOMPARE(object.value(QLatin1String("text")).toString(), QStringLiteral("刷屏"));
    QVERIFY(!object.contains(QLatin1String("history")));
}

void JsonOutputTest::aRemovedMessage()
{
    auto message = notice(chat::Message{});
    message.event.content = chat::Tombstone{};
    output_.showEvent(message, false);
    const auto object = onlyObject();
    QCOMPARE(object.value(QLatin1String("removed")), QJsonValue(true));
    QCOMPARE(object.value(QLatin1String("text")).toString(), QString());
}

void JsonOutputTest::whatChangesTheRoom()
{
    output_.showEvent(notice(chat::Renamed{"大明"}), false);
    QCOMPARE(onlyObject().value(QLatin1String("type")).toString(), QStringLiteral("renamed"));
    QCOMPARE(onlyObject().value(QLatin1String("new_name")).toString(), QStringLiteral("大明"));
    written_.clear();
    output_.showEvent(notice(chat::TopicSet{}, "期末"), false);
    QCOMPARE(onlyObject().value(QLatin1String("type")).toString(), QStringLiteral("topic"));
    QCOMPARE(onlyObject().value(QLatin1String("text")).toString(), QStringLiteral("期末"));
    written_.clear();
    output_.showEvent(notice(chat::Removed{Seq{3}}, "spam"), false);
    QCOMPARE(onlyObject().value(QLatin1String("type")).toString(), QStringLiteral("removed"));
    QCOMPARE(onlyObject().value(QLatin1String("removed_seq")).toInt(), 3);
    QCOMPARE(onlyObject().value(QLatin1String("text")).toString(), QStringLiteral("spam"));
    written_.clear();
    output_.showEvent(notice(chat::Announcement{true}, "drill"), false);
    QCOMPARE(onlyObject().value(QLatin1String("ack")), QJsonValue(true));
    written_.clear();
    output_.showEvent(notice(chat::Announcement{}, "tea"), false);
    QVERIFY(!onlyObject().contains(QLatin1String("ack")));
}

void JsonOutputTest::listsOfModeration()
{
    CommandAnswer bans;
    chat::Restriction ban;
    ban.seq = Seq{12};
    ban.whom = *AddressRange::parse("10.1.0.0/16");
    ban.reason = "spam";
    ban.since = {0};
    ban.until = WallTime{1'000};
    bans.restrictions = {ban};
    output_.showDone(1, bans);
    bans.restrictions->clear();
    output_.showDone(2, bans);
    CommandAnswer acks;
    acks.confirmations = {{{{}, {}}, "小红", chat::ConfirmationState::confirmed},
                          {{{}, {}}, "Ann", chat::ConfirmationState::unreachable}};
    output_.showDone(3, acks);
    const QByteArrayList expected = {
        R"({"type":"ok","line":1,"restrictions":[{"type":"ban","seq":12,"since":"1970-01-01T00:00:00.000Z",)"
        R"("addresses":"10.1.0.0/16","until":"1970-01-01T00:00:01.000Z","text":"spam"}]})",
        R"({"type":"ok","line":2,"restrictions":[]})",
        R"({"type":"ok","line":3,"confirmed":["小红"],"delivered":[],"unreachable":["Ann"]})",
    };
    QCOMPARE(written_.trimmed().split('\n'), expected);
}

void JsonOutputTest::theConsoleIsNobody()
{
    auto announcement = notice(chat::Announcement{}, "维护");
    announcement.event.member = MemberId{};
    output_.showEvent(announcement, false);
    QVERIFY(!onlyObject().contains(QLatin1String("member")));
    QVERIFY(!onlyObject().contains(QLatin1String("name")));
}

void JsonOutputTest::anUnknownKindIsNotShown()
{
    output_.showEvent(notice(chat::UnknownKind{77}), false);
    QVERIFY(written_.isEmpty());
}

void JsonOutputTest::aWelcome()
{
    client::WelcomeNotice welcome;
    welcome.room = "Hubbub";
    welcome.name = "小明";
    welcome.member = MemberId{7};
    welcome.head = Seq{9};
    welcome.members = {{MemberId{3}, "小红", {}, {}}, {MemberId{7}, "小明", {}, {}}};
    output_.showWelcome(welcome);
    const QByteArray expected = R"({"type":"welcome","room":"Hubbub","name":"小明","member":7,)"
                                R"("members":["小红","小明"],"seq":9,"key":")";
    QVERIFY(written_.startsWith(expected));
    QVERIFY(!onlyObject().isEmpty());
}

void JsonOutputTest::results()
{
    output_.showSent(3, Seq{5});
    output_.showSent(std::nullopt, Seq{6});
    output_.showRefused(4, {chat::RefusalCode::tooLong, "too long", 1500us, std::nullopt});
    output_.showDone(8, {});
    CommandAnswer search;
    search.text = QStringLiteral("for people");
    search.found = {Seq{7}, Seq{12}};
    search.more = true;
    output_.showDone(9, search);
    search.found->clear();
    output_.showDone(10, search);
    output_.showGap({Seq{1}, Seq{9}});
    const QByteArrayList expected = {
        R"({"type":"sent","line":3,"seq":5})",
        R"({"type":"sent","seq":6})",
        R"({"type":"refused","line":4,"code":"TOO_LONG","text":"too long","retry_after_ms":2})",
        R"({"type":"ok","line":8})",
        R"({"type":"ok","line":9,"found":[7,12],"more":true})",
        R"({"type":"ok","line":10,"found":[],"more":true})",
        R"({"type":"gap","from":1,"to":9})",
    };
    QCOMPARE(written_.trimmed().split('\n'), expected);
}

void JsonOutputTest::links()
{
    output_.showLink({client::LinkState::connected, "x"});
    QVERIFY(written_.isEmpty());
    output_.showLink({client::LinkState::lost, "gone"});
    const QByteArray expected = R"({"type":"link","state":"lost","text":"gone"})";
    QCOMPARE(written_, expected + '\n');
}

void JsonOutputTest::errors()
{
    output_.showJoinRefused({chat::RefusalCode::nameTaken, "taken", std::nullopt, "小明2"});
    output_.showEnd({client::EndReason::noAnswer, "nobody there", 0});
    const QByteArrayList expected = {
        R"({"type":"error","code":"NAME_TAKEN","text":"taken","suggestion":"小明2"})",
        R"({"type":"error","code":"NO_ANSWER","text":"nobody there"})",
    };
    QCOMPARE(written_.trimmed().split('\n'), expected);
}

void JsonOutputTest::stringsAreSafeAndComeBack()
{
    const std::string text = "a\"\\\n\t\x1b[2J\x7f \u0085\u202e\u2066 大家好 😀 /";
    const std::string json = qt::jsonString(text);
    for (const char* const raw : {"\x1b", "\x7f", "\u0085", "\u202e", "\u2066", "\n", "\t"})
        QVERIFY(json.find(raw) == std::string::npos);
    const auto parsed = QJsonDocument::fromJson(QByteArray::fromStdString("[" + json + "]"));
    QCOMPARE(parsed[0].toString(), QString::fromStdString(text));
    // Ill-formed bytes cannot make ill-formed JSON.
    QCOMPARE(qt::jsonString("\xff"), std::string("\"\ufffd\""));
}

QTEST_APPLESS_MAIN(JsonOutputTest)
#include "json_output_test.moc"
