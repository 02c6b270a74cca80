// The room's lines: the customer's exact texts in Chinese, and in English.
#include "protocol/qt/event_lines.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

#include <utility>

using namespace hubbub;

namespace {

chat::Event made(decltype(chat::Event::what) what, std::string text = {}, std::string name = "小明")
{
    chat::Event event;
    event.member = MemberId{7};
    event.name = std::move(name);
    event.content = chat::Content{{}, std::move(text)};
    event.what = std::move(what);
    return event;
}

chat::Event left(chat::LeftReason reason, std::string why = {})
{
    return made(chat::Left{reason}, std::move(why));
}

chat::Event removed(decltype(chat::Event::what) what)
{
    chat::Event tombstone = made(std::move(what));
    tombstone.content = chat::Tombstone{};
    return tombstone;
}

} // namespace

class EventLinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void eachEventHasItsLine_data();
    void eachEventHasItsLine();
    void aLineHoldsNoControlsWhateverComesIn();
    void onlyRightToLeftTextsAreIsolated();
    void placeholdersInWhatPeopleSayStayAsTheyAre();
    void anUnknownKindIsNotShown();
    void aMessageIsShownWithoutItsName();
    void theLanguageIsChosenOrRefused_data();
    void theLanguageIsChosenOrRefused();

private:
    static void speakChinese() { QVERIFY(qt::installTranslations(QStringLiteral("zh_CN"))); }
};

void EventLinesTest::cleanup()
{
    const auto translators = QCoreApplication::instance()->findChildren<QTranslator*>();
    for (QTranslator* const translator : translators) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
}

void EventLinesTest::eachEventHasItsLine_data()
{
    QTest::addColumn<chat::Event>("event");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char* name, const chat::Event& event, const char* english,
                        const char* chinese) {
        QTest::newRow(name) << event << QString::fromUtf8(english) << QString::fromUtf8(chinese);
    };
    using chat::LeftReason;
    row("joined", made(chat::Joined{}), "小明 joined the room", "小明 进入了聊天室");
    row("message", made(chat::Message{}, "大家好"), "小明: 大家好", "小明：大家好");
    row("several lines", made(chat::Message{}, "一\n二\n\n四"), "小明: 一\n  二\n  \n  四",
        "小明：一\n  二\n  \n  四");
    row("action", made(chat::Message{chat::MessageStyle::action}, "waves"), "* 小明 waves", "* 小明 waves");
    row("removed message", removed(chat::Message{}), "小明: (message removed)", "小明：（消息已被移除）");
    row("left", left(LeftReason::quit), "小明 left the room", "小明退出了聊天室");
    row("left with a reason", left(LeftReason::quit, "晚安"), "小明 left the room (“晚安”)",
        "小明退出了聊天室（“晚安”）");
    row("lost", left(LeftReason::lost), "小明 left the room (connection lost)",
        "小明退出了聊天室（连接中断）");
    row("removed", left(LeftReason::removed, "刷屏"), "小明 left the room (removed by the admin: 刷屏)",
        "小明退出了聊天室（被管理员移出：刷屏）");
    row("removed without a reason", left(LeftReason::removed), "小明 left the room (removed by the admin)",
        "小明退出了聊天室（被管理员移出）");
    row("banned", left(LeftReason::banned, "刷屏"), "小明 left the room (banned by the admin: 刷屏)",
        "小明退出了聊天室（被管理员封禁：刷屏）");
    row("renamed", made(chat::Renamed{"大明"}), "小明 is now called 大明", "小明 改名为 大明");
    row("topic", made(chat::TopicSet{}, "期末"), "小明 has set the topic: 期末", "小明 将话题改为：期末");
    row("no topic", made(chat::TopicSet{}), "小明 has taken the topic away", "小明 清除了话题");
    row("topic by the console", made(chat::TopicSet{}, "期末", ""), "The topic is now: 期末",
        "话题改为：期末");
    row("no topic by the console", made(chat::TopicSet{}, "", ""), "The room has no topic any more",
        "话题已清除");
    row("removal", made(chat::Removed{Seq{3}}, "刷屏"), "A message was removed (刷屏)",
        "一条消息已被移除（刷屏）");
    row("removal without a reason", made(chat::Removed{Seq{3}}), "A message was removed", "一条消息已被移除");
    row("announcement", made(chat::Announcement{}, "今晚 8 点维护"), "Admin notice: 今晚 8 点维护",
        "管理员消息：今晚 8 点维护");
}

void EventLinesTest::eachEventHasItsLine()
{
    QFETCH(chat::Event, event);
    QTEST(qt::eventLine(event), "english");
    speakChinese();
    QTEST(qt::eventLine(event), "chinese");
}

void EventLinesTest::aLineHoldsNoControlsWhateverComesIn()
{
    const std::string nasty = "\x1b[2J\x07 a\tb\r\nc\u202e\u2066\xff\u0085"
                              "d";
    const auto isSafe = [](const QString& line) {
        return std::none_of(line.begin(), line.end(), [](QChar character) {
            const auto value = character.unicode();
            const bool isControl = value < 0x20 || (value >= 0x7f && value <= 0x9f);
            const bool isDirection =
                (value >= 0x202a && value <= 0x202e) || value == 0x2066 || value == 0x2067;
            return isDirection || (isControl && value != '\n');
        });
    };
    const decltype(chat::Event::what) kinds[] = {chat::Joined{},       chat::Left{chat::LeftReason::removed},
                                                 chat::Message{},      chat::Announcement{},
                                                 chat::Renamed{nasty}, chat::TopicSet{},
                                                 chat::Removed{Seq{3}}};
    for (const auto& kind : kinds) {
        const QString line = qt::eventLine(made(kind, nasty, nasty));
        QVERIFY2(isSafe(line), qPrintable(line));
    }
    QVERIFY(!qt::eventLine(made(chat::Joined{}, {}, "a\nb")).contains(QLatin1Char('\n')));
}

void EventLinesTest::onlyRightToLeftTextsAreIsolated()
{
    QCOMPARE(qt::eventLine(made(chat::Message{}, "شكرا", "נועה")),
             QString::fromUtf8("\u2068נועה\u2069: \u2068شكرا\u2069"));
    // An isolate ends with its line.
    QCOMPARE(qt::eventLine(made(chat::Message{}, "a\nشكرا")),
             QString::fromUtf8("小明: a\n  \u2068شكرا\u2069"));
}

void EventLinesTest::placeholdersInWhatPeopleSayStayAsTheyAre()
{
    QCOMPARE(qt::eventLine(made(chat::Message{}, "100%2 %1", "A")), QStringLiteral("A: 100%2 %1"));
}

void EventLinesTest::anUnknownKindIsNotShown()
{
    QVERIFY(qt::eventLine(made(chat::UnknownKind{99}, "x")).isEmpty());
}

void EventLinesTest::aMessageIsShownWithoutItsName()
{
    QCOMPARE(qt::messageText(made(chat::Message{}, "一\n二")), QStringLiteral("一\n  二"));
    QVERIFY(qt::messageText(made(chat::Announcement{}, "x")).isEmpty());
}

void EventLinesTest::theLanguageIsChosenOrRefused_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("line");
    const QString chinese = QStringLiteral("小明 进入了聊天室");
    const QString english = QStringLiteral("小明 joined the room");
    QTest::newRow("zh_CN") << QStringLiteral("zh_CN") << chinese;
    QTest::newRow("zh-Hans-CN") << QStringLiteral("zh-Hans-CN") << chinese;
    QTest::newRow("zh") << QStringLiteral("zh") << chinese;
    QTest::newRow("en") << QStringLiteral("en") << english;
    QTest::newRow("en_US.UTF-8") << QStringLiteral("en_US.UTF-8") << english;
    QTest::newRow("the locale's") << QString() << english;
    QTest::newRow("unknown") << QStringLiteral("tlh") << QString();
}

void EventLinesTest::theLanguageIsChosenOrRefused()
{
    QFETCH(QString, language);
    QFETCH(QString, line);
    QCOMPARE(qt::installTranslations(language), !line.isEmpty());
    if (!line.isEmpty())
        QCOMPARE(qt::eventLine(made(chat::Joined{})), line);
}

QTEST_GUILESS_MAIN(EventLinesTest)
#include "event_lines_test.moc"
