// Who is spoken to: names as words, Chinese names anywhere, none in the address of a page.
#include "protocol/screen/mention.h"

#include <QTest>

using hubbub::screen::mentions;

class MentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsNames_data();
    void findsNames();
};

void MentionTest::findsNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* title, const char* text, const char* name, bool found) {
        QTest::newRow(title) << QString::fromUtf8(text) << QString::fromUtf8(name) << found;
    };
    row("a word", "is Ann here?", "Ann", true);
    row("at the ends", "Ann", "Ann", true);
    row("in either case", "hello ANN!", "Ann", true);
    row("with an at", "@ann: look", "Ann", true);
    row("with an 's", "Ann's idea", "Ann", true);
    row("not within a word", "a planned annual meeting", "Ann", false);
    row("not before an underscore", "ann_2 is another one", "Ann", false);
    row("not before a digit", "ann2 is another one", "Ann", false);
    row("not below an accent", "Ann\xcc\x83o", "Ann", false);
    row("behind a word that has it", "annual, Ann", "Ann", true);
    row("between Chinese", "小红和Ann都来了", "Ann", true);
    row("accented letters", "bonjour É́va", "É́va", true);
    row("of two words", "thank you, Anna Lee.", "anna lee", true);
    row("that ends in a sign", "C++!", "C++", true);
    row("Cyrillic", "Привет, иван!", "Иван", true);
    row("within Cyrillic", "Иванов", "Иван", false);
    row("Chinese anywhere", "今天小明来吗", "小明", true);
    row("Chinese with an at", "@小明你好", "小明", true);
    row("another Chinese name", "今天小红来吗", "小明", false);
    row("a number behind Chinese", "小明2来了", "小明2", true);
    row("not with a longer number", "小明22来了", "小明2", false);
    row("one character within words", "我们明天见", "明", false);
    row("one character by itself", "明，你好", "明", true);
    row("one character with an at", "@明你好", "明", true);
    row("beyond the basic plane", "你好𠮷田", "𠮷田", true);
    row("Korean with its ending", "민수야 안녕", "민수", true);
    row("emoji in the name", "hi Tom🎉!", "Tom🎉", true);
    row("not in an address", "see https://example.org/ann/page", "Ann", false);
    row("not in an address without scheme", "see www.ann.example", "Ann", false);
    row("behind an address", "https://example.org/ann ann", "Ann", true);
    row("behind an address and a Chinese comma", "https://example.org/x，小明看看", "小明", true);
    row("not in one's own link", "hubbub://ann.example:7788", "Ann", false);
    row("no name", "anything", "", false);
}

void MentionTest::findsNames()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QTEST(mentions(text, name), "found");
}

QTEST_APPLESS_MAIN(MentionTest)
#include "mention_test.moc"
