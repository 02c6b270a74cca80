// Tab finds the name or command that is meant, in scripts with spaces between words and without.
#include "protocol/screen/name_completion.h"

#include <QElapsedTimer>
#include <QTest>

using hubbub::screen::CompletedText;
using hubbub::screen::CompletionWords;
using hubbub::screen::NameCompletion;

namespace {

const CompletionWords words{
    {QStringLiteral("小明"), QStringLiteral("小红"), QStringLiteral("Tom"), QStringLiteral("tomas")},
    {QStringLiteral("away"), QStringLiteral("announce"), QStringLiteral("help")}};

/// `|` stands for the cursor.
CompletedText at(const QString& text)
{
    return {QString(text).remove(QLatin1Char('|')), text.indexOf(QLatin1Char('|'))};
}

} // namespace

class NameCompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completes_data();
    void completes();
    void goesOnToTheNext();
    void beginsAnewWhenSomethingWasTyped();
    void aLongTextWithoutSpacesIsCompleted();
};

void NameCompletionTest::completes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("completed");
    QTest::newRow("a name") << QStringLiteral("To|") << QStringLiteral("Tom |");
    QTest::newRow("in either case") << QStringLiteral("to|") << QStringLiteral("Tom |");
    QTest::newRow("in the middle") << QStringLiteral("hi To| how") << QStringLiteral("hi Tom |how");
    QTest::newRow("behind Chinese words") << QStringLiteral("你好小|") << QStringLiteral("你好小明 |");
    QTest::newRow("behind an at sign") << QStringLiteral("@小红|") << QStringLiteral("@小红 |");
    QTest::newRow("behind Chinese, in Latin") << QStringLiteral("你好To|") << QStringLiteral("你好Tom |");
    QTest::newRow("not inside a Latin word") << QStringLiteral("photo|") << QString();
    QTest::newRow("a command") << QStringLiteral("/h|") << QStringLiteral("/help |");
    QTest::newRow("no command in the middle") << QStringLiteral("a /h|") << QString();
    QTest::newRow("a name behind a command") << QStringLiteral("/kick To|") << QStringLiteral("/kick Tom |");
    QTest::newRow("anybody behind a command") << QStringLiteral("/kick |") << QStringLiteral("/kick 小明 |");
    QTest::newRow("nobody in the reason") << QStringLiteral("/kick Tom |") << QString();
    QTest::newRow("no old name for oneself") << QStringLiteral("/nick |") << QString();
    QTest::newRow("a command to be told about")
        << QStringLiteral("/help aw|") << QStringLiteral("/help away |");
    QTest::newRow("an emoji") << QStringLiteral("good :tad|") << QStringLiteral("good 🎉 |");
    QTest::newRow("in upper case") << QStringLiteral(":TAD|") << QStringLiteral("🎉 |");
    QTest::newRow("an emoji behind Chinese words")
        << QStringLiteral("你好:tad|") << QStringLiteral("你好🎉 |");
    QTest::newRow("by one of its words") << QStringLiteral(":check_mark|") << QStringLiteral("✔️ |");
    QTest::newRow("no emoji in a time") << QStringLiteral("at 10:10|") << QString();
    QTest::newRow("no emoji in an address") << QStringLiteral("http:tad|") << QString();
    QTest::newRow("no emoji of one letter") << QStringLiteral(":s|") << QString();
    QTest::newRow("nobody") << QStringLiteral("xyz|") << QString();
    QTest::newRow("behind a space") << QStringLiteral("hi |") << QString();
}

void NameCompletionTest::completes()
{
    QFETCH(QString, typed);
    QFETCH(QString, completed);
    NameCompletion completion;
    const auto result = completion.complete(at(typed), words);
    QCOMPARE(result.has_value(), !completed.isEmpty());
    if (result)
        QCOMPARE(*result, at(completed));
}

void NameCompletionTest::goesOnToTheNext()
{
    NameCompletion completion;
    auto text = completion.complete(at(QStringLiteral("小|")), words);
    text = completion.complete(*text, words);
    QCOMPARE(*text, at(QStringLiteral("小红 |")));
    text = completion.complete(*text, words);
    QCOMPARE(*text, at(QStringLiteral("小明 |")));
}

void NameCompletionTest::beginsAnewWhenSomethingWasTyped()
{
    NameCompletion completion;
    QVERIFY(completion.complete(at(QStringLiteral("小|")), words));
    QCOMPARE(*completion.complete(at(QStringLiteral("小明 to|")), words), at(QStringLiteral("小明 Tom |")));
}

/// One position after the other would take seconds.
void NameCompletionTest::aLongTextWithoutSpacesIsCompleted()
{
    CompletionWords crowd;
    for (int i = 0; i < 5'000; ++i)
        crowd.names += QStringLiteral("user%1").arg(i);
    const QString text = QString(16 * 1024, QChar(0x4f60)) + QStringLiteral("user49");
    NameCompletion completion;
    QElapsedTimer watch;
    watch.start();
    const auto completed = completion.complete({text, text.size()}, crowd);
    QVERIFY(completed && completed->text.endsWith(QStringLiteral("user49 ")));
    qInfo("16 Ki characters before 5,000 names: %lld ms", watch.elapsed());
}

QTEST_APPLESS_MAIN(NameCompletionTest)
#include "name_completion_test.moc"
