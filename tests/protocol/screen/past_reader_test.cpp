// A stretch of the past is opened around a place, grows both ways, stays bounded, and meets what is live.
#include "protocol/screen/past_reader.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;
using client::ChainVerdict;

namespace {

constexpr Seq live{100'000};
constexpr std::uint64_t pageEvents = 10;

std::int64_t timeOf(std::uint64_t seq)
{
    return morning + static_cast<std::int64_t>(seq) * 1'000;
}

} // namespace

class PastReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aNumberIsOpenedWithWhatStandsBeforeIt();
    void aTimeIsOpenedAtItsFirstEvent();
    void theBeginningIsTheEnd();
    void itGrowsBothWaysWithoutAGap();
    void itStaysBounded();
    void whatIsLiveIsMet();
    void whatLiesBesideIsMetAtOnce();
    void aBrokenChainStandsInItsPlace();
    void whatIsRemovedIsGoneFromPagesToo();
    void whoIsIgnoredIsLeftOut();
    void aLaterPlaceCounts();
    void refusedMeansNothingUnderWay();

private:
    /// What a server would answer to the last question.
    client::PageNotice answer(ChainVerdict verdict = ChainVerdict::joined) const
    {
        client::PageNotice notice{client::SubmissionId{asked_}, {}, verdict};
        std::uint64_t from = 0;
        if (const auto* const before = std::get_if<chat::BeforeEvent>(&anchor_))
            from = before->seq.value > pageEvents ? before->seq.value - pageEvents : 1;
        else if (const auto* const after = std::get_if<chat::AfterEvent>(&anchor_))
            from = after->seq.value + 1;
        else
            from = 500 - pageEvents / 2;
        std::uint64_t to = from + pageEvents;
        if (const auto* const before = std::get_if<chat::BeforeEvent>(&anchor_))
            to = before->seq.value;
        for (std::uint64_t seq = from; seq < to; ++seq) {
            auto event = message(seq, seq % 3 == 0 ? "Tom" : "Ann", std::to_string(seq)).event;
            event.time.milliseconds = timeOf(seq);
            notice.page.events.push_back(
                {Seq{seq}, seq % 7 == 0 ? chat::LogRecord(chat::VoidEvent{}) : event});
        }
        notice.page.more = from > 1;
        return notice;
    }
    void tell(ChainVerdict verdict = ChainVerdict::joined) { QVERIFY(past_->handle(answer(verdict), live)); }
    void openAt(std::uint64_t seq)
    {
        past_->open(Seq{seq});
        tell();
        if (past_->isOpening())
            tell();
        QVERIFY(past_->isOpen());
    }
    QString text(int row) { return past_->messages().index(row).data().toString(); }
    QStringList said()
    {
        QStringList said;
        for (int row = 0; row < past_->messages().rowCount(); ++row) {
            if (past_->messages().row(row).kind == RowKind::message)
                said += text(row);
        }
        return said;
    }

    std::uint64_t asked_ = 0;
    chat::HistoryAnchor anchor_;
    bool isTomHidden_ = false;
    std::unique_ptr<PastReader> past_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void PastReaderTest::init()
{
    asked_ = 0;
    isTomHidden_ = false;
    past_ = std::make_unique<PastReader>(
        [this](const chat::HistoryAnchor& anchor) {
            anchor_ = anchor;
            return client::SubmissionId{++asked_};
        },
        [this](const chat::Event& event) { return !isTomHidden_ || event.name != "Tom"; });
    tester_ = std::make_unique<QAbstractItemModelTester>(&past_->messages());
}

void PastReaderTest::aNumberIsOpenedWithWhatStandsBeforeIt()
{
    QSignalSpy opened(past_.get(), &PastReader::opened);
    past_->open(Seq{500});
    QVERIFY(past_->isOpening());
    tell();
    QVERIFY(!past_->isOpen()); // nothing is seen before it is all there
    tell();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<Seq>(), Seq{500});
    QCOMPARE(past_->messages().oldest(), Seq{490});
    QCOMPARE(past_->messages().newest(), Seq{509});
    const int row = past_->messages().rowOf(Seq{500});
    QCOMPARE(text(row), QStringLiteral("Ann: 500"));
    QCOMPARE(text(past_->messages().rowOf(Seq{497})), QStringLiteral("Tom: 498")); // 497 is void
    QCOMPARE(past_->messages().row(0).kind, RowKind::day);
    QVERIFY(past_->holds(Seq{490}) && !past_->holds(Seq{489}));
    QCOMPARE(past_->messages().unread(), 0);
    QCOMPARE(past_->messages().unreadRow(), -1);
}

void PastReaderTest::aTimeIsOpenedAtItsFirstEvent()
{
    QSignalSpy opened(past_.get(), &PastReader::opened);
    past_->open(WallTime{timeOf(499) + 1});
    tell();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<Seq>(), Seq{500});
}

void PastReaderTest::theBeginningIsTheEnd()
{
    openAt(1);
    QVERIFY(past_->isAtBeginning());
    QVERIFY(!past_->growBack());
    openAt(15);
    QVERIFY(!past_->isAtBeginning());
    QVERIFY(past_->growBack());
    QVERIFY(!past_->growBack()); // under way
    tell();
    QVERIFY(past_->isAtBeginning());
    QCOMPARE(past_->messages().oldest(), Seq{1});
}

void PastReaderTest::itGrowsBothWaysWithoutAGap()
{
    QSignalSpy back(past_.get(), &PastReader::grownBack);
    QSignalSpy on(past_.get(), &PastReader::grownOn);
    openAt(500);
    QVERIFY(past_->growBack());
    tell();
    QVERIFY(past_->growOn());
    tell();
    QCOMPARE(back.count(), 1);
    QCOMPARE(on.count(), 1);
    QStringList expected;
    for (int seq = 480; seq < 520; ++seq) {
        if (seq % 7 != 0)
            expected += QStringLiteral("%1: %2")
                            .arg(seq % 3 == 0 ? QStringLiteral("Tom") : QStringLiteral("Ann"))
                            .arg(seq);
    }
    QCOMPARE(said(), expected);
}

void PastReaderTest::itStaysBounded()
{
    openAt(2'000);
    const int most = static_cast<int>(PastReader::mostPages * pageEvents) + 1;
    for (int i = 0; i < 60; ++i) {
        QVERIFY(past_->growBack());
        tell();
        QVERIFY(past_->messages().rowCount() <= most);
    }
    QCOMPARE(past_->pages().size(), PastReader::mostPages);
    QCOMPARE(past_->messages().oldest(), Seq{1'390});
    QCOMPARE(past_->messages().newest(), Seq{1'889});
    for (int i = 0; i < 70; ++i) {
        QVERIFY(past_->growOn());
        tell();
        QVERIFY(past_->messages().rowCount() <= most);
    }
    QCOMPARE(past_->messages().newest(), Seq{2'589});
    QCOMPARE(past_->messages().oldest(), Seq{2'090});
    QCOMPARE(past_->messages().row(0).kind, RowKind::day);
    QCOMPARE(said().first(), QStringLiteral("Ann: 2090"));
    QVERIFY(past_->growBack());
    tell();
    QCOMPARE(said().first(), QStringLiteral("Ann: 2080"));
}

void PastReaderTest::whatIsLiveIsMet()
{
    QSignalSpy met(past_.get(), &PastReader::met);
    openAt(live.value - 30);
    while (met.isEmpty()) {
        QVERIFY(past_->growOn());
        tell();
    }
    QVERIFY(!met.first().first().value<std::optional<Seq>>());
    QVERIFY(next(past_->pages().back().events.back().seq) >= live);
}

void PastReaderTest::whatLiesBesideIsMetAtOnce()
{
    QSignalSpy met(past_.get(), &PastReader::met);
    QSignalSpy opened(past_.get(), &PastReader::opened);
    past_->open(Seq{live.value - 5});
    tell();
    QCOMPARE(opened.count(), 0);
    QCOMPARE(met.count(), 1);
    QCOMPARE(met.first().first().value<std::optional<Seq>>(), std::optional(Seq{live.value - 5}));
}

void PastReaderTest::aBrokenChainStandsInItsPlace()
{
    openAt(500);
    QVERIFY(past_->growBack());
    tell(ChainVerdict::broken);
    const int row = past_->messages().rowOf(Seq{490}) - 1;
    QCOMPARE(past_->messages().row(row).kind, RowKind::fork);
    QVERIFY(text(row).contains(QStringLiteral("#480")) && text(row).contains(QStringLiteral("#489")));
    QVERIFY(past_->growOn());
    tell(ChainVerdict::broken);
    const int below = past_->messages().rowOf(Seq{510}) - 1;
    QVERIFY(text(below).contains(QStringLiteral("#510")) && text(below).contains(QStringLiteral("#519")));
}

void PastReaderTest::whatIsRemovedIsGoneFromPagesToo()
{
    openAt(500);
    past_->handleRemoved(Seq{501}, "an advert");
    QVERIFY(past_->messages().row(past_->messages().rowOf(Seq{501})).isRemoved);
    for (const PastPage& page : past_->pages()) {
        for (const chat::PageEntry& entry : page.events) {
            const auto* const event = std::get_if<chat::Event>(&entry.record);
            QVERIFY(event == nullptr || event->text() != "501");
        }
    }
}

void PastReaderTest::whoIsIgnoredIsLeftOut()
{
    isTomHidden_ = true;
    openAt(500);
    QVERIFY(!said().isEmpty());
    QVERIFY(said().filter(QStringLiteral("Tom")).isEmpty());
    QCOMPARE(past_->messages().newest(), Seq{509});
}

void PastReaderTest::aLaterPlaceCounts()
{
    past_->open(Seq{500});
    const auto early = answer();
    past_->open(Seq{800});
    QVERIFY(!past_->handle(early, live));
    tell();
    tell();
    QCOMPARE(past_->messages().oldest(), Seq{790});
}

void PastReaderTest::refusedMeansNothingUnderWay()
{
    openAt(500);
    QVERIFY(past_->growBack());
    QVERIFY(!past_->handleRefused(client::SubmissionId{asked_ + 1}));
    QVERIFY(past_->handleRefused(client::SubmissionId{asked_}));
    QVERIFY(past_->growBack());
}

QTEST_GUILESS_MAIN(PastReaderTest)
#include "past_reader_test.moc"
