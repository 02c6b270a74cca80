#include "protocol/chat/roster_entry.h"
#include "tests/protocol/chat/counting.h"
#include "tests/protocol/chat/spaced_hex.h"

#include <QTest>

#include <limits>

namespace hubbub::chat {

namespace {

const RosterEntry xiaoming{{1}, "小明", test::counting<Fingerprint>(0xa0), {.admin = true, .away = true}};

} // namespace

class RosterEntryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRosterHasTheseBytes()
    {
        const std::vector<RosterEntry> entries{xiaoming, {{2}, "Zoë", test::counting<Fingerprint>(0xb0), {}}};
        const auto records = encodeRoster(entries);
        QCOMPARE(records.size(), std::size_t{1});
        QCOMPARE(test::hexOf(records[0]),
                 test::joined(
                     "82 84 01 66e5b08fe6988e 48a0a1a2a3a4a5a6a7 03 84 02 645a6fc3ab 48b0b1b2b3b4b5b6b7 00"));
        QVERIFY(decodeRosterRecord(records[0]) == entries);
    }

    void anEmptyRosterNeedsNoRecord() { QVERIFY(encodeRoster({}).empty()); }

    void aLongRosterFillsRecordsOfAThousandBytes()
    {
        std::vector<RosterEntry> entries;
        for (std::uint32_t i = 1; i <= 500; ++i)
            entries.push_back(
                {{i}, std::string(i % 90 + 1, 'x'), test::counting<Fingerprint>(i), {.away = i % 3 == 0}});
        std::vector<RosterEntry> decoded;
        const auto records = encodeRoster(entries);
        for (const auto& record : records) {
            QVERIFY(record.size() <= 1000);
            const auto some = decodeRosterRecord(record);
            QVERIFY(some.has_value());
            decoded.insert(decoded.end(), some->begin(), some->end());
        }
        QVERIFY(decoded == entries);
        for (std::size_t i = 0; i + 1 < records.size(); ++i)
            QVERIFY(records[i].size() + 18 + 90 > 1000);
    }

    void elementsBehindARosterEntryAndUnknownFlagsAreIgnored()
    {
        const auto entries =
            decodeRosterRecord(test::bytesOfHex("81 86 01 66e5b08fe6988e 48a0a1a2a3a4a5a6a7 0b 05 a0"));
        QVERIFY(entries == std::vector<RosterEntry>{xiaoming});
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::RosterEntryTest)
#include "roster_entry_test.moc"
