// What waits to be asked, and when.
#include "protocol/client/questions.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;

namespace {

constexpr Instant at(Duration since)
{
    return Instant{1h} + since;
}

constexpr SubmissionId page{1};
constexpr SubmissionId search{2};
constexpr SubmissionId members{3};

} // namespace

class QuestionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksOneThingOfThePastAtATime()
    {
        Questions questions;
        questions.add(page, chat::HistoryRequest{chat::BeforeEvent{Seq{9}}, 10});
        questions.add(search, chat::SearchRequest{"tea", {}, 10});
        questions.add(members, chat::WhoRequest{});
        QCOMPARE(questions.takeDue(at(0s), Seq{9})->id, page);
        QCOMPARE(questions.takeDue(at(0s), Seq{9})->id, members);
        QVERIFY(!questions.takeDue(at(0s), Seq{9}));
        questions.settle(page);
        QCOMPARE(questions.takeDue(at(0s), Seq{9})->id, search);
    }

    void remembersHowFarTheLogReachedWhenItWasAsked()
    {
        Questions questions;
        questions.add(page, chat::HistoryRequest{chat::BeforeEvent{Seq{9}}, 10});
        questions.takeDue(at(0s), Seq{7});
        QCOMPARE(questions.find(page)->head, Seq{7});
        questions.postpone(page, at(1s));
        questions.takeDue(at(1s), Seq{8});
        QCOMPARE(questions.find(page)->head, Seq{8});
    }

    void isNotWokenForAQuestionOfThePastBehindAnother()
    {
        Questions questions;
        questions.add(page, chat::HistoryRequest{chat::BeforeEvent{Seq{9}}, 10});
        questions.add(search, chat::SearchRequest{"tea", {}, 10});
        questions.add(members, chat::WhoRequest{});
        questions.takeDue(at(0s), Seq{9});
        questions.postpone(page, at(1s));
        QCOMPARE(questions.deadline(), std::optional(at(1s)));
        QCOMPARE(questions.takeDue(at(0s), Seq{9})->id, search);
        QVERIFY(!questions.deadline());
        QCOMPARE(questions.takeDue(at(0s), Seq{9})->id, members);
        questions.postpone(members, at(5s));
        QCOMPARE(questions.deadline(), std::optional(at(5s)));

        QVERIFY(!questions.takeDue(at(2s), Seq{9}));
        QCOMPARE(questions.deadline(), std::optional(at(5s)));
        questions.settle(search);
        QCOMPARE(questions.deadline(), std::optional(at(1s)));
        QCOMPARE(questions.takeDue(at(2s), Seq{9})->id, page);
    }
};

QTEST_GUILESS_MAIN(QuestionsTest)
#include "questions_test.moc"
