#include "protocol/chat/name.h"

#include <QTest>

namespace hubbub::chat {

namespace {

enum class Clash { none, fold, lookalikeOnly };

Clash clashOf(const NameKeys& a, const NameKeys& b)
{
    if (a.fold == b.fold)
        return Clash::fold;
    return a.lookalike == b.lookalike ? Clash::lookalikeOnly : Clash::none;
}

} // namespace

class NameKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesClashAsTheyShould_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<int>("expected");
        const auto rows = [](const char* what, Clash clash,
                             std::initializer_list<std::pair<const char*, const char*>> pairs) {
            for (const auto& [one, other] : pairs)
                QTest::addRow("%s: %s %s", what, one, other)
                    << QByteArray(one) << QByteArray(other) << int(clash);
        };
        rows("the same to readers", Clash::fold,
             {
                 {"tom", "TOM"},
                 {"tom", "ｔｏｍ"},
                 {"tom", "ＴＯＭ"},
                 {"tom", "𝐭𝐨𝐦"},
                 {"tom", "𝓣𝓸𝓶"},
                 {"Zo\u00eb", "ZOE\u0308"},
                 {"Nguy\u1ec5n", "nguye\u0302\u0303n"},
                 {"straße", "STRASSE"},
                 {"straße", "STRAẞE"},
                 {"ﬁn", "fin"},
                 {"ﬃ", "FFI"},
                 {"σίσυφος", "ΣΊΣΥΦΟΣ"},
                 {"ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"},
                 {"алиса", "АЛИСА"},
                 {"Iris", "iris"},
                 {"カタカナ", "ｶﾀｶﾅ"},
                 {"ガ", "ｶﾞ"},
                 {"민수", "\u1106\u1175\u11ab\u1109\u116e"},
                 {"\u212bke", "åke"},
                 {"\u0132ssel", "ijssel"},
                 {"金", "\uf90a"},
                 {"ـعلي٢", "ـعلي٢"},
                 {"ﻋﻠﻲ", "علي"},
                 {"tom2", "ｔｏｍ２"},
                 {"Ꭰ", "ꭰ"},
             });
        rows("the same to the eye", Clash::lookalikeOnly,
             {
                 {"Тор", "Top"},
                 {"Тор", "TOP"},
                 {"Ѕаѕһа", "Sasha"},
                 {"ѕсоре", "scope"},
                 {"ІВМ", "IBM"},
                 {"ІО", "IO"},
                 {"ΒΕΤΑ", "BETA"},
                 {"Αθηνα", "Aθηνα"},
                 {"ΟΙΚΟΝ", "OIKON"},
                 {"ο", "o"},
                 {"о", "o"},
                 {"ՕՕ", "OO"},
                 {"ırmak", "irmak"},
                 {"ｍıke", "mike"},
                 {"ａｄｍıｎ", "admin"},
                 {"O'Brien", "O\u02bcBrien"},
                 {"ǀris", "lris"},
                 {"x1", "x\u0661"},
                 {"modem", "mod\u0435m"},
                 {"ᎪᏢ", "AP"},
                 {"口", "ロ"},
                 {"力", "カ"},
                 {"一", "ー"},
                 {"\u00f6l", "\u04e7l"},
                 {"раураl", "paypal"},
                 {"علي", "على"},
             });
        rows("distinct", Clash::none,
             {
                 {"Iris", "lris"},   {"Iris", "1ris"},     {"lris", "1ris"},     {"modern", "modem"},
                 {"tom0", "tomo"},   {"tom0", "tomO"},     {"100", "l00"},       {"100", "1OO"},
                 {"B0B", "BOB"},     {"corn", "com"},      {"小明", "小名"},     {"小明", "大明"},
                 {"己", "已"},       {"resume", "résumé"}, {"Muller", "Müller"}, {"ö", "o"},
                 {"алиса", "олеся"}, {"민수", "민주"},     {"か", "が"},         {"あ", "ア"},
                 {"tom", "tom2"},    {"to-m", "to_m"},     {"to.m", "tom"},
             });
    }
    void namesClashAsTheyShould()
    {
        QFETCH(const QByteArray, one);
        QFETCH(const QByteArray, other);
        QFETCH(const int, expected);
        const auto keys = nameKeysOf(one.toStdString());
        const auto otherKeys = nameKeysOf(other.toStdString());
        const auto shown =
            keys.fold + " " + keys.lookalike + " / " + otherKeys.fold + " " + otherKeys.lookalike;
        QVERIFY2(int(clashOf(keys, otherKeys)) == expected, shown.c_str());
    }

    // The exemptions of docs/PROTOCOL.md, section 9, in the key itself.
    void theExemptionsShowInTheKey_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("lookalike");
        const auto row = [](const char* name, const char* lookalike) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(lookalike);
        };
        row("l", "l");
        row("L", "l");
        row("I", "i");
        row("1", "1");
        row("0", "0");
        row("O", "o");
        row("m", "m");
        row("M", "m");
        row("rn", "rn");
        row("Ι", "i");
        row("І", "i");
        row("１", "1");
        row("𝟎", "0");
        row("𝐦", "m");
        row("〇", "o");
    }
    void theExemptionsShowInTheKey()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, lookalike);
        QCOMPARE(QByteArray::fromStdString(nameKeysOf(name.toStdString()).lookalike), lookalike);
    }

    void aKeyFoldedAgainStaysWhatItIs()
    {
        for (const char* name : {"ẞΣΊΣΥΦΟΣ", "ﬃ", "ᾳͅ", "Ⅷ", "İ", "ǰ", "㎓", "ﷺ", "\u1e9b\u0323"}) {
            const auto fold = nameKeysOf(name).fold;
            QCOMPARE(nameKeysOf(fold).fold, fold);
        }
    }

    void reservedWordsAreKnownByBothKeys()
    {
        const ReservedNames reserved({"Bot", "客服"});
        for (const char* name : {"server", "SERVER", "ｓｅｒｖｅｒ", "ѕеrvеr", "System", "everyone", "here",
                                 "all", "系统", "服务器", "所有人", "bot", "BOT", "вот", "ВОТ", "客服"})
            QVERIFY2(reserved.contains(nameKeysOf(name)) == (std::string_view(name) != "вот"), name);
        for (const char* name : {"servers", "tom", "al1", "aII", "系统员", "bo", "bott"})
            QVERIFY2(!reserved.contains(nameKeysOf(name)), name);
        QVERIFY(!ReservedNames({}).contains(nameKeysOf("bot")));
    }

    void theVersionNamesUnicodeAndIcu()
    {
        QVERIFY(QByteArray(unicodeVersion().data()).contains("unicode "));
        QVERIFY(QByteArray(unicodeVersion().data()).contains("icu "));
    }

    void keysOfAnyBytesCanBeMade()
    {
        QVERIFY(!nameKeysOf("\xff\xfe").fold.empty());
        QVERIFY(nameKeysOf("").fold.empty());
        QVERIFY(nameKeysOf("").lookalike.empty());
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::NameKeysTest)
#include "name_keys_test.moc"
