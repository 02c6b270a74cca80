// The input as a person uses it: completion, what was sent before, and the search in that.
#include "client-cli/terminal/typing.h"

#include <QTest>

#include <memory>

using namespace hubbub::terminal;
using Kind = Key::Kind;

class TypingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tabGoesThroughWhatFits();
    void tabTellsWhatThereIsToChoose();
    void emojiCloseWithTheirColon();
    void arrowsRecallAndGiveBack();
    void altEnterMakesALine();
    void aSearchFindsTheYoungestFirst();
    void aSearchCanBeGivenUp();
    void anotherTextEndsASearch();

private:
    void press(Kind kind, bool isAlt = false)
    {
        Key key;
        key.kind = kind;
        key.isAlt = isAlt;
        typing_->handleKey(key);
    }
    void control(char letter)
    {
        Key key;
        key.kind = Kind::control;
        key.text = QLatin1Char(letter);
        typing_->handleKey(key);
    }
    void type(const char* text)
    {
        for (const QChar character : QString::fromUtf8(text)) {
            Key key;
            key.kind = Kind::text;
            key.text = character;
            typing_->handleKey(key);
        }
    }
    QString text() const { return typing_->editor().text(); }

    std::unique_ptr<Typing> typing_;
};

void TypingTest::init()
{
    typing_ = std::make_unique<Typing>([] {
        return hubbub::screen::CompletionWords{{QStringLiteral("Anna"), QStringLiteral("Andi")},
                                               {QStringLiteral("help"), QStringLiteral("who")}};
    });
}

void TypingTest::tabGoesThroughWhatFits()
{
    type("hello An");
    press(Kind::tab);
    QCOMPARE(text(), QStringLiteral("hello Anna "));
    press(Kind::tab);
    QCOMPARE(text(), QStringLiteral("hello Andi "));
    press(Kind::tab);
    QCOMPARE(text(), QStringLiteral("hello Anna "));
    typing_->take();
    type("/w");
    press(Kind::tab);
    QCOMPARE(text(), QStringLiteral("/who "));
}

void TypingTest::tabTellsWhatThereIsToChoose()
{
    type("An");
    QVERIFY(typing_->choices().list.isEmpty());
    press(Kind::tab);
    QCOMPARE(typing_->choices().list, (QStringList{QStringLiteral("Anna"), QStringLiteral("Andi")}));
    QCOMPARE(typing_->choices().chosen, 0);
    press(Kind::tab);
    QCOMPARE(typing_->choices().chosen, 1);
    type("x");
    QVERIFY(typing_->choices().list.isEmpty());
}

void TypingTest::emojiCloseWithTheirColon()
{
    type("well :smile:");
    QVERIFY(!text().contains(QLatin1String("smile")));
}

void TypingTest::arrowsRecallAndGiveBack()
{
    typing_->remember(QStringLiteral("one"));
    typing_->remember(QStringLiteral("two"));
    type("half");
    press(Kind::up);
    QCOMPARE(text(), QStringLiteral("two"));
    press(Kind::up);
    press(Kind::up);
    QCOMPARE(text(), QStringLiteral("one"));
    press(Kind::down);
    press(Kind::down);
    QCOMPARE(text(), QStringLiteral("half"));
}

void TypingTest::altEnterMakesALine()
{
    type("one");
    press(Kind::enter, true);
    type("two");
    QCOMPARE(text(), QStringLiteral("one\ntwo"));
    press(Kind::up);
    type("x");
    QCOMPARE(text(), QStringLiteral("onex\ntwo"));
}

void TypingTest::aSearchFindsTheYoungestFirst()
{
    for (const char* const line : {"the first", "other", "The second"})
        typing_->remember(QLatin1String(line));
    control('r');
    type("the");
    QVERIFY(typing_->isRecalling());
    QCOMPARE(text(), QStringLiteral("The second"));
    control('r');
    QCOMPARE(text(), QStringLiteral("other"));
    control('r');
    control('r');
    QCOMPARE(text(), QStringLiteral("the first"));
    press(Kind::enter);
    QVERIFY(!typing_->isRecalling());
    QCOMPARE(text(), QStringLiteral("the first"));
}

void TypingTest::aSearchCanBeGivenUp()
{
    typing_->remember(QStringLiteral("other"));
    type("mine");
    control('r');
    type("oth");
    QCOMPARE(text(), QStringLiteral("other"));
    press(Kind::escape);
    QCOMPARE(text(), QStringLiteral("mine"));
    QVERIFY(!typing_->isRecalling());
}

/// What is typed from there on belongs to that text, and is not shown as what is searched for.
void TypingTest::anotherTextEndsASearch()
{
    typing_->remember(QStringLiteral("other"));
    control('r');
    type("oth");
    typing_->setText({});
    QVERIFY(!typing_->isRecalling());
    QVERIFY(typing_->recallWords().isEmpty());
    type("mine");
    QCOMPARE(text(), QStringLiteral("mine"));
}

QTEST_APPLESS_MAIN(TypingTest)
#include "typing_test.moc"
