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
        QCOMPARE(questions.takeDue(at(0s))->id, page);
        QCOMPARE(questions.takeDue(at(0s))->id, members);
        QVERIFY(!questions.takeDue(at(0s)));
        questions.settle(page);
        QCOMPARE(questions.takeDue(at(0s))->id, search);
    }

    void isNotWokenForAQuestionOfThePastBehindAnother()
    {
        Questions questions;
        questions.add(page, chat::HistoryRequest{chat::BeforeEvent{Seq{9}}, 10});
        questions.add(search, chat::SearchRequest{"tea", {}, 10});
        questions.add(members, chat::WhoRequest{});
        questions.takeDue(at(0s));
        questions.postpone(page, at(1s));
        QCOMPARE(questions.deadline(), std::optional(at(1s)));
        QCOMPARE(questions.takeDue(at(0s))->id, search);
        QVERIFY(!questions.deadline());
        QCOMPARE(questions.takeDue(at(0s))->id, members);
        questions.postpone(members, at(5s));
        QCOMPARE(questions.deadline(), std::optional(at(5s)));

        QVERIFY(!questions.takeDue(at(2s)));
        QCOMPARE(questions.deadline(), std::optional(at(5s)));
        questions.settle(search);
        QCOMPARE(questions.deadline(), std::optional(at(1s)));
        QCOMPARE(questions.takeDue(at(2s))->id, page);
    }
};

QTEST_GUILESS_MAIN(QuestionsTest)
#include "questions_test.moc"
