// Bytes from a terminal become whole keys.
#include "client-cli/key_buffer.h"

#include <QTest>

using namespace hubbub::cli;

class KeyBufferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsWholeWithItsLastByte_data();
    void aKeyIsWholeWithItsLastByte();
    void charactersComeOneByOne();
    void anEscapeAloneCanBeDropped();
    void brokenBytesAreKeysToo();
};

void KeyBufferTest::aKeyIsWholeWithItsLastByte_data()
{
    QTest::addColumn<QByteArray>("key");
    const std::pair<const char*, const char*> keys[] = {
        {"letter", "a"},
        {"control", "\x01"},
        {"Chinese", "好"},
        {"emoji", "😀"},
        {"up", "\x1b[A"},
        {"delete", "\x1b[3~"},
        {"ctrl-left", "\x1b[1;5D"},
        {"application up", "\x1bOA"},
        {"alt-b", "\x1b"
                  "b"},
        {"alt-Chinese", "\x1b好"},
        {"escape twice", "\x1b\x1b"},
    };
    for (const auto& [name, key] : keys)
        QTest::newRow(name) << QByteArray(key);
}

void KeyBufferTest::aKeyIsWholeWithItsLastByte()
{
    QFETCH(QByteArray, key);
    KeyBuffer keys;
    for (const char byte : key) {
        QVERIFY(!keys.hasKey());
        keys.add({&byte, 1});
        QCOMPARE(keys.hasKey(), !keys.hasHalfKey());
    }
    QVERIFY(keys.hasKey());
}

void KeyBufferTest::charactersComeOneByOne()
{
    KeyBuffer keys;
    keys.add("a好");
    QCOMPARE(int(keys.take().value_or(0)), int(L'a'));
    QCOMPARE(int(keys.take().value_or(0)), 0x597d);
    QVERIFY(!keys.take());
    QVERIFY(!keys.hasKey() && !keys.hasHalfKey());
}

void KeyBufferTest::anEscapeAloneCanBeDropped()
{
    KeyBuffer keys;
    keys.add("\x1b");
    QVERIFY(keys.hasHalfKey());
    keys.dropHalfKey();
    keys.add("x");
    QVERIFY(keys.hasKey());
}

void KeyBufferTest::brokenBytesAreKeysToo()
{
    KeyBuffer keys;
    keys.add("\xe5"
             "ab\xff");
    int count = 0;
    while (keys.hasKey() && count < 10) {
        QVERIFY(keys.take().has_value());
        ++count;
    }
    QCOMPARE(count, 4);
}

QTEST_APPLESS_MAIN(KeyBufferTest)
#include "key_buffer_test.moc"
