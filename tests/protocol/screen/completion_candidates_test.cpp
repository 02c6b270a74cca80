// The list of what the word before the cursor could become, and the emoji that a closing colon makes.
#include "protocol/screen/completion_candidates.h"

#include <QTest>

using namespace hubbub::screen;

namespace {

const CompletionWords words{{QStringLiteral("小明"), QStringLiteral("Tom")},
                            {QStringLiteral("away"), QStringLiteral("announce")}};

Candidates candidatesAtEnd(const QString& text)
{
    return candidatesFor({text, text.size()}, words);
}

QStringList shown(const Candidates& found)
{
    QStringList texts;
    for (const Candidate& candidate : found.list)
        texts += candidate.shown;
    return texts;
}

} // namespace

class CompletionCandidatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSlashOffersTheCommands();
    void whatBeginsSoComesBeforeWhatHoldsIt();
    void theEmojiItselfIsInserted();
    void whatStandsBehindTheCursorStays();
    void theClosingColonMakesTheEmoji_data();
    void theClosingColonMakesTheEmoji();
};

void CompletionCandidatesTest::aSlashOffersTheCommands()
{
    const Candidates found = candidatesAtEnd(QStringLiteral("/"));
    QCOMPARE(found.kind, Candidates::Kind::command);
    QCOMPARE(found.from, 0);
    QCOMPARE(shown(found), QStringList({QStringLiteral("/away"), QStringLiteral("/announce")}));
    QVERIFY(candidatesAtEnd(QStringLiteral("//")).list.isEmpty());
}

void CompletionCandidatesTest::whatBeginsSoComesBeforeWhatHoldsIt()
{
    const QStringList texts = shown(candidatesAtEnd(QStringLiteral("so :heart")));
    QCOMPARE(texts.first(), QStringLiteral(":heart:"));
    QVERIFY(texts.indexOf(QStringLiteral(":heartbeat:")) < texts.indexOf(QStringLiteral(":blue_heart:")));
    QVERIFY(texts.contains(QStringLiteral(":blue_heart:")));
}

void CompletionCandidatesTest::theEmojiItselfIsInserted()
{
    const Candidates found = candidatesAtEnd(QStringLiteral("so :tada"));
    QCOMPARE(found.kind, Candidates::Kind::emoji);
    QCOMPARE(found.from, 3);
    QCOMPARE(found.list.first().inserted, QStringLiteral("🎉"));
}

void CompletionCandidatesTest::whatStandsBehindTheCursorStays()
{
    const CompletedText typed{QStringLiteral("hi To!"), 5};
    const Candidates found = candidatesFor(typed, words);
    QCOMPARE(withCandidate(typed, found, found.list.first()), (CompletedText{QStringLiteral("hi Tom !"), 7}));
}

void CompletionCandidatesTest::theClosingColonMakesTheEmoji_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("made");
    QTest::newRow("a name") << QStringLiteral(":smile:") << QStringLiteral("😄");
    QTest::newRow("behind words") << QStringLiteral("hi :+1:") << QStringLiteral("hi 👍");
    QTest::newRow("behind Chinese words") << QStringLiteral("你好:smile:") << QStringLiteral("你好😄");
    QTest::newRow("one after the other") << QStringLiteral("😄:tada:") << QStringLiteral("😄🎉");
    QTest::newRow("unknown") << QStringLiteral(":nothing_like_it:") << QString();
    QTest::newRow("no name") << QStringLiteral("::") << QString();
    QTest::newRow("a time") << QStringLiteral("1:100:") << QString();
    QTest::newRow("code") << QStringLiteral("std::tada:") << QString();
}

void CompletionCandidatesTest::theClosingColonMakesTheEmoji()
{
    QFETCH(QString, typed);
    QFETCH(QString, made);
    const auto result = withEmojiClosed({typed, typed.size()});
    QCOMPARE(result.has_value(), !made.isEmpty());
    if (result)
        QCOMPARE(*result, (CompletedText{made, made.size()}));
}

QTEST_APPLESS_MAIN(CompletionCandidatesTest)
#include "completion_candidates_test.moc"
