#include "protocol/chat/moderation_words.h"
#include "protocol/crypto/identity.h"
#include "tests/protocol/chat/counting.h"

#include <QTest>

namespace hubbub::chat {

class ModerationWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhomSomebodyMeans()
    {
        const auto key = test::counting<PublicKey>(1);
        QVERIFY(parseWhom("tom") == TypedWhom(TypedName{"tom"}));
        QVERIFY(parseWhom("#12") == TypedWhom(MemberId{12}));
        QVERIFY(parseWhom("10.1.0.0/16") == TypedWhom(*AddressRange::parse("10.1.0.0/16")));
        QVERIFY(parseWhom("::1") == TypedWhom(*AddressRange::parse("::1")));
        QVERIFY(parseWhom(crypto::publicKeyText(key)) == TypedWhom(key));
        for (const char* text : {"", "#", "#x", "#-1", "#4294967296"})
            QVERIFY2(!parseWhom(text), text);
    }

    void knowsForHowLong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        const auto row = [](const char* text, qint64 seconds) {
            QTest::newRow(text) << QByteArray(text) << seconds;
        };
        row("90s", 90);
        row("10m", 600);
        row("2h", 7200);
        row("3d", 3 * 86'400);
        row("1w", 7 * 86'400);
        for (const char* text :
             {"", "s", "10", "0m", "-1m", "1.5h", "10 m", "10M", "100001d", "99999999999999999999s"})
            row(text, 0);
    }
    void knowsForHowLong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, seconds);
        const auto lasting = parseLasting(text.toStdString());
        QCOMPARE(lasting.has_value(), seconds != 0);
        if (lasting) {
            QCOMPARE(*lasting, std::chrono::milliseconds(seconds * 1000));
            QCOMPARE(parseLasting(lastingText(*lasting)), lasting);
        }
    }

    void takesALineApart_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<qint64>("minutes");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* line, qint64 minutes, const char* reason) {
            QTest::newRow(line) << QByteArray(line) << minutes << QByteArray(reason);
        };
        row("tom", 0, "");
        row("  tom", 0, "");
        row("tom spam and more", 0, "spam and more");
        row("tom for 2h", 120, "");
        row("tom  for  2h  spam", 120, "spam");
        row("tom for shouting", 0, "for shouting");
        row("tom for", 0, "for");
    }
    void takesALineApart()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const qint64, minutes);
        QFETCH(const QByteArray, reason);
        const auto typed = parseRestriction(line.toStdString());
        QVERIFY(typed.has_value());
        QVERIFY(typed->whom == TypedWhom(TypedName{"tom"}));
        QCOMPARE(typed->lasts.value_or(0ms), std::chrono::milliseconds(std::chrono::minutes(minutes)));
        QCOMPARE(QByteArray::fromStdString(typed->reason), reason);
    }

    void nobodyIsNotMeant()
    {
        QVERIFY(!parseRestriction(""));
        QVERIFY(!parseRestriction("   "));
        QVERIFY(!parseRestriction("# for 2h"));
    }

    void findsARestrictionByAnyOfItsNames()
    {
        const auto key = test::counting<PublicKey>(1);
        const Restriction ofKey{.seq = {7},
                                .whom = key,
                                .name = "tom",
                                .by = {},
                                .byKey = {},
                                .since = {},
                                .until = {},
                                .reason = {}};
        QVERIFY(isMeant(ofKey, "tom"));
        QVERIFY(isMeant(ofKey, "#7"));
        QVERIFY(isMeant(ofKey, crypto::publicKeyText(key)));
        QVERIFY(!isMeant(ofKey, "to"));
        QVERIFY(!isMeant(ofKey, "#8"));
        QVERIFY(!isMeant(ofKey, ""));
        Restriction ofRange = ofKey;
        ofRange.name.clear();
        ofRange.whom = *AddressRange::parse("10.1.0.0/16");
        QVERIFY(isMeant(ofRange, "10.1.9.9/16"));
        QVERIFY(!isMeant(ofRange, "10.1.0.0"));
        QCOMPARE(whomText(ofRange), std::string("10.1.0.0/16"));
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::ModerationWordsTest)
#include "moderation_words_test.moc"
