#include "protocol/link/path_validation.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::link;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

const Path candidate{IpAddress::v4(1), {IpAddress::v4(2), 3}};
const Path other{IpAddress::v4(1), {IpAddress::v4(2), 4}};
constexpr std::size_t challenge = 42;

} // namespace

class PathValidationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void challengesAreDueAtOnceAndAfterOneAndTwoSeconds();
    void challengesHeldUpDoNotGoOutTogether();
    void noMoreThanThreeTimesWhatCameIsSent();
    void onlyTheSameBytesFromTheCandidateAreAnAnswer();
    void everyValidationHasItsOwnBytes();
};

void PathValidationTest::challengesAreDueAtOnceAndAfterOneAndTwoSeconds()
{
    test::SeededEntropy entropy(1);
    PathValidation validation(at(0s), candidate, entropy);
    validation.received(1000);
    for (const Duration due : {0s, 1s, 2s}) {
        if (due > 0s)
            QVERIFY(!validation.isChallengeDue(at(due) - 1us));
        QVERIFY(validation.isChallengeDue(at(due)));
        QVERIFY(!validation.isOver(at(due)));
        QVERIFY(validation.takeChallenge(at(due), challenge));
        QVERIFY(!validation.isChallengeDue(at(due)));
        QCOMPARE(validation.deadline(at(due)), at(due + 1s));
    }
    QVERIFY(!validation.isChallengeDue(at(1h)));
    QVERIFY(!validation.isOver(at(3s) - 1us));
    QVERIFY(validation.isOver(at(3s)));
}

void PathValidationTest::challengesHeldUpDoNotGoOutTogether()
{
    test::SeededEntropy entropy(1);
    PathValidation validation(at(0s), candidate, entropy);
    validation.received(1000);
    QVERIFY(validation.takeChallenge(at(2s), challenge));
    QVERIFY(!validation.isChallengeDue(at(3s) - 1us));
    QVERIFY(validation.isChallengeDue(at(3s)));

    const PathValidation blocked(at(0s), candidate, entropy);
    QVERIFY(blocked.isChallengeDue(at(2s)));
    QVERIFY(!blocked.isOver(at(3s) - 1us));
    QVERIFY2(blocked.isOver(at(3s)), "also when none could be sent");
}

void PathValidationTest::noMoreThanThreeTimesWhatCameIsSent()
{
    test::SeededEntropy entropy(1);
    PathValidation validation(at(0s), candidate, entropy);
    validation.received(32);
    QVERIFY(validation.takeChallenge(at(0s), challenge));
    QVERIFY(validation.takeChallenge(at(0s), challenge));
    QVERIFY2(!validation.takeChallenge(at(0s), challenge), "126 bytes are more than three times 32");
}

void PathValidationTest::onlyTheSameBytesFromTheCandidateAreAnAnswer()
{
    test::SeededEntropy entropy(1);
    const PathValidation validation(at(0s), candidate, entropy);
    wire::PingBytes wrong = validation.bytes();
    wrong.bytes[7] ^= 1U;
    QVERIFY(validation.isAnsweredBy(validation.bytes(), candidate));
    QVERIFY(!validation.isAnsweredBy(validation.bytes(), other));
    QVERIFY(!validation.isAnsweredBy(wrong, candidate));
}

void PathValidationTest::everyValidationHasItsOwnBytes()
{
    test::SeededEntropy entropy(1);
    const PathValidation first(at(0s), candidate, entropy);
    const PathValidation second(at(0s), candidate, entropy);
    QVERIFY(first.bytes() != second.bytes());
}

QTEST_APPLESS_MAIN(PathValidationTest)
#include "path_validation_test.moc"
