#include "protocol/base/limits.h"
#include "protocol/chat/text.h"
#include "protocol/chat/utf8.h"
#include "tests/protocol/wire/dice.h"

#include <QStringDecoder>
#include <QTest>

namespace hubbub::chat {

namespace {

QByteArray qt(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

std::string randomBytes(test::Dice& dice)
{
    // Bytes that begin, go on with and break off characters, so that ill-formed ones come in every form.
    constexpr std::string_view pieces =
        "a\n\r\t\x1b\x7f\x80\xbf\xc0\xc2\xe0\xe2\xed\xef\xf0\xf4\xf8\xff\xa0\xa9\x8f\x90";
    std::string text;
    for (auto count = dice.below(12); count > 0; --count)
        text.push_back(pieces[dice.below(pieces.size())]);
    return text;
}

} // namespace

class TextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextIsCleaned_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("clean");
        const auto row = [](const char* what, const QByteArray& text, const QByteArray& clean) {
            QTest::newRow(what) << text << clean;
        };
        row("plain", "hello", "hello");
        row("Chinese", "大家好！", "大家好！");
        row("one byte", "x", "x");
        row("lines and tabs", "a\n\tb\n", "a\n\tb\n");
        row("CR LF", "a\r\nb\r\n", "a\nb\n");
        row("CR alone", "a\rb", "ab");
        row("CR CR LF", "a\r\r\nb", "a\nb");
        row("next line", "a\u0085b", "a\nb");
        row("line and paragraph separators", "a\u2028b\u2029c", "a\nb\nc");
        row("vertical tab and form feed", "a\vb\fc", "a\nb\nc");
        row("NUL", QByteArray("a\0b", 3), "ab");
        row("an escape sequence", "a\x1b[31mb", "a[31mb");
        row("a C1 control sequence", "a\u009b31mb", "a31mb");
        row("delete",
            "a\x7f"
            "b",
            "ab");
        row("bidi controls", "\u202ea\u202c\u2067b\u2069\u200e\u200f\u061cc", "abc");
        row("emoji with joiners", "👩\u200d💻\ufe0f", "👩\u200d💻\ufe0f");
        row("a byte order mark", "\ufeffa", "\ufeffa");
        row("private use", "\ue000", "\ue000");
        row("white space around", "  a  ", "  a  ");
        row("Arabic", "مرحبا", "مرحبا");
    }
    void aTextIsCleaned()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, clean);
        const auto result = cleanText(text.toStdString());
        QVERIFY(result.has_value());
        QCOMPARE(qt(*result), clean);
        QCOMPARE(qt(*cleanText(*result)), clean);
    }

    void aTextThatIsBlankOrNoTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* what, const QByteArray& text, const char* reason) {
            QTest::newRow(what) << text << QByteArray(reason);
        };
        row("nothing", "", "blank");
        row("spaces", "   ", "blank");
        row("newlines and tabs", "\r\n\t\u2028", "blank");
        row("ideographic spaces", "\u3000\u3000", "blank");
        row("zero-width spaces", "\u200b\u200d\ufeff\u2060", "blank");
        row("bidi controls only", "\u202e\u202c", "blank");
        row("controls only", "\x1b\x07", "blank");
        row("Hangul fillers", "\u3164\u115f", "blank");
        row("variation selectors", "\ufe0f", "blank");
        row("Braille blanks", "\u2800", "blank");
        row("a note without a head", "\U0001d159", "blank");
        row("anchors of annotations", "\ufff9\ufffa\ufffb", "blank");
        row("joiners of hieroglyphs", "\U00013430\U00013437", "blank");
        row("no UTF-8", "caf\xe9", "UTF-8");
        row("UTF-8 cut off", "\xe5\xb0", "UTF-8");
        row("a surrogate", "\xed\xa0\x80", "UTF-8");
        row("an overlong slash", "\xc0\xaf", "UTF-8");
        row("beyond Unicode", "\xf4\x90\x80\x80", "UTF-8");
    }
    void aTextThatIsBlankOrNoTextIsRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, reason);
        const auto result = cleanText(text.toStdString());
        QVERIFY(!result);
        QVERIFY(result.error().code == RefusalCode::textIllegal);
        QVERIFY(qt(result.error().text).contains(reason));
    }

    void aTextHasAtMost16KiBWhenClean()
    {
        const std::string longest(limits::textBytes, 'x');
        QVERIFY(cleanText(longest));
        QCOMPARE(cleanText(longest + "\x1b")->size(), limits::textBytes);
        const auto refused = cleanText(longest + "x");
        QVERIFY(!refused);
        QVERIFY(refused.error().code == RefusalCode::tooLong);
        QVERIFY(qt(refused.error().text).contains("16385 bytes"));
    }

    void aLineHasNoNewlinesAndFits_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArray("gone for tea") << 100 << QByteArray("gone for tea");
        QTest::newRow("empty") << QByteArray("") << 100 << QByteArray("");
        QTest::newRow("blank") << QByteArray(" \n ") << 100 << QByteArray("");
        QTest::newRow("lines") << QByteArray("a\r\nb\tc\u2028d") << 100 << QByteArray("a b c d");
        QTest::newRow("controls") << QByteArray("a\x1b[0m\u202e") << 100 << QByteArray("a[0m");
        QTest::newRow("cut") << QByteArray("abcdef") << 3 << QByteArray("abc");
        QTest::newRow("cut between characters") << QByteArray("小明小明") << 8 << QByteArray("小明");
        QTest::newRow("cut, and nothing small slips in behind") << QByteArray("a小b") << 3 << QByteArray("a");
        QTest::newRow("blank where it is cut") << QByteArray("   a") << 3 << QByteArray("");
        QTest::newRow("no UTF-8") << QByteArray("caf\xe9") << 100 << QByteArray("caf\ufffd");
    }
    void aLineHasNoNewlinesAndFits()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, most);
        QFETCH(const QByteArray, line);
        QCOMPARE(qt(cleanLine(text.toStdString(), static_cast<std::size_t>(most))), line);
    }

    void onlyRightToLeftTextIsIsolated_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("rightToLeft");
        QTest::newRow("nothing") << QByteArray("") << false;
        QTest::newRow("Latin") << QByteArray("tom") << false;
        QTest::newRow("Chinese") << QByteArray("小明：你好") << false;
        QTest::newRow("emoji") << QByteArray("👩\u200d💻") << false;
        QTest::newRow("Arabic") << QByteArray("علي") << true;
        QTest::newRow("Hebrew behind Latin") << QByteArray("tom שרה") << true;
        QTest::newRow("Arabic digits") << QByteArray("٢٣") << true;
        QTest::newRow("N'Ko") << QByteArray("ߊߋ") << true;
        QTest::newRow("an override") << QByteArray("a\u202eb") << true;
    }
    void onlyRightToLeftTextIsIsolated()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, rightToLeft);
        QCOMPARE(hasRightToLeft(text.toStdString()), rightToLeft);
        QCOMPARE(qt(isolated(text.toStdString())), rightToLeft ? "\u2068" + text + "\u2069" : text);
    }

    void whatIsPrintedHoldsNoControls_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char* what, const QByteArray& text, const QByteArray& printed) {
            QTest::newRow(what) << text << printed;
        };
        row("plain", "小明：tea", "小明：tea");
        row("lines", "a\nb\r\nc\u2029d", "a\nb\nc\nd");
        row("a tab", "a\tb", "a b");
        row("an escape sequence", "\x1b]0;title\x07", "\ufffd]0;title\ufffd");
        row("a C1 control sequence", "\u009b2J", "\ufffd2J");
        row("a raw C1 byte",
            "\x9b"
            "2J",
            "\ufffd2J");
        row("CR alone", "a\rb", "a\ufffdb");
        row("backspace and delete", "a\b\x7f", "a\ufffd\ufffd");
        row("NUL", QByteArray("\0", 1), "\ufffd");
        row("bidi controls", "a\u202eb\u2066", "ab");
        row("ill-formed",
            "a\xe5\xb0"
            "b\xff",
            "a\ufffdb\ufffd");
    }
    void whatIsPrintedHoldsNoControls()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, printed);
        QCOMPARE(qt(printable(text.toStdString())), printed);
    }

    void anyBytesCanBePrintedAndCleaned()
    {
        test::Dice dice(7);
        for (int i = 0; i < 20'000; ++i) {
            const auto text = randomBytes(dice);
            for (const auto& safe : {printable(text), cleanLine(text, 8)}) {
                QVERIFY(isValidUtf8(safe));
                for (const char byte : safe)
                    QVERIFY(byte == '\n' || (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7f));
                QVERIFY(!QByteArrayView(safe).contains("\xc2\x9b"));
            }
            QVERIFY(cleanLine(text, 8).size() <= 8);
            QVERIFY(printable(printable(text)) == printable(text));
        }
    }

    void qtAgreesOnWhatIsUtf8()
    {
        test::Dice dice(8);
        int valid = 0;
        for (int i = 0; i < 20'000; ++i) {
            const auto text = randomBytes(dice);
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInvalidToNull
                                                             | QStringDecoder::Flag::Stateless);
            const QString decoded = decoder.decode(QByteArrayView(text));
            QCOMPARE(isValidUtf8(text), !decoder.hasError());
            valid += isValidUtf8(text) ? 1 : 0;
        }
        QVERIFY(valid > 500);
    }

    void everyCharacterSurvivesUtf8()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            std::string text;
            appendUtf8(text, character);
            const auto decoded = firstCharacter(text);
            const bool surrogate = character >= 0xd800 && character <= 0xdfff;
            QCOMPARE(decoded.valid, !surrogate);
            if (!surrogate)
                QVERIFY(decoded.value == character && decoded.bytes == text.size());
        }
    }

    // Unicode 15, section 3.9, tables 3-8 to 3-11: how much of an ill-formed sequence one U+FFFD stands for.
    void illFormedBytesAreReplacedAsUnicodeRecommends_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const QByteArray r("\ufffd");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41")
                                  << r.repeated(8) + "A";
        QTest::newRow("surrogates") << QByteArray("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41")
                                    << r.repeated(8) + "A";
        QTest::newRow("others") << QByteArray("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42")
                                << r.repeated(5) + "A" + r.repeated(2) + "B";
        QTest::newRow("cut off") << QByteArray("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41") << r.repeated(4) + "A";
    }
    void illFormedBytesAreReplacedAsUnicodeRecommends()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, printed);
        QCOMPARE(qt(printable(text.toStdString())), printed);
    }
};

} // namespace hubbub::chat

QTEST_APPLESS_MAIN(hubbub::chat::TextTest)
#include "text_test.moc"
