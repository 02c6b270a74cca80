// What servers and engines say in English reaches people in their language: every sentence that the code can
// say is known here.
#include "protocol/chat/name.h"
#include "protocol/chat/text.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/command_help.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace hubbub;

class SentencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(qt::installTranslations(QStringLiteral("zh_CN"))); }
    void everyReasonAgainstANameIsKnown_data();
    void everyReasonAgainstANameIsKnown();
    void everyReasonAgainstATextIsKnown();
    void whatVariesIsKept();
    void everyCommandIsExplained();
    void everyCodeHasASentence();
    void anUnknownTextIsShownBehindTheCodesSentence();
    void theTimeToWaitIsTold();
    void anEndSaysWhatTheEngineKnows();
    void aLinkSaysWhatTheEngineKnows();
};

namespace {

bool isChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar character) {
        return character.unicode() >= 0x4e00 && character.unicode() <= 0x9fff;
    });
}

} // namespace

void SentencesTest::everyReasonAgainstANameIsKnown_data()
{
    QTest::addColumn<QByteArray>("name");
    const std::pair<const char*, const char*> names[] = {
        {"empty", ""},
        {"not UTF-8", "a\xff"},
        {"long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"space", "a b"},
        {"invisible", "a\u200b"
                      "b"},
        {"number", "a²"},
        {"emoji", "a😀"},
        {"control", "a\x01"},
        {"private use", "a\ue000"},
        {"punctuation", "a!"},
        {"mark first", "\u0301a"},
        {"marks", "a\u0301\u0302\u0303\u0304\u0305\u0306"},
        {"no letter", "--"},
        {"scripts", "aб"},
        {"digits", "1२"},
        {"repeated mark", "c\u0331\u0331"},
        {"the room's words", "x进入了聊天室"},
        {"admin", "admin1"},
    };
    for (const auto& [row, name] : names)
        QTest::newRow(row) << QByteArray(name);
}

void SentencesTest::everyReasonAgainstANameIsKnown()
{
    QFETCH(QByteArray, name);
    const auto parsed = chat::Name::parse(name.toStdString());
    QVERIFY(!parsed);
    QVERIFY2(qt::isKnownSentence(parsed.error().text), parsed.error().text.c_str());
    QVERIFY(isChinese(qt::translatedSentence(parsed.error().text)));
}

void SentencesTest::everyReasonAgainstATextIsKnown()
{
    for (const std::string& text : {std::string("\xff"), std::string(" "), std::string(20'000, 'x')}) {
        const auto clean = chat::cleanText(text);
        QVERIFY(!clean);
        QVERIFY2(qt::isKnownSentence(clean.error().text), clean.error().text.c_str());
    }
    const auto command = client::parseLine("/nonsense");
    QVERIFY(!command);
    QVERIFY2(qt::isKnownSentence(command.error().text), command.error().text.c_str());
}

void SentencesTest::whatVariesIsKept()
{
    QCOMPARE(qt::translatedSentence("The name Ann is taken; choose another one."),
             QStringLiteral("名字 Ann 已有人使用，请换一个。"));
    QCOMPARE(
        qt::translatedSentence("The text has 20000 bytes, and at most 16384 are allowed; send it in parts."),
        QStringLiteral("这段文字有 20000 字节，最多允许 16384 字节；请分几次发送。"));
    QCOMPARE(qt::translatedSentence("something \x1b[2J else\n"), QStringLiteral("something [2J else "));
}

void SentencesTest::everyCommandIsExplained()
{
    for (const client::CommandInfo& command : client::commands()) {
        QVERIFY2(isChinese(qt::commandHelp(command)), std::string(command.help).c_str());
        const QString usage = qt::commandUsage(command);
        QVERIFY2(command.arguments.empty() || isChinese(usage), qPrintable(usage));
        QVERIFY2(!usage.contains(QRegularExpression(QStringLiteral("[A-Z]"))), qPrintable(usage));
    }
    QVERIFY(isChinese(qt::unbuiltLine({QStringLiteral("/ban")})));
}

void SentencesTest::everyCodeHasASentence()
{
    for (std::uint64_t number = 1; const auto code = chat::refusalFromNumber(number); ++number) {
        const QString text = qt::refusalText({*code, {}, std::nullopt, std::nullopt});
        QVERIFY2(isChinese(text), std::string(chat::refusalWord(*code)).c_str());
    }
}

void SentencesTest::anUnknownTextIsShownBehindTheCodesSentence()
{
    const chat::Refusal refusal{chat::RefusalCode::muted, "Ann wants quiet", std::nullopt, std::nullopt};
    QCOMPARE(qt::refusalText(refusal), QStringLiteral("你只能看，不能发言。（Ann wants quiet）"));
}

void SentencesTest::theTimeToWaitIsTold()
{
    const chat::Refusal refusal{chat::RefusalCode::full, {}, 1500ms, std::nullopt};
    QCOMPARE(qt::refusalText(refusal), QStringLiteral("聊天室已满，请稍后再试。（请在 2 秒后再试）"));
}

void SentencesTest::anEndSaysWhatTheEngineKnows()
{
    QCOMPARE(qt::endText({client::EndReason::removed, "The admin has removed you from the room: 刷屏", 0}),
             QStringLiteral("管理员已将你移出聊天室：刷屏"));
    QCOMPARE(qt::endText({client::EndReason::takenOver, "of a later version.", 0}),
             QStringLiteral("你的另一个程序已接管你在聊天室中的位置。（of a later version）"));
}

void SentencesTest::aLinkSaysWhatTheEngineKnows()
{
    QCOMPARE(qt::linkText({client::LinkState::lost, "The server was shut down"}),
             QStringLiteral("连接中断，正在重试（服务器已关闭）"));
    QCOMPARE(qt::linkText({client::LinkState::resumed, "The server answers again."}),
             QStringLiteral("连接已恢复"));
}

QTEST_GUILESS_MAIN(SentencesTest)
#include "sentences_test.moc"
