// How long a line is to the server, and what a paste becomes.
#include "protocol/screen/typed_text.h"

#include <QTest>

using namespace hubbub::screen;

class TypedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCountsIsWhatIsSent_data();
    void whatCountsIsWhatIsSent();
    void pastesAreWhatTheServerWouldMakeOfThem_data();
    void pastesAreWhatTheServerWouldMakeOfThem();
};

void TypedTextTest::whatCountsIsWhatIsSent_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<qsizetype>("length");
    QTest::newRow("nothing") << QString() << qsizetype{0};
    QTest::newRow("Chinese") << QStringLiteral("你好") << qsizetype{6};
    QTest::newRow("an emoji") << QStringLiteral("😄") << qsizetype{4};
    QTest::newRow("an action") << QStringLiteral("/me waves") << qsizetype{5};
    QTest::newRow("a notice") << QStringLiteral("/announce tea") << qsizetype{3};
    QTest::newRow("a slash") << QStringLiteral("//who") << qsizetype{4};
    QTest::newRow("no command") << QStringLiteral("/nothing like it") << qsizetype{16};
    QTest::newRow("controls") << QStringLiteral("a\x1b\u202e") << qsizetype{1};
}

void TypedTextTest::whatCountsIsWhatIsSent()
{
    QFETCH(QString, line);
    QTEST(messageLength(line), "length");
}

void TypedTextTest::pastesAreWhatTheServerWouldMakeOfThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pasted");
    QTest::newRow("newlines") << QStringLiteral("a\r\nb\rc") << QStringLiteral("a\nb\nc");
    QTest::newRow("tabs stay") << QStringLiteral("a\tb") << QStringLiteral("a\tb");
    QTest::newRow("a copied line") << QStringLiteral("ls -l\n") << QStringLiteral("ls -l");
    QTest::newRow("controls") << QStringLiteral("\x1b[31mred\x07") << QStringLiteral("[31mred");
    QTest::newRow("what turns the text round") << QStringLiteral("a\u202eb") << QStringLiteral("ab");
    QTest::newRow("half a character") << QString(QChar(0xd83d)) << QStringLiteral("?");
    const QByteArray garbage = QByteArray::fromHex("7f454c460201010000ff0041");
    QTest::newRow("no text") << QString::fromUtf8(garbage) << QStringLiteral("ELF\ufffdA");
}

void TypedTextTest::pastesAreWhatTheServerWouldMakeOfThem()
{
    QFETCH(QString, text);
    QTEST(pastedText(text), "pasted");
}

QTEST_APPLESS_MAIN(TypedTextTest)
#include "typed_text_test.moc"
