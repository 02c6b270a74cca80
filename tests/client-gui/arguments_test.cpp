// The command line: what is asked for is done, and what is wrong is said in a sentence.
#include "client-gui/arguments.h"
#include "client-gui/language.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;

namespace {

const QString goodKey = QStringLiteral("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
const QString otherKey = QStringLiteral("AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

auto read(const QStringList& arguments)
{
    return readArguments(QStringList{QStringLiteral("hubbub-desktop")} + arguments);
}

} // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNeeded();
    void serverAndNameAreRead();
    void aKeyMayComeInTheLinkOrBesideIt();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void helpAndVersionAreTexts();
    void theLanguageIsFoundBeforeAnythingElse();
};

void ArgumentsTest::nothingIsNeeded()
{
    const auto arguments = std::get<Arguments>(*read({}));
    QVERIFY(!arguments.server);
    QVERIFY(!arguments.name);
    QVERIFY(arguments.profile.isEmpty());
    QVERIFY(!arguments.acceptNewKey);
}

void ArgumentsTest::serverAndNameAreRead()
{
    const auto arguments = std::get<Arguments>(
        *read({QStringLiteral("[::1]:7000"), QStringLiteral("--name"), QStringLiteral("小明"),
               QStringLiteral("--profile=/tmp/p"), QStringLiteral("--accept-new-key")}));
    QCOMPARE(arguments.server->text(), "[::1]:7000");
    QCOMPARE(arguments.name.value(), QStringLiteral("小明"));
    QCOMPARE(arguments.profile, QStringLiteral("/tmp/p"));
    QVERIFY(arguments.acceptNewKey);
}

void ArgumentsTest::aKeyMayComeInTheLinkOrBesideIt()
{
    const QString link = QStringLiteral("hubbub://chat.example/#") + goodKey;
    const auto inLink = std::get<Arguments>(*read({link}));
    const auto beside =
        std::get<Arguments>(*read({QStringLiteral("chat.example"), QStringLiteral("--server-key"), goodKey}));
    QVERIFY(inLink.server->key);
    QCOMPARE(*inLink.server, *beside.server);
    QVERIFY(read({link, QStringLiteral("--server-key"), goodKey}));
}

void ArgumentsTest::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("an unknown option") << QStringList{QStringLiteral("--frobnicate")};
    QTest::newRow("two servers") << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("no address") << QStringList{QStringLiteral("a:b:c")};
    QTest::newRow("no key") << QStringList{QStringLiteral("a"), QStringLiteral("--server-key"),
                                           QStringLiteral("x")};
    QTest::newRow("a key for nobody") << QStringList{QStringLiteral("--server-key"), goodKey};
    QTest::newRow("two keys") << QStringList{QStringLiteral("hubbub://a/#") + goodKey,
                                             QStringLiteral("--server-key"), otherKey};
    QTest::newRow("no folder") << QStringList{QStringLiteral("--profile=")};
}

void ArgumentsTest::whatIsWrongIsSaid()
{
    QFETCH(QStringList, arguments);
    const auto result = read(arguments);
    QVERIFY(!result);
    const QString sentence = QString::fromStdString(result.error().context);
    QVERIFY(sentence.contains(QLatin1String("--help")));
    QVERIFY(!sentence.contains(QLatin1String("..")));
}

void ArgumentsTest::helpAndVersionAreTexts()
{
    QVERIFY(std::get<PrintAndExit>(*read({QStringLiteral("--help")}))
                .text.contains(QLatin1String("--server-key")));
    QVERIFY(std::get<PrintAndExit>(*read({QStringLiteral("--version")}))
                .text.startsWith(QLatin1String("hubbub-desktop ")));
}

void ArgumentsTest::theLanguageIsFoundBeforeAnythingElse()
{
    const QString program = QStringLiteral("hubbub-desktop");
    QCOMPARE(
        languageOption({program, QStringLiteral("--bad"), QStringLiteral("--lang"), QStringLiteral("zh_CN")}),
        QStringLiteral("zh_CN"));
    QCOMPARE(languageOption({program, QStringLiteral("--lang=en")}), QStringLiteral("en"));
    QVERIFY(languageOption({program, QStringLiteral("--lang")}).isEmpty());
    QVERIFY(!installLanguage(QStringLiteral("xx")));
}

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
