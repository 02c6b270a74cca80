#include "server/config_file.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

class ConfigFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsSectionsKeysAndLists()
    {
        const auto entries = parseConfig("\xEF\xBB\xBF# a room\n"
                                         "[server]\r\n"
                                         "listen = 0.0.0.0:7788\n"
                                         "  listen=[::]:7788  \n"
                                         "\n"
                                         "[room]\n"
                                         "name = 三年二班 # the best\n",
                                         "f");
        QVERIFY(entries.has_value());
        QCOMPARE(entries->size(), std::size_t{3});
        QCOMPARE((*entries)[0].section, std::string("server"));
        QCOMPARE((*entries)[1].value, std::string("[::]:7788"));
        QCOMPARE((*entries)[2].key, std::string("name"));
        QCOMPARE((*entries)[2].value, std::string("三年二班 # the best"));
        QCOMPARE((*entries)[2].line, 7);
    }

    void takesAnEmptyFileAndAnEmptyValue()
    {
        QVERIFY(parseConfig("", "f")->empty());
        QCOMPARE(parseConfig("[a]\nb =", "f")->front().value, std::string());
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("no section") << QByteArray("name = x") << QByteArray("f:1: `name` stands before");
        QTest::newRow("no equals") << QByteArray("[room]\nname x")
                                   << QByteArray("f:2: expected `key = value`");
        QTest::newRow("open bracket") << QByteArray("[room\n") << QByteArray("f:1: a section is written");
        QTest::newRow("capitals") << QByteArray("[Room]\n") << QByteArray("f:1: a section is written");
        QTest::newRow("bad key") << QByteArray("[a]\nMy Key = 1")
                                 << QByteArray("f:2: `My Key` cannot be a key");
        QTest::newRow("empty key") << QByteArray("[a]\n = 1") << QByteArray("f:2: `` cannot be a key");
        QTest::newRow("not UTF-8") << QByteArray("[a]\nb = \xff")
                                   << QByteArray("f:2: this line is not UTF-8");
        QTest::newRow("escape in key") << QByteArray("[a]\n\x1b[31m = 1") << QByteArray("f:2: `");
    }
    void refusesWhatItCannotRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, complaint);
        const auto entries = parseConfig(text.toStdString(), "f");
        QVERIFY(!entries);
        const auto said = QByteArray::fromStdString(entries.error().context);
        QVERIFY2(said.startsWith(complaint), said.constData());
        QVERIFY(!said.contains('\x1b'));
    }

    void namesTheFileItCannotRead()
    {
        const auto entries = readConfigFile("/nowhere/hubbubd.conf");
        QVERIFY(!entries);
        QVERIFY(QString::fromStdString(entries.error().context)
                    .contains(QStringLiteral("/nowhere/hubbubd.conf")));
    }
};

QTEST_APPLESS_MAIN(ConfigFileTest)
#include "config_file_test.moc"
