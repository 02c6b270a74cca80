// The bytes that terminals send, whole and in pieces.
#include "client-cli/terminal/key_decoder.h"

#include <QTest>

using namespace hubbub::terminal;
using Kind = Key::Kind;

Q_DECLARE_METATYPE(hubbub::terminal::Key)

namespace {

Key key(Kind kind, const QString& text = {}, int number = 0)
{
    Key made;
    made.kind = kind;
    made.text = text;
    made.number = number;
    return made;
}

Key alt(Key made)
{
    made.isAlt = true;
    return made;
}

Key ctrl(Key made)
{
    made.isCtrl = true;
    return made;
}

QList<Key> keysOf(const QByteArray& bytes)
{
    KeyDecoder decoder;
    decoder.add(bytes);
    QList<Key> keys;
    while (const auto next = decoder.take())
        keys += *next;
    return keys;
}

} // namespace

class KeyDecoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsKeys_data();
    void knowsKeys();
    void takesKeysInPieces_data() { knowsKeys_data(); }
    void takesKeysInPieces();
    void anEscapeAloneIsAKeyInTheEnd();
    void pastesAreOneKey();
    void aPasteMayComeInPieces();
    void aPasteIsBounded();
    void survivesAnyBytes();
};

void KeyDecoderTest::knowsKeys_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Key>("wanted");
    const auto row = [](const char* bytes, const Key& wanted) {
        QTest::addRow("%s", QByteArray(bytes).toHex().constData()) << QByteArray(bytes) << wanted;
    };
    row("a", key(Kind::text, QStringLiteral("a")));
    row("好", key(Kind::text, QStringLiteral("好")));
    row("😀", key(Kind::text, QStringLiteral("😀")));
    row("\r", key(Kind::enter));
    row("\t", key(Kind::tab));
    row("\x7f", key(Kind::backspace));
    row("\x01", key(Kind::control, QStringLiteral("a")));
    row("\x1a", key(Kind::control, QStringLiteral("z")));
    row("\x1b"
        "b",
        alt(key(Kind::text, QStringLiteral("b"))));
    row("\x1b\r", alt(key(Kind::enter)));
    row("\x1b\x7f", alt(key(Kind::backspace)));
    row("\x1b好", alt(key(Kind::text, QStringLiteral("好"))));
    row("\x1b[A", key(Kind::up));
    row("\x1bOA", key(Kind::up));
    row("\x1b[1;3H", alt(key(Kind::home)));
    row("\x1b\x1b[H", alt(key(Kind::home)));
    row("\x1b[1;5D", ctrl(key(Kind::left)));
    row("\x1b[Z", key(Kind::backTab));
    row("\x1b[3~", key(Kind::deleteKey));
    row("\x1b[7~", key(Kind::home));
    row("\x1b[5~", key(Kind::pageUp));
    row("\x1b[6;3~", alt(key(Kind::pageDown)));
    row("\x1bOQ", key(Kind::function, {}, 2));
    row("\x1b[12~", key(Kind::function, {}, 2));
    row("\x1b[[B", key(Kind::function, {}, 2));
    row("\x1b[24~", key(Kind::function, {}, 12));
    row("\x1b[<64;10;5M", key(Kind::wheelUp));
    row("\x1b[<65;10;5M", key(Kind::wheelDown));
    row("\x1b[<0;10;5m", key(Kind::other));
    row("\x1b[I", key(Kind::focusIn));
    row("\x1b[O", key(Kind::focusOut));
    row("\x1b[?1;2c", key(Kind::other));
}

void KeyDecoderTest::knowsKeys()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Key, wanted);
    QCOMPARE(keysOf(bytes + 'x'), QList<Key>({wanted, key(Kind::text, QStringLiteral("x"))}));
}

void KeyDecoderTest::takesKeysInPieces()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Key, wanted);
    KeyDecoder decoder;
    for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
        decoder.add(bytes.mid(i, 1));
        QCOMPARE(decoder.take(), std::nullopt);
        QVERIFY(decoder.isHalf());
    }
    decoder.add(bytes.right(1));
    QCOMPARE(decoder.take(), std::optional(wanted));
    QVERIFY(!decoder.isHalf());
}

void KeyDecoderTest::anEscapeAloneIsAKeyInTheEnd()
{
    KeyDecoder decoder;
    decoder.add("\x1b");
    QCOMPARE(decoder.take(), std::nullopt);
    QVERIFY(decoder.isHalf());
    QCOMPARE(decoder.flush(), std::optional(key(Kind::escape)));
    QCOMPARE(decoder.flush(), std::nullopt);
}

void KeyDecoderTest::pastesAreOneKey()
{
    const QList<Key> keys = keysOf("\x1b[200~one\rtwo\r\n\x1b[A\tthree\x1b[201~x");
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.first(), key(Kind::pasted, QStringLiteral("one\ntwo\n\x1b[A\tthree")));
}

void KeyDecoderTest::aPasteMayComeInPieces()
{
    const QByteArray bytes = "\x1b[200~大家好\x1b[201~";
    KeyDecoder decoder;
    QList<Key> keys;
    for (const char byte : bytes) {
        decoder.add(QByteArray(1, byte));
        while (const auto next = decoder.take())
            keys += *next;
    }
    QCOMPARE(keys, QList<Key>({key(Kind::pasted, QStringLiteral("大家好"))}));
}

void KeyDecoderTest::aPasteIsBounded()
{
    const QList<Key> keys = keysOf("\x1b[200~" + QByteArray(3 * KeyDecoder::mostPasted, 'a') + "\x1b[201~");
    QCOMPARE(keys.size(), 1);
    QCOMPARE(keys.first().text.size(), KeyDecoder::mostPasted);
}

void KeyDecoderTest::survivesAnyBytes()
{
    quint32 state = 1;
    KeyDecoder decoder;
    for (int i = 0; i < 20'000; ++i) {
        state = state * 1664525U + 1013904223U;
        const auto byte = static_cast<char>(state >> 24U);
        decoder.add(QByteArray(1, i % 5 == 0 ? '\x1b' : i % 7 == 0 ? '[' : byte));
        while (decoder.take()) {
        }
    }
    decoder.add("\x1b[201~");
    while (decoder.take()) {
    }
    decoder.flush();
    QVERIFY(!decoder.isHalf());
}

QTEST_APPLESS_MAIN(KeyDecoderTest)
#include "key_decoder_test.moc"
