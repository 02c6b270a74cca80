#include "tests/protocol/chat/chain_log.h"

#include <QFile>
#include <QTest>

namespace hubbub::chat {

namespace {

QByteArray hexOf(ByteView bytes)
{
    return QByteArray::fromStdString(toHex(bytes));
}

QByteArray qt(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// The chain over the log in which record `at` is replaced.
ChainValue chainWith(std::size_t at, const LogRecord& replaced)
{
    ChainValue chain;
    Seq seq;
    const auto log = test::chainedLog();
    for (std::size_t i = 0; i < log.size(); ++i) {
        seq = next(seq);
        chain = chainNext(chain, seq, i == at ? replaced : log[i].value);
    }
    return chain;
}

Event eventAt(std::size_t at)
{
    return std::get<Event>(test::chainedLog()[at].value);
}

} // namespace

class ChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVectorsOfTheDocumentHold()
    {
        ChainValue chain;
        Seq seq;
        for (const auto& [what, value, record, expected] : test::chainedLog()) {
            seq = next(seq);
            QCOMPARE(hexOf(encode(value)), qt(record));
            const auto decoded = decodeLogRecord(test::hex(record));
            QVERIFY2(decoded == value, what);
            chain = chainNext(chain, seq, *decoded);
            QCOMPARE(hexOf(chain.view()), qt(expected));
        }
    }

    void theDocumentHasTheVectors()
    {
        QFile file(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/PROTOCOL.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = file.readAll();
        for (const auto& vector : test::chainedLog()) {
            QVERIFY2(document.contains(qt(vector.record)), vector.what);
            QVERIFY2(document.contains(qt(vector.chain)), vector.what);
        }
    }

    void aTombstoneKeepsTheChain()
    {
        auto message = eventAt(1);
        const auto digest = contentDigest(std::get<Content>(message.content));
        message.content = Tombstone{digest};
        QCOMPARE(hexOf(encode(LogRecord(message))),
                 QByteArray("87031b0000018bcfe56be80166e5b08fe6988e01"
                            "5820d74001652b276401b70b908475cd1d5e03be851f57effcc2e62063236d90780cf6"));
        QVERIFY(message.text().empty());
        QCOMPARE(hexOf(chainWith(1, message).view()), qt(test::chainedLog().back().chain));
    }

    void everyChangeShowsInTheChain_data()
    {
        QTest::addColumn<int>("change");
        for (int change = 0; change < 10; ++change)
            QTest::addRow("%d", change) << change;
    }
    void everyChangeShowsInTheChain()
    {
        QFETCH(const int, change);
        auto event = eventAt(1);
        auto& content = std::get<Content>(event.content);
        switch (change) {
        case 0:
            event.time.milliseconds += 1;
            break;
        case 1:
            event.member.value += 1;
            break;
        case 2:
            event.name = "小红";
            break;
        case 3:
            event.number.value += 1;
            break;
        case 4:
            content.salt.bytes[7] ^= 1U;
            break;
        case 5:
            content.text = "你坏";
            break;
        case 6:
            event.what = Message{MessageStyle::action};
            break;
        case 7:
            event.what = Announcement{};
            break;
        case 8:
            event.further = test::hex("00");
            break;
        default:
            event.content = Tombstone{};
            break;
        }
        QVERIFY(hexOf(chainWith(1, event).view()) != qt(test::chainedLog().back().chain));
    }

    void theSeqBelongsToTheChain()
    {
        const LogRecord record = eventAt(1);
        QVERIFY(chainNext({}, Seq{1}, record) != chainNext({}, Seq{2}, record));
        QVERIFY(chainNext({}, Seq{1}, VoidEvent{}) != chainNext({}, Seq{2}, VoidEvent{}));
    }

    // A client of this version checks the chain over events that a later one has added elements to.
    void elementsThatAreNotKnownBelongToTheChain()
    {
        auto record = test::hex("88031b0000018bcfe56be80166e5b08fe6988e0148202122232425262766e4bda0e5a5bd00");
        const auto plain = decodeLogRecord(record);
        QVERIFY(plain == LogRecord(eventAt(1)));
        record.front() = 0x89;
        record.push_back(0x05);
        const auto added = decodeLogRecord(record);
        QVERIFY(added.has_value());
        QCOMPARE(hexOf(std::get<Event>(*added).further), QByteArray("05"));
        QCOMPARE(hexOf(encode(*added)), hexOf(record));
        QVERIFY(chainNext({}, Seq{2}, *added) != chainNext({}, Seq{2}, *plain));
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::ChainTest)
#include "chain_test.moc"
