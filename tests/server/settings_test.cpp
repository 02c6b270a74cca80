#include "protocol/crypto/identity.h"
#include "server/settings.h"

#include <QFile>
#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

Result<Settings, Failure> settingsFrom(const std::string& text)
{
    const auto entries = parseConfig(text, "f");
    if (!entries)
        return Unexpected(entries.error());
    Settings settings;
    if (const auto applied = applyConfig(*entries, "f", settings); !applied)
        return Unexpected(applied.error());
    return settings;
}

} // namespace

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesEveryKey()
    {
        const std::string key = crypto::publicKeyText(PublicKey{});
        const auto settings = settingsFrom(
            "[server]\nlisten = 127.0.0.1:0\nlisten = [::1]:9\npublic-address = chat.example:99\n"
            "durability = full\n"
            "[room]\nname = 教室\nadmin = "
            + key
            + "\nreserved-name = 老师\nreserved-name = boss\nmember-limit = 30\ngrace = 2m\n"
              "[limits]\nmessages-per-second = 2.5\nmessage-burst = 9\nfan-out-per-member = 20000\n"
              "fan-out-for-room = 30000\njoins-per-key-per-minute = 7\njoin-burst-per-key = 8\n"
              "joins-per-prefix-per-second = 5\njoin-burst-per-prefix = 6\n");
        QVERIFY2(settings.has_value(), settings ? "" : settings.error().context.c_str());
        QCOMPARE(settings->listen.size(), std::size_t{2});
        QCOMPARE(settings->listen[1].text(), std::string("[::1]:9"));
        QCOMPARE(settings->publicAddress->text(), std::string("chat.example:99"));
        QCOMPARE(settings->durability, Durability::full);
        QCOMPARE(settings->core.room, std::string("教室"));
        QCOMPARE(settings->core.admins, std::vector<PublicKey>{PublicKey{}});
        QCOMPARE(settings->core.reservedNames, (std::vector<std::string>{"老师", "boss"}));
        QCOMPARE(settings->core.memberLimit, 30U);
        QCOMPARE(settings->core.grace, Duration{2min});
        QCOMPARE(settings->core.messageRate, 2.5);
        QCOMPARE(settings->core.messageBurst, 9U);
        QCOMPARE(settings->core.fanOutPerMember, std::uint64_t{20000});
        QCOMPARE(settings->core.fanOutForRoom, std::uint64_t{30000});
        QCOMPARE(settings->core.joinsPerKeyPerMinute, 7.0);
        QCOMPARE(settings->core.joinBurstPerKey, 8U);
        QCOMPARE(settings->core.joinsPerPrefixPerSecond, 5.0);
        QCOMPARE(settings->core.joinBurstPerPrefix, 6U);
    }

    void saysWhereAndWhatIsAllowed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char* name, const char* text, const char* complaint) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(complaint);
        };
        row("unknown key", "[room]\ncolour = red",
            "f:2: [room] colour is no key of hubbubd. There are name, admin,");
        row("unknown section", "[rooms]\nname = x",
            "f:2: [rooms] name is no key of hubbubd. There are [server], [room] and [limits].");
        row("twice", "[room]\nname = x\nname = y", "f:3: [room] name stands here a second time.");
        row("zero members", "[room]\nmember-limit = 0",
            "f:2: [room] member-limit = 0: allowed is a whole number from 1 to 100000.");
        row("words for a number", "[room]\nmember-limit = many",
            "f:2: [room] member-limit = many: allowed is a whole number");
        row("trailing text", "[room]\nmember-limit = 10 people",
            "f:2: [room] member-limit = 10 people: allowed is");
        row("negative", "[limits]\nmessage-burst = -1", "f:2: [limits] message-burst = -1: allowed is");
        row("a comment behind a value", "[room]\ngrace = 40s # a while",
            "f:2: [room] grace = 40s # a while: allowed");
        row("a comment behind an enumeration", "[server]\ndurability = full # slow",
            "f:2: [server] durability = full # slow: allowed is `normal` (survives a killed server) or "
            "`full` "
            "(survives a power cut, slower). (A comment stands on a line of its own.)");
        row("no unit", "[room]\ngrace = 40", "f:2: [room] grace = 40: allowed is a time such as 40s");
        row("too long a time", "[room]\ngrace = 999h", "f:2: [room] grace = 999h: allowed is");
        row("short grace", "[room]\ngrace = 1s", "f:2: [room] grace = 1s: allowed is");
        row("no durability", "[server]\ndurability = maybe",
            "f:2: [server] durability = maybe: allowed is `normal`");
        row("no address", "[server]\nlisten = here", "f:2: [server] listen = here: allowed is an address");
        row("no key", "[room]\nadmin = me", "f:2: [room] admin = me: allowed is a public key");
        row("no name", "[room]\nname =", "f:2: [room] name = : allowed is 1 to 128 bytes");
        row("not a number", "[limits]\nmessages-per-second = nan",
            "f:2: [limits] messages-per-second = nan: allowed is a number from 0.1 to 10000.");
    }
    void saysWhereAndWhatIsAllowed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, complaint);
        const auto settings = settingsFrom(text.toStdString());
        QVERIFY(!settings);
        const auto said = QByteArray::fromStdString(settings.error().context);
        QVERIFY2(said.startsWith(complaint), said.constData());
    }

    void takesTheConfigurationOfTheReadme()
    {
        QFile readme(QStringLiteral(HUBBUB_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        const auto begin = text.indexOf(QLatin1String("    [server]"));
        QVERIFY(begin > 0);
        QString config;
        for (const QString& line : text.mid(begin).split(QLatin1Char('\n'))) {
            if (!line.isEmpty() && !line.startsWith(QLatin1String("    ")))
                break;
            config += line + QLatin1Char('\n');
        }
        const auto settings = settingsFrom(config.toStdString());
        QVERIFY2(settings.has_value(), settings ? "" : settings.error().context.c_str());
        QCOMPARE(settings->core.room, std::string("Room 3b"));
        QCOMPARE(settings->core.admins.size(), std::size_t{1});
    }

    void readsListenAddresses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("address"); // empty: refused
        QTest::newRow("both") << QByteArray("127.0.0.1:99") << QByteArray("127.0.0.1:99");
        QTest::newRow("default port") << QByteArray("127.0.0.1") << QByteArray("127.0.0.1:7788");
        QTest::newRow("port alone") << QByteArray(":99") << QByteArray("0.0.0.0:99");
        QTest::newRow("IPv6") << QByteArray("[::1]:99") << QByteArray("[::1]:99");
        QTest::newRow("IPv6 without port") << QByteArray("::1") << QByteArray("[::1]:7788");
        QTest::newRow("brackets without port") << QByteArray("[::1]") << QByteArray("[::1]:7788");
        QTest::newRow("free port") << QByteArray("0.0.0.0:0") << QByteArray("0.0.0.0:0");
        for (const char* bad : {"", ":", "localhost:1", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:", "[::1",
                                "[::1]x", "1.2.3:1", "1.2.3.4:1x"})
            QTest::newRow(bad) << QByteArray(bad) << QByteArray();
    }
    void readsListenAddresses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, address);
        const auto parsed = parseListenAddress(text.toStdString());
        QCOMPARE(parsed.has_value(), !address.isEmpty());
        if (parsed)
            QCOMPARE(QByteArray::fromStdString(parsed->text()), address);
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
