// What holds for every record: thousands of random ones, all their truncations, thousands of mutations, and
// Qt's codec as a second opinion. Run under the sanitizers (preset dev) it also shows that nothing is read
// that is not there.

#include "protocol/base/limits.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "tests/protocol/chat/random_records.h"

#include <QCborError>
#include <QCborValue>
#include <QTest>

#include <functional>
#include <limits>

namespace hubbub::chat {

namespace {

constexpr std::uint64_t seed = 20240611;

/// One of the four forms of record, without its type.
struct Form {
    std::function<Bytes(test::RandomRecords&)> draw;
    /// Decoded and encoded again; nothing if it is refused.
    std::function<std::optional<Bytes>(ByteView)> again;
    /// Draws one and compares what comes back with it.
    std::function<bool(test::RandomRecords&)> comesBack;
};

template <class Draw, class Encode, class Decode>
Form formOf(Draw draw, Encode encoder, Decode decode)
{
    return {.draw = [=](test::RandomRecords& random) { return encoder(draw(random)); },
            .again = [=](ByteView bytes) -> std::optional<Bytes> {
                const auto decoded = decode(bytes);
                return decoded ? std::optional(encoder(*decoded)) : std::nullopt;
            },
            .comesBack =
                [=](test::RandomRecords& random) {
                    const auto drawn = draw(random);
                    return decode(encoder(drawn)) == drawn;
                }};
}

Form form(std::string_view name)
{
    if (name == "event")
        return formOf([](test::RandomRecords& random) { return random.logRecord(); },
                      [](const LogRecord& record) { return encode(record); }, &decodeLogRecord);
    if (name == "request")
        return formOf([](test::RandomRecords& random) { return random.request(); },
                      [](const Request& request) { return encode(request); }, &decodeRequest);
    if (name == "reply")
        return formOf([](test::RandomRecords& random) { return random.reply(); },
                      [](const Reply& reply) { return encode(reply); }, &decodeReply);
    return formOf(
        [](test::RandomRecords& random) {
            std::vector<RosterEntry> entries(1 + random.dice().below(4));
            for (auto& entry : entries)
                entry = random.entry();
            return entries;
        },
        [](const std::vector<RosterEntry>& entries) {
            const auto records = encodeRoster(entries);
            return records.empty() ? Bytes{0x80} : records.front();
        },
        &decodeRosterRecord);
}

QByteArray viewOf(const Bytes& bytes)
{
    return QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<qsizetype>(bytes.size()));
}

} // namespace

class RecordPropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordComesBackAsItWas_data() { eachForm(); }
    void everyRecordComesBackAsItWas()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        test::RandomRecords random(seed);
        for (int i = 0; i < 2000; ++i)
            QVERIFY(tested.comesBack(random));
    }

    void qtReadsEveryRecordToo_data() { eachForm(); }
    void qtReadsEveryRecordToo()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        // QCborValue makes a floating-point number of those beyond.
        test::RandomRecords random(seed + 1, std::numeric_limits<std::int64_t>::max());
        for (int i = 0; i < 500; ++i) {
            const auto record = tested.draw(random);
            QCborParserError error;
            const auto value = QCborValue::fromCbor(viewOf(record), &error);
            QCOMPARE(error.error, QCborError{QCborError::NoError});
            QCOMPARE(error.offset, qint64(record.size()));
            QCOMPARE(value.toCbor(), viewOf(record));
        }
    }

    void aTruncatedRecordIsRefused_data() { eachForm(); }
    void aTruncatedRecordIsRefused()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        test::RandomRecords random(seed + 2);
        for (int i = 0; i < 50; ++i) {
            const auto record = tested.draw(random);
            for (std::size_t kept = 0; kept < record.size(); ++kept) {
                // Copied, so that the sanitizers see a read beyond the end.
                const Bytes truncated(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(kept));
                QVERIFY(!tested.again(truncated));
            }
        }
    }

    void bytesBehindARecordAreRefused_data() { eachForm(); }
    void bytesBehindARecordAreRefused()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        test::RandomRecords random(seed + 3);
        for (int i = 0; i < 200; ++i) {
            auto record = tested.draw(random);
            record.push_back(static_cast<Byte>(random.dice().number()));
            QVERIFY(!tested.again(record));
        }
    }

    // Deterministic encoding: what is accepted can be written in one way only, but for what is ignored.
    void aSpoiltRecordIsRefusedOrStable_data() { eachForm(); }
    void aSpoiltRecordIsRefusedOrStable()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        test::RandomRecords random(seed + 4);
        int accepted = 0;
        for (int i = 0; i < 8000; ++i) {
            auto record = tested.draw(random);
            test::mutate(random.dice(), record);
            const auto again = tested.again(record);
            if (!again)
                continue;
            ++accepted;
            QVERIFY(again->size() <= record.size() + 1);
            QVERIFY(tested.again(*again) == *again);
        }
        QVERIFY(accepted > 0);
    }

    void anAcceptedEventHasOneEncoding()
    {
        test::RandomRecords random(seed + 5);
        const auto tested = form("event");
        for (int i = 0; i < 8000; ++i) {
            auto record = tested.draw(random);
            test::mutate(random.dice(), record);
            const auto event = decodeLogRecord(record);
            if (!event)
                continue;
            // The one freedom there is: a plain style, or that nobody is asked, that is written out.
            const auto encoded = encode(*event);
            if (encoded.size() == record.size())
                QCOMPARE(viewOf(encoded), viewOf(record));
            else
                QVERIFY(encoded.size() + 1 == record.size());
        }
    }

    void noiseIsRefusedOrStable_data() { eachForm(); }
    void noiseIsRefusedOrStable()
    {
        QFETCH(const QByteArray, name);
        const auto tested = form(name.toStdString());
        test::Dice dice(seed + 6);
        for (int i = 0; i < 20'000; ++i) {
            const auto noise = dice.bytes(dice.below(60));
            if (const auto again = tested.again(noise))
                QVERIFY(tested.again(*again) == *again);
        }
    }

    void aRecordBeyondTheLimitIsRefused_data() { eachForm(); }
    void aRecordBeyondTheLimitIsRefused()
    {
        QFETCH(const QByteArray, name);
        const Bytes tooLong(limits::recordBytes + 1, 0x80);
        QVERIFY(!form(name.toStdString()).again(tooLong));
    }

private:
    static void eachForm()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"event", "request", "reply", "roster"})
            QTest::newRow(name) << QByteArray(name);
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::RecordPropertiesTest)
#include "record_properties_test.moc"
