// What the chain proves of a log that comes live and in pages, and where it says that something is wrong.
#include "protocol/client/chain_proof.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;

namespace {

/// A log with its chain values.
class Log {
public:
    explicit Log(std::uint64_t count)
    {
        for (std::uint64_t i = 1; i <= count; ++i) {
            chat::Event event{
                WallTime{static_cast<std::int64_t>(i)},   MemberId{1},    "tom", SubmissionNumber{1},
                chat::Content{Salt{}, std::to_string(i)}, chat::Message{}};
            entries_.push_back({Seq{i}, i % 5 == 0 ? chat::LogRecord(chat::VoidEvent{}) : event});
            chains_.push_back(chat::chainNext(chains_.back(), Seq{i}, entries_.back().record));
        }
    }
    std::vector<chat::PageEntry> page(std::uint64_t first, std::uint64_t last) const
    {
        return {entries_.begin() + static_cast<std::ptrdiff_t>(first) - 1,
                entries_.begin() + static_cast<std::ptrdiff_t>(last)};
    }
    /// h(seq)
    ChainValue at(std::uint64_t seq) const { return chains_[seq]; }
    void live(ChainProof& proof, std::uint64_t first, std::uint64_t last) const
    {
        proof.begin(Seq{first}, at(first - 1));
        for (auto seq = first; seq <= last; ++seq)
            proof.advance(Seq{seq}, at(seq));
    }

private:
    std::vector<chat::PageEntry> entries_;
    std::vector<ChainValue> chains_{ChainValue{}};
};

std::string complete(const ChainProof& proof)
{
    const Completeness known = proof.completeness();
    return std::to_string(known.first.value) + "-" + std::to_string(known.last.value)
         + (known.brokenAt ? " broken at " + std::to_string(known.brokenAt->value) : "");
}

} // namespace

class ChainProofTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void growsWithWhatComesLive();
    void pagesInFrontAreJoined();
    void pagesApartAreJoinedLater();
    void whatWasChangedIsFound();
    void whatWasLeftOutIsFound();
    void aPageWithoutAValueProvesNothing();
    void aNewBeginningIsCompared();
    void afterAGapTheRestIsNotProven();
};

void ChainProofTest::growsWithWhatComesLive()
{
    const Log log(40);
    ChainProof proof;
    QCOMPARE(complete(proof), std::string("0-0"));
    proof.begin(Seq{31}, log.at(30));
    QCOMPARE(complete(proof), std::string("0-0"));
    log.live(proof, 31, 40);
    QCOMPARE(complete(proof), std::string("31-40"));
}

void ChainProofTest::pagesInFrontAreJoined()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 31, 40);
    QCOMPARE(proof.add(log.page(21, 30), log.at(20)), ChainVerdict::joined);
    QCOMPARE(complete(proof), std::string("21-40"));
    // It may overlap, or lie inside.
    QCOMPARE(proof.add(log.page(11, 35), log.at(10)), ChainVerdict::joined);
    QCOMPARE(complete(proof), std::string("11-40"));
    QCOMPARE(proof.add(log.page(15, 16), log.at(14)), ChainVerdict::joined);
    QCOMPARE(proof.add(log.page(1, 10), ChainValue{}), ChainVerdict::joined);
    QCOMPARE(complete(proof), std::string("1-40"));
}

void ChainProofTest::pagesApartAreJoinedLater()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 31, 40);
    QCOMPARE(proof.add(log.page(5, 10), log.at(4)), ChainVerdict::apart);
    QCOMPARE(complete(proof), std::string("31-40"));
    QCOMPARE(proof.add(log.page(11, 30), log.at(10)), ChainVerdict::joined);
    QCOMPARE(complete(proof), std::string("5-40"));
}

void ChainProofTest::whatWasChangedIsFound()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 31, 40);
    auto page = log.page(21, 30);
    std::get<chat::Event>(page[2].record).name = "eve";
    QCOMPARE(proof.add(page, log.at(20)), ChainVerdict::broken);
    QCOMPARE(complete(proof), std::string("31-40 broken at 30"));
    // A removed text is no change: its digest stands for it.
    auto removed = log.page(21, 30);
    auto& event = std::get<chat::Event>(removed[2].record);
    event.content = chat::Tombstone{chat::contentDigest(std::get<chat::Content>(event.content))};
    QCOMPARE(proof.add(removed, log.at(20)), ChainVerdict::joined);
}

void ChainProofTest::whatWasLeftOutIsFound()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 31, 40);
    auto page = log.page(21, 29);
    for (auto& entry : page)
        entry.seq = next(entry.seq); // 21 to 29 told as 22 to 30
    QCOMPARE(proof.add(page, log.at(21)), ChainVerdict::broken);
}

void ChainProofTest::aPageWithoutAValueProvesNothing()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 31, 40);
    QCOMPARE(proof.add(log.page(21, 30), std::nullopt), ChainVerdict::unknown);
    QCOMPARE(complete(proof), std::string("31-40"));
    QCOMPARE(proof.add({}, std::nullopt), ChainVerdict::joined);
}

void ChainProofTest::aNewBeginningIsCompared()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 1, 20);
    log.live(proof, 21, 40);
    QCOMPARE(complete(proof), std::string("1-40"));
    proof.begin(Seq{41}, log.at(39));
    QCOMPARE(proof.completeness().brokenAt, std::optional(Seq{41}));
}

void ChainProofTest::afterAGapTheRestIsNotProven()
{
    const Log log(40);
    ChainProof proof;
    log.live(proof, 1, 20);
    proof.loseTrack();
    proof.advance(Seq{21}, log.at(21));
    QCOMPARE(complete(proof), std::string("1-20"));
}

QTEST_GUILESS_MAIN(ChainProofTest)
#include "chain_proof_test.moc"
