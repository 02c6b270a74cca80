// The table of emoji: found by name, and well-formed from end to end.
#include "protocol/chat/text.h"
#include "protocol/chat/unicode.h"
#include "protocol/screen/emoji_names.h"

#include <QTest>

#include <algorithm>

using namespace hubbub;
using namespace hubbub::screen;

class EmojiNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emojiAreFoundByName();
    void namesAreSortedAndUnique();
    void namesAreWellFormed();
    void everyEntryIsOneCharacterToPeople();
};

void EmojiNamesTest::emojiAreFoundByName()
{
    QCOMPARE(emojiNamed("smile"), std::string_view("😄"));
    QCOMPARE(emojiNamed("+1"), std::string_view("👍"));
    QVERIFY(emojiNamed("smil").empty());
    QVERIFY(emojiNamed("").empty());
    QVERIFY(emojiNamed("~").empty());
}

void EmojiNamesTest::namesAreSortedAndUnique()
{
    QVERIFY(emojiNames().size() > 500);
    const auto wrong = std::ranges::adjacent_find(emojiNames(), std::greater_equal{}, &EmojiName::name);
    QVERIFY2(wrong == emojiNames().end(), wrong == emojiNames().end() ? "" : wrong->name.data());
}

void EmojiNamesTest::namesAreWellFormed()
{
    for (const EmojiName& entry : emojiNames()) {
        QVERIFY(!entry.name.empty());
        const bool isWellFormed = std::ranges::all_of(entry.name, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
                || std::string_view("_+-").find(letter) != std::string_view::npos;
        });
        QVERIFY2(isWellFormed, entry.name.data());
    }
}

void EmojiNamesTest::everyEntryIsOneCharacterToPeople()
{
    for (const EmojiName& entry : emojiNames()) {
        QVERIFY2(chat::isValidUtf8(entry.emoji), entry.name.data());
        QVERIFY2(chat::unicode::graphemeEnds(entry.emoji).size() == 1, entry.name.data());
    }
}

QTEST_APPLESS_MAIN(EmojiNamesTest)
#include "emoji_names_test.moc"
