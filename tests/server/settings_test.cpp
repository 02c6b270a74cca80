#include "protocol/crypto/identity.h"
#include "server/config_keys.h"
#include "server/config_text.h"
#include "server/config_values.h"
#include "server/reload.h"

#include <QFile>
#include <QTest>

#include <map>
#include <set>

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

Environment environment(const std::map<std::string, std::string>& variables)
{
    return [variables](const std::string& variable) {
        const auto found = variables.find(variable);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

/// Keys that stand in the default file with an example in place of a value.
bool isExample(const QString& name)
{
    for (const ConfigKey& key : configKeys())
        if (name.toStdString() == key.name && key.values(Settings{}).empty())
            return true;
    return false;
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
            "durability = full\ndata = /srv/room\nmetrics = 9178\n"
            "[room]\nname = 教室\nadmin = "
            + key
            + "\nreserved-name = 老师\nreserved-name = boss\nmember-limit = 30\ngrace = 2m\n"
              "history = 5\nallowed-key = "
            + key
            + "\npassword = "
              "argon2id.65536.3.AAECAwQFBgcICQoLDA0ODw.oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8"
            + "\n[log]\nlevel = warning\nroom = debug\n"
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
        QCOMPARE(settings->core.allowedKeys, std::vector<PublicKey>{PublicKey{}});
        QCOMPARE(settings->core.password->challenge.passes, 3U);
        QCOMPARE(settings->metrics->text(), std::string("127.0.0.1:9178"));
        QCOMPARE(settings->core.history, 5U);
        QCOMPARE(settings->dataFolder, std::string("/srv/room"));
        QVERIFY(!settings->core.logLevels.isWritten(LogLevel::info, "session"));
        QVERIFY(settings->core.logLevels.isWritten(LogLevel::debug, "room"));
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
            "f:2: [room] colour is no key of hubbubd. There are name, welcome, admin,");
        row("unknown section", "[rooms]\nname = x",
            "f:2: [rooms] name is no key of hubbubd. There are [server], [room], [limits] and [log].");
        row("unknown category", "[log]\nsessions = info",
            "f:2: [log] sessions is no key of hubbubd. There are level, session, room, store, admin.");
        row("level", "[log]\nlevel = loud",
            "f:2: [log] level = loud: allowed is debug, info, warning or error.");
        row("an address without a port", "[server]\nmetrics = 10.0.0.1",
            "f:2: [server] metrics = 10.0.0.1: allowed is a port for this machine alone such as 9178, or");
        row("the same in IPv6", "[server]\nmetrics = ::1",
            "f:2: [server] metrics = ::1: allowed is a port for this machine alone such as 9178, or");
        row("too much history", "[room]\nhistory = 101",
            "f:2: [room] history = 101: allowed is a whole number from 0 to 100.");
        row("no folder", "[server]\ndata =", "f:2: [server] data = : allowed is a folder.");
        row("all mistakes", "[room]\ngrace = 1\nname = x\ncolour = red\nhistory = -1",
            "f:2: [room] grace = 1: allowed is a time such as 40s, 2m or 1h, from 20s to 24h.\n"
            "f:4: [room] colour is no key of hubbubd. There are name, welcome, admin, allowed-key, password, "
            "reserved-name, "
            "member-limit, history, read-back, keep-days, keep-events, grace.\n"
            "f:5: [room] history = -1: allowed is a whole number from 0 to 100.");
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
            "f:2: [server] durability = full # slow: allowed is normal or full. "
            "(A comment stands on a line of its own.)");
        row("no unit", "[room]\ngrace = 40", "f:2: [room] grace = 40: allowed is a time such as 40s");
        row("too long a time", "[room]\ngrace = 999h", "f:2: [room] grace = 999h: allowed is");
        row("short grace", "[room]\ngrace = 1s", "f:2: [room] grace = 1s: allowed is");
        row("no durability", "[server]\ndurability = maybe",
            "f:2: [server] durability = maybe: allowed is normal or full.");
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

    void aMistakeChangesNothing()
    {
        Settings settings;
        const auto entries = parseConfig("[room]\nname = x\nreserved-name = y\ngrace = 1", "f");
        QVERIFY(!applyConfig(*entries, "f", settings));
        QCOMPARE(settings.core.room, CoreSettings{}.room);
        QVERIFY(settings.core.reservedNames.empty());
    }

    void tellsSoManyMistakesAndCountsTheRest()
    {
        std::string text = "[room]\n";
        for (int i = 0; i < 30; ++i)
            text += "colour = red\n";
        const auto settings = settingsFrom(text);
        QVERIFY(!settings);
        const auto lines = QString::fromStdString(settings.error().context).split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 21);
        QCOMPARE(lines.last(), QStringLiteral("and 10 mistakes more."));
    }

    void theEnvironmentCountsBeforeTheFileAndOptionsBeforeBoth()
    {
        auto settings =
            settingsFrom("[room]\nname = file\nhistory = 1\nreserved-name = a\nreserved-name = b\n"
                         "[server]\nlisten = 127.0.0.1:1\n");
        QVERIFY(settings.has_value());
        QVERIFY(applyEnvironment(environment({{"HUBBUB_ROOM", "environment"},
                                              {"HUBBUB_LISTEN", " 127.0.0.1:2\t[::1]:2 "},
                                              {"HUBBUB_LOG_STORE", "error"},
                                              {"HUBBUB_PRESET", "release"}}),
                                 *settings));
        QCOMPARE(settings->core.room, std::string("environment"));
        QCOMPARE(settings->core.history, 1U);
        QCOMPARE(settings->core.reservedNames, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(settings->listen.size(), std::size_t{2});
        QCOMPARE(settings->listen[1].text(), std::string("[::1]:2"));
        const std::vector<GivenValue> options = {
            {findConfigKey("room", "reserved-name"), "c", "--reserved-name"}};
        QVERIFY(applyValues(options, *settings));
        QCOMPARE(settings->core.reservedNames, std::vector<std::string>{"c"});
    }

    void namesTheVariableThatIsWrong()
    {
        Settings settings;
        const auto applied =
            applyEnvironment(environment({{"HUBBUB_MESSAGES_PER_SECOND", "fast"}}), settings);
        QVERIFY(!applied);
        QCOMPARE(applied.error().context,
                 std::string("HUBBUB_MESSAGES_PER_SECOND = fast: allowed is a number "
                             "from 0.1 to 10000."));
    }

    void everyKeyReadsWhatItWrites()
    {
        // Also: no two have one place, option or variable.
        std::set<std::string> names;
        for (const ConfigKey& key : configKeys()) {
            QVERIFY(names.insert(std::string(key.section) + '/' + std::string(key.name)).second);
            QVERIFY(names.insert(std::string(key.option)).second);
            Settings settings;
            for (const std::string& value : key.values(settings)) {
                if (key.isList())
                    key.clear(settings);
                QVERIFY2(key.take(value, settings), value.c_str());
                QCOMPARE(key.values(settings), std::vector<std::string>{value});
            }
            QVERIFY2(!key.take("\x01", settings) || key.option == "data" || key.option == "reserved-name",
                     std::string(key.option).c_str());
        }
    }

    void theDefaultFileSaysWhatIsInForce()
    {
        const QString file = QString::fromStdString(configText());
        Settings settings;
        QVERIFY(applyConfig(*parseConfig(file.toStdString(), "f"), "f", settings));
        QVERIFY(takeOver(settings, settings).applied.empty());
        // With its values in force nothing is different.
        std::string inForce;
        for (const QString& line : file.split(QLatin1Char('\n'))) {
            const bool isValue = line.startsWith(QLatin1Char('#')) && !line.startsWith(QLatin1String("# "));
            const QString key = line.section(QLatin1String(" = "), 0, 0).mid(1);
            if (isValue && !isExample(key))
                inForce += line.mid(1).toStdString() + '\n';
            else if (line.startsWith(QLatin1Char('[')))
                inForce += line.toStdString() + '\n';
        }
        const auto read = settingsFrom(inForce);
        QVERIFY2(read.has_value(), read ? "" : read.error().context.c_str());
        Settings defaults;
        const Reloaded reloaded = takeOver(*read, defaults);
        QVERIFY(reloaded.applied.empty() && reloaded.atNextStart.empty());
    }

    void thePackagedFileIsTheDefaultFile()
    {
        QFile packaged(QStringLiteral(HUBBUB_SOURCE_DIR "/packaging/hubbubd.conf"));
        QVERIFY(packaged.open(QIODevice::ReadOnly));
        QCOMPARE(packaged.readAll(), QByteArray::fromStdString(configText()));
    }

    void theManualPageTellsOfEveryKey()
    {
        QFile file(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/man/hubbubd.8"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString page = QString::fromUtf8(file.readAll());
        for (const ConfigKey& key : configKeys()) {
            const auto begin =
                page.indexOf(QStringLiteral("\n.It Fl Fl %1 Ar %2\n")
                                 .arg(QString::fromUtf8(key.option.data(), key.option.size()),
                                      QString::fromUtf8(key.placeholder.data(), key.placeholder.size())));
            QVERIFY2(begin > 0, std::string(key.option).c_str());
            const QString item =
                page.mid(begin + 1, page.indexOf(QLatin1String("\n.It "), begin + 1) - begin);
            const auto says = [&](const std::string& what) {
                return item.contains(QString::fromStdString(what));
            };
            QVERIFY2(says('[' + std::string(key.section) + "] " + std::string(key.name)), qPrintable(item));
            QVERIFY2(says(key.variable()), qPrintable(item));
            QVERIFY2(says(key.allowed), qPrintable(item));
            QVERIFY2(says("next start") == (key.applies == Applies::atStart), qPrintable(item));
            for (const std::string& value : key.values(Settings{}))
                QVERIFY2(says(".Ql " + value), qPrintable(item));
        }
    }

    void aReloadTakesOverWhatCanChange()
    {
        Settings running = *settingsFrom("[room]\nname = a\nreserved-name = x\n[server]\n"
                                         "public-address = chat.example\ndurability = full\n");
        const Settings read = *settingsFrom("[room]\nname = b\nreserved-name = y\nreserved-name = z\n"
                                            "[server]\nlisten = 127.0.0.1:1\n[log]\nstore = debug\n");
        const Reloaded reloaded = takeOver(read, running);
        QCOMPARE(reloaded.applied,
                 (std::vector<std::string>{"[server] public-address", "[room] name = b",
                                           "[room] reserved-name = y, z", "[log] store = debug"}));
        QCOMPARE(reloaded.atNextStart, (std::vector<std::string>{"[server] listen", "[server] durability"}));
        QCOMPARE(running.core.room, std::string("b"));
        QVERIFY(!running.publicAddress);
        QCOMPARE(running.durability, Durability::full);
        QCOMPARE(running.listen.front().port, limits::defaultPort);
        // What waits for the next start is told each time, the rest is in force.
        const Reloaded again = takeOver(read, running);
        QVERIFY(again.applied.empty());
        QCOMPARE(again.atNextStart.size(), std::size_t{2});
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
