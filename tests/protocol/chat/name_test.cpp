// What a legal name is. When two of them clash is told in name_keys_test.
#include "protocol/base/limits.h"
#include "protocol/chat/name.h"
#include "protocol/chat/text.h"
#include "protocol/chat/utf8.h"
#include "tests/protocol/wire/dice.h"

#include <QTest>

namespace hubbub::chat {

namespace {

std::string repeated(std::string_view piece, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += piece;
    return text;
}

std::string ofText(const QByteArray& bytes)
{
    return bytes.toStdString();
}

} // namespace

class NameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theseAreNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {
                 "小明",    "諸葛亮",  "二〇二四",   "𠮷野家",    "欧阳·修",  "李·Smith",  "ㄅㄆㄇ漢abc",
                 "たろう",  "タロー",  "山田タロウ", "Taro太郎",  "々木",     "민수",      "金민수",
                 "Kim민수", "Алиса",   "Ольга-2",    "Ўткир",     "Ελένη",    "Σίσυφος",   "Ἀχιλλεύς",
                 "Հայկ",    "ნინო",    "Ⴂეორგი",     "علي",       "محمد_٢",   "علي2",      "دِيمَا",
                 "פרח",     "שָׁלוֹם",    "दीपक",       "क्षितिज",    "রহিম",     "ਗੁਰੂ",        "தமிழ்",
                 "తెలుగు",   "ಕನ್ನಡ",    "മലയാളം",     "සිංහල",      "สมชาย",    "น้ำ",        "ລາວ",
                 "မြန်မာ",   "ខ្មែរ",    "བོད",         "Nguyễn",    "Đặng",     "ኢትዮጵያ",     "ᏣᎳᎩ",
                 "Zoë",     "Łukasz",  "Çağrı",      "İrem",      "ırmak",    "straße",    "STRAẞE",
                 "Þór",     "ʻOkina",  "ŋ",          "O'Brien",   "jean-luc", "j.r.r",     "snake_case",
                 "tom7",    "7",       "x",          "-x-",       "ﬁn",       "ａｂｃ",    "𝐦𝐚𝐭𝐡",
                 "modem",   "Adm1ral", "sysadmin",   "the_admin", "小管理员", "leftovers",
             })
            QTest::newRow(name) << QByteArray(name);
    }
    void theseAreNames()
    {
        QFETCH(const QByteArray, name);
        const auto parsed = Name::parse(ofText(name));
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().text.c_str());
        QCOMPARE(QByteArray::fromStdString(parsed->text()), name);
        QVERIFY(parsed->keys() == nameKeysOf(parsed->text()));
    }

    void aNameIsKeptInNfc_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("Latin") << QByteArray("Zoe\u0308") << QByteArray("Zo\u00eb");
        QTest::newRow("Vietnamese") << QByteArray("Nguye\u0302\u0303n") << QByteArray("Nguy\u1ec5n");
        QTest::newRow("Vietnamese, other order") << QByteArray("La\u0323\u0306p") << QByteArray("L\u1eb7p");
        QTest::newRow("Hangul") << QByteArray("\u1106\u1175\u11ab\u1109\u116e") << QByteArray("\ubbfc\uc218");
        QTest::newRow("Kana") << QByteArray("\u304b\u3099") << QByteArray("\u304c");
        QTest::newRow("Angstrom") << QByteArray("\u212bke") << QByteArray("\u00c5ke");
        QTest::newRow("ano teleia") << QByteArray("\u03b1\u0387\u03b2") << QByteArray("\u03b1\u00b7\u03b2");
        QTest::newRow("Devanagari stays in two") << QByteArray("\u0958") << QByteArray("\u0915\u093c");
    }
    void aNameIsKeptInNfc()
    {
        QFETCH(const QByteArray, typed);
        QFETCH(const QByteArray, kept);
        const auto parsed = Name::parse(ofText(typed));
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().text.c_str());
        QCOMPARE(QByteArray::fromStdString(parsed->text()), kept);
        QVERIFY(parsed->keys() == Name::parse(ofText(kept))->keys());
    }

    void theseAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* what, const QByteArray& name, const char* reason) {
            QTest::newRow(what) << name << QByteArray(reason);
        };
        row("empty", "", "is needed");
        row("not UTF-8", "ab\xff", "UTF-8");
        row("a surrogate in UTF-8", "\xed\xa0\x80", "UTF-8");
        row("a space", "Li Lei", "spaces");
        row("spaces only", "   ", "spaces");
        row("an ideographic space", "李\u3000雷", "spaces");
        row("a no-break space", "李\u00a0雷", "spaces");
        row("a newline", "a\nb", "spaces");
        row("a tab", "a\tb", "spaces");
        row("a line separator", "a\u2028b", "spaces");
        row("an escape", "a\x1b[31m", "control characters (U+001B)");
        row("a NUL", QByteArray("a\0b", 3), "control characters (U+0000)");
        row("a C1 control", "a\u009bb", "control characters (U+009B)");
        row("delete", "a\u007fb", "control characters (U+007F)");
        row("a zero-width space", "a\u200bb", "invisible characters (U+200B)");
        row("a zero-width joiner", "a\u200db", "invisible characters (U+200D)");
        row("a zero-width non-joiner", "می\u200cخواهم", "invisible characters (U+200C)");
        row("a right-to-left override", "a\u202eb", "invisible characters (U+202E)");
        row("an isolate", "\u2067a\u2069", "invisible characters (U+2067)");
        row("a byte order mark", "\ufeffa", "invisible characters (U+FEFF)");
        row("a soft hyphen", "a\u00adb", "invisible characters (U+00AD)");
        row("a variation selector", "葛\U000e0100", "invisible characters (U+E0100)");
        row("a Hangul filler", "a\u3164", "invisible characters (U+3164)");
        row("a tag", "a\U000e0061", "invisible characters (U+E0061)");
        row("a combining grapheme joiner", "a\u034fb", "invisible characters (U+034F)");
        row("an emoji", "tom😀", "symbols or emoji such as “😀”");
        row("a flag", "🇨🇳", "symbols or emoji");
        row("a keycap", "1\u20e3", "symbols or emoji");
        row("a currency", "$tom", "symbols or emoji such as “$”");
        row("an operator", "a+b", "symbols or emoji");
        row("a modifier symbol", "a^b", "symbols or emoji");
        row("an at sign", "@tom", "“@”");
        row("a hash", "#1", "“#”");
        row("a slash", "/who", "“/”");
        row("a colon", "tom:", "“:”");
        row("a full-width colon", "小明：你好", "“：”");
        row("a comma", "a,b", "“,”");
        row("a typographic apostrophe", "O’Brien", "only - _ . ' and ·");
        row("a katakana dot", "ジョン・スミス", "“・”");
        row("a Braille blank", "\u2800", "symbols or emoji");
        row("a fraction", "½", "digits only, not “½”");
        row("a superscript", "x²", "digits only");
        row("a Roman numeral", "Ⅷ", "digits only");
        row("a circled number", "①", "digits only");
        row("private use", "\ue000", "U+E000, which is no assigned character");
        row("unassigned", "a\u0378", "U+0378");
        row("a noncharacter", "a\ufffe", "U+FFFE");
        row("punctuation only", "-_-", "at least one letter or digit");
        row("a dot", ".", "at least one letter or digit");
        row("a mark only", "\u0301", "begin with a combining mark (U+0301)");
        row("a mark first", "\u0301a", "begin with a combining mark");
        row("a vowel sign first", "\u093eक", "begin with a combining mark");
        row("Zalgo", "e\u0335\u0321\u0353\u0300\u0301\u0302", "more than 4 marks");
        row("33 letters", repeated("x", 33).c_str(), "at most 32 characters and 96 bytes");
        row("33 ideographs", repeated("明", 33).c_str(), "at most 32 characters and 96 bytes");
        row("100 bytes", repeated("𠮷", 25).c_str(), "at most 32 characters and 96 bytes");
        row("a whole text", repeated("x", 20'000).c_str(), "at most 32 characters and 96 bytes");
        row("Latin with a Cyrillic а", "\u0430dmin", "mix scripts");
        row("Latin with a Greek ο", "t\u03bfm", "mix scripts");
        row("Cyrillic with Latin", "Алиcа", "mix scripts");
        row("Latin with Arabic", "tomعلي", "mix scripts");
        row("Hangul with Kana", "민た", "mix scripts");
        row("Bopomofo with Kana", "ㄅた", "mix scripts");
        row("Han with Cyrillic", "明а", "mix scripts");
        row("digits of two systems", "1\u0662", "mix digits");
        row("the same mark twice", "e\u0301\u0301x", "same mark twice");
        row("a second dot on an i", "i\u0307ris", "disappear");
        row("the admin's line", "管理员消息", "room's own lines");
        row("the admin's line within", "某管理员消息某", "room's own lines");
        row("the admin's line in other characters", "大管理員訊息", "room's own lines");
        row("a join", "小明进入了聊天室", "room's own lines");
        row("a leave", "小明退出了聊天室", "room's own lines");
        row("a lost link", "连接中断", "room's own lines");
        row("a lost link, dotted", "连.接.中.断", "room's own lines");
        row("joined the", "tom_joined_the_room", "room's own lines");
        row("left the, full-width", "ｔｏｍ.ＬＥＦＴ.ｔｈｅ.ｒｏｏｍ", "room's own lines");
        row("the admin", "admin", "begin with “admin”");
        row("the admin, in capitals", "ADMIN", "begin with “admin”");
        row("the administrator", "Administrator", "begin with “admin”");
        row("the admin, full-width", "ａｄｍｉｎ", "begin with “admin”");
        row("the admin, mathematical", "𝐚𝐝𝐦𝐢𝐧", "begin with “admin”");
        row("the admin, dotless", "adm\u0131n", "begin with “admin”");
        row("the admin, full-width and dotless", "ａdm\u0131n", "begin with “admin”");
        row("the admin, behind a dot", ".admin", "begin with “admin”");
        row("the admin, hyphened", "ad-min", "begin with “admin”");
        row("the admin, in Chinese", "管理员", "begin with “admin” or “管理员”");
        row("the admin, in other characters", "管理員小明", "begin with “admin” or “管理员”");
    }
    void theseAreRefusedWithTheReason()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, reason);
        const auto parsed = Name::parse(ofText(name));
        QVERIFY(!parsed);
        QVERIFY(parsed.error().code == RefusalCode::nameIllegal);
        QVERIFY2(QByteArray::fromStdString(parsed.error().text).contains(reason),
                 parsed.error().text.c_str());
        QVERIFY(isValidUtf8(parsed.error().text));
        QVERIFY(parsed.error().text.ends_with('.'));
        QVERIFY(!parsed.error().retryAfter);
    }

    void theLimitsAreReached()
    {
        QVERIFY(Name::parse(repeated("x", 32)));
        QVERIFY(Name::parse(repeated("明", 32)));
        QVERIFY(Name::parse(repeated("𠮷", 24)));
        QVERIFY(!Name::parse(repeated("𠮷", 24) + "x"));
        // 32 syllables of Hangul typed as conjoining letters: 288 bytes that become 96.
        QVERIFY(Name::parse(repeated("\u1106\u1175\u11ab", 32)));
        QVERIFY(!Name::parse(repeated("\u1106\u1175\u11ab", 33)));
        // A character with its marks counts once.
        QVERIFY(Name::parse(repeated("x\u0323", 32)));
        QVERIFY(Name::parse("e\u0335\u0321\u0353\u0302"));
    }

    void anyBytesGetAnAnswer()
    {
        test::Dice dice(31);
        int legal = 0;
        for (int i = 0; i < 3000; ++i) {
            std::string text;
            const bool letters = dice.coin();
            for (auto count = dice.below(12); count > 0; --count)
                appendUtf8(text, static_cast<char32_t>(letters ? dice.between(0x21, 0x6ff)
                                                               : dice.between(0x21, 0x1ffff)));
            if (dice.below(4) == 0)
                text.resize(dice.below(text.size() + 1));
            const auto parsed = Name::parse(text);
            if (!parsed) {
                QVERIFY(!parsed.error().text.empty());
                continue;
            }
            ++legal;
            const auto again = Name::parse(parsed->text());
            QVERIFY(again.has_value());
            QVERIFY(again->text() == parsed->text());
            QVERIFY(again->keys() == parsed->keys());
            QVERIFY(printable(parsed->text()) == parsed->text());
        }
        QVERIFY(legal > 30);
    }

    void aVariationIsALegalNameOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<unsigned>("n");
        QTest::addColumn<QByteArray>("variation");
        const auto row = [](const char* what, const std::string& name, unsigned n,
                            const std::string& variation) {
            QTest::newRow(what) << QByteArray::fromStdString(name) << n
                                << QByteArray::fromStdString(variation);
        };
        row("a Chinese name", "小明", 2, "小明2");
        row("the tenth", "tom", 10, "tom10");
        row("behind a digit", "tom7", 2, "tom7_2");
        row("Arabic digits", "علي٢", 3, "علي٢_٣");
        row("Arabic without digits", "علي", 2, "علي2");
        row("as many characters as may be", repeated("x", 32), 2, repeated("x", 31) + "2");
        row("as many bytes as may be", repeated("𠮷", 24), 12, repeated("𠮷", 23) + "12");
        row("with marks", repeated("x\u0323", 32), 2, repeated("x\u0323", 31) + "2");
        row("long and behind a digit", repeated("9", 32), 2, repeated("9", 30) + "_2");
    }
    void aVariationIsALegalNameOfItsOwn()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const unsigned, n);
        QFETCH(const QByteArray, variation);
        const auto made = nameVariation(*Name::parse(ofText(name)), n);
        QCOMPARE(QByteArray::fromStdString(made), variation);
        QVERIFY(Name::parse(made));
    }

    void variationsDiffer()
    {
        const auto name = *Name::parse(repeated("9", 32));
        std::vector<NameKeys> seen{name.keys()};
        for (unsigned n = 2; n < 60; ++n) {
            const auto keys = Name::parse(nameVariation(name, n))->keys();
            for (const auto& other : seen)
                QVERIFY(keys.fold != other.fold && keys.lookalike != other.lookalike);
            seen.push_back(keys);
        }
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::NameTest)
#include "name_test.moc"
