#include "protocol/client/command_line.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;

namespace {

/// `say: text`, `do: text`, `/word: rest`, or the word of the refusal: one column of a table instead of three
/// types.
QString described(std::string_view line)
{
    const auto parsed = parseLine(line);
    if (!parsed)
        return QString::fromStdString(std::string(chat::refusalWord(parsed.error().code)));
    if (const auto* say = std::get_if<SayLine>(&parsed.value()))
        return QString::fromStdString("say: " + say->text);
    if (const auto* action = std::get_if<ActionLine>(&parsed.value()))
        return QString::fromStdString("do: " + action->text);
    const auto& command = std::get<CommandLine>(parsed.value());
    return QString::fromStdString("/" + command.word + ": " + command.rest);
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatALineMeans_data();
    void tellsWhatALineMeans();
    void refusesUnknownCommandsWithAWayOut();
    void knowsEachCommandOnce();
    void findsCommandsByTheirWordOnly();
};

void CommandLineTest::tellsWhatALineMeans_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char* name, const char* line, const char* meaning) {
        QTest::newRow(name) << QByteArray(line) << QString::fromUtf8(meaning);
    };
    row("a message", "hello", "say: hello");
    row("Chinese", "大家好", "say: 大家好");
    row("white space stays in messages", "  hello ", "say:   hello ");
    row("a blank line", "", "say: ");
    row("a line of spaces", "  ", "say:   ");
    row("a slash later on", "either/or", "say: either/or");
    row("a slash after a space", " /quit", "say:  /quit");
    row("a literal slash", "//etc/hosts", "say: /etc/hosts");
    row("two literal slashes", "///", "say: //");
    row("a command alone", "/who", "/who: ");
    row("a command with its rest", "/nick 小明", "/nick: 小明");
    row("white space around the rest", "/nick \t 小明  ", "/nick: 小明");
    row("white space inside the rest", "/kick Ann  for  spam", "/kick: Ann  for  spam");
    row("an ideographic space", "/nick　小明　", "/nick: 小明");
    row("a newline ends the word", "/announce\nfirst\nsecond", "/announce: first\nsecond");
    row("capitals in the word", "/QUIT Bye", "/quit: Bye");
    row("an action", "/me waves", "do: waves");
    row("an action in capitals", "/ME waves", "do: waves");
    row("an empty action", "/me ", "do: ");
    row("an unknown word", "/frobnicate", "UNKNOWN_COMMAND");
    row("a word that only begins like one", "/whom", "UNKNOWN_COMMAND");
    row("a lone slash", "/", "UNKNOWN_COMMAND");
    row("a slash before a space", "/ who", "UNKNOWN_COMMAND");
    row("a path", "/usr/bin/who", "UNKNOWN_COMMAND");
    row("bytes that are not UTF-8", "/\xff\xfe", "UNKNOWN_COMMAND");
}

void CommandLineTest::tellsWhatALineMeans()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, meaning);
    QCOMPARE(described(line.toStdString()), meaning);
}

void CommandLineTest::refusesUnknownCommandsWithAWayOut()
{
    const auto parsed = parseLine("/Frobnicate now");
    QVERIFY(!parsed.has_value());
    const std::string& text = parsed.error().text;
    QVERIFY(text.find("/frobnicate") != std::string::npos);
    QVERIFY(text.find("/help") != std::string::npos);
}

void CommandLineTest::knowsEachCommandOnce()
{
    const std::vector<std::string_view> expected{
        "help",     "nick",  "me",   "who",   "topic",  "search", "goto",      "complete", "ignore",
        "unignore", "clear", "away", "back",  "remove", "ack",    "reconnect", "quit",     "announce",
        "acks",     "kick",  "ban",  "unban", "bans",   "mute",   "unmute",    "lock",     "unlock"};
    std::vector<std::string_view> words;
    for (const CommandInfo& command : commands()) {
        words.push_back(command.word);
        QVERIFY(!command.help.empty());
        QCOMPARE(command.admin, words.size() > 17);
    }
    QVERIFY(words == expected);
}

void CommandLineTest::findsCommandsByTheirWordOnly()
{
    QVERIFY(findCommand("nick") != nullptr);
    QVERIFY(findCommand("nick")->word == "nick");
    QVERIFY(findCommand("/nick") == nullptr);
    QVERIFY(findCommand("") == nullptr);
}

QTEST_APPLESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
