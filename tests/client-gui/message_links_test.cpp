// What is a link in what people write, and where it ends.
#include "client-gui/message_links.h"

#include <QTest>

using namespace hubbub::gui;

class MessageLinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itFindsLinks_data();
    void itFindsLinks();
    void theTargetIsShownInAscii();
};

void MessageLinksTest::itFindsLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("links");
    const auto row = [](const char* name, const QString& text, const QStringList& links) {
        QTest::newRow(name) << text << links;
    };
    row("none", QStringLiteral("no link here: a/b"), {});
    row("https", QStringLiteral("see https://a.example/b?c=d#e now"),
        {QStringLiteral("https://a.example/b?c=d#e")});
    row("two", QStringLiteral("http://a.example https://b.example"),
        {QStringLiteral("http://a.example"), QStringLiteral("https://b.example")});
    row("an invite", QStringLiteral("hubbub://chat.example:7788/#AbC_-9"),
        {QStringLiteral("hubbub://chat.example:7788/#AbC_-9")});
    row("upper case", QStringLiteral("HTTPS://A.example/B"), {QStringLiteral("HTTPS://A.example/B")});
    row("other schemes", QStringLiteral("file:///etc/passwd javascript://x ftp://a.example"), {});
    row("a scheme within a word", QStringLiteral("xhttp://a.example"), {});
    row("a full stop behind it", QStringLiteral("https://a.example/b."),
        {QStringLiteral("https://a.example/b")});
    row("more behind it", QStringLiteral("https://a.example/b?!..."),
        {QStringLiteral("https://a.example/b")});
    row("in brackets", QStringLiteral("(https://a.example/b)"), {QStringLiteral("https://a.example/b")});
    row("with brackets", QStringLiteral("(https://a.example/b_(c))"),
        {QStringLiteral("https://a.example/b_(c)")});
    row("IPv6", QStringLiteral("[http://[::1]:80/a]"), {QStringLiteral("http://[::1]:80/a")});
    row("in quotes", QStringLiteral("\"https://a.example\" <https://b.example>"),
        {QStringLiteral("https://a.example"), QStringLiteral("https://b.example")});
    row("Chinese in front", QStringLiteral("看https://a.example/b"), {QStringLiteral("https://a.example/b")});
    row("a Chinese full stop", QStringLiteral("https://a.example/b。好的"),
        {QStringLiteral("https://a.example/b")});
    row("a Chinese comma", QStringLiteral("https://a.example，好的"), {QStringLiteral("https://a.example")});
    row("Chinese brackets", QStringLiteral("（https://a.example/聊天）"),
        {QStringLiteral("https://a.example/聊天")});
    row("an isolate ends it", QStringLiteral("https://a.example\u2069 b"),
        {QStringLiteral("https://a.example")});
    row("an override ends it", QStringLiteral("https://a.example/\u202Eexe"),
        {QStringLiteral("https://a.example/")});
    row("a new line ends it", QStringLiteral("https://a.example\u2028b"),
        {QStringLiteral("https://a.example")});
    row("many brackets", QStringLiteral("https://a.example/b") + QString(8000, u')'),
        {QStringLiteral("https://a.example/b")});
    row("a bracket of its own behind others", QStringLiteral("https://a.example/(b))]"),
        {QStringLiteral("https://a.example/(b)")});
    row("no host, many times",
        QStringLiteral("http:///").repeated(500) + QStringLiteral(" https://a.example"),
        {QStringLiteral("https://a.example")});
    row("no host", QStringLiteral("https:// and http://."), {});
}

void MessageLinksTest::itFindsLinks()
{
    QFETCH(QString, text);
    QStringList found;
    for (const MessageLink& link : linksIn(text))
        found += text.sliced(link.start, link.length);
    QTEST(found, "links");
}

void MessageLinksTest::theTargetIsShownInAscii()
{
    QCOMPARE(linkTarget(u"https://a.example/聊"), QStringLiteral("https://a.example/%E8%81%8A"));
    // Cyrillic, and looks the same.
    QVERIFY(linkTarget(u"https://аpple.example/").startsWith(QLatin1String("https://xn--")));
}

QTEST_GUILESS_MAIN(MessageLinksTest)
#include "message_links_test.moc"
