// What Tab makes of the word before the cursor.
#include "client-cli/completion.h"

#include <QTest>

#include <clocale>

using namespace hubbub::cli;

namespace {

const QStringList names{QStringLiteral("Anna"), QStringLiteral("AnnaLena"), QStringLiteral("小明"),
                        QStringLiteral("小红")};

} // namespace

class CompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr); }
    void theWordIsCompleted_data();
    void theWordIsCompleted();
};

void CompletionTest::theWordIsCompleted_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("choices");
    const auto row = [](const QString& before, const QString& text, const QStringList& choices = {}) {
        QTest::newRow(qPrintable(QLatin1Char('"') + before + QLatin1Char('"'))) << before << text << choices;
    };
    const QString xiao = QStringLiteral("小");
    row(QStringLiteral("an"), QStringLiteral("Anna"));
    row(QStringLiteral("Anna"), QStringLiteral("Anna"), {QStringLiteral("Anna"), QStringLiteral("AnnaLena")});
    row(QStringLiteral("hello annal"), QStringLiteral("AnnaLena "));
    row(xiao, xiao, {QStringLiteral("小明"), QStringLiteral("小红")});
    row(QStringLiteral("小明"), QStringLiteral("小明 "));
    row(QStringLiteral("/wh"), QStringLiteral("/who "));
    row(QStringLiteral("say /wh"), QString());
    row(QStringLiteral("nobody"), QString());
    row(QString(), QString(), names);
    row(QStringLiteral("hello "), QString(), names);
    row(QStringLiteral("/kick annal"), QStringLiteral("AnnaLena "));
    row(QStringLiteral("hi :pizz"), QStringLiteral("🍕 "));
    row(QStringLiteral("hi :kissin"), QStringLiteral(":kissing"));
    row(QStringLiteral(":kissing"), QStringLiteral(":kissing"),
        {QStringLiteral(":kissing:"), QStringLiteral(":kissing_heart:")});
}

void CompletionTest::theWordIsCompleted()
{
    QFETCH(QString, before);
    QFETCH(QString, text);
    QFETCH(QStringList, choices);
    const Completion completion = complete(before, names);
    QCOMPARE(completion.text, text);
    QCOMPARE(completion.choices, choices);
    if (!text.isEmpty())
        QCOMPARE(completion.replaced, before.size() - before.lastIndexOf(QLatin1Char(' ')) - 1);
}

QTEST_APPLESS_MAIN(CompletionTest)
#include "completion_test.moc"
