// A line and its keys: `|` marks the cursor.
#include "client-cli/terminal/edit_keys.h"

#include <QTest>

using namespace hubbub::terminal;

namespace {

/// As people write keys: C-a, M-b, Left, M-Backspace.
Key keyNamed(const QString& name)
{
    using Kind = Key::Kind;
    static const QHash<QString, Kind> kinds = {
        {QStringLiteral("Left"), Kind::left},           {QStringLiteral("Right"), Kind::right},
        {QStringLiteral("Home"), Kind::home},           {QStringLiteral("End"), Kind::end},
        {QStringLiteral("Backspace"), Kind::backspace}, {QStringLiteral("Delete"), Kind::deleteKey},
    };
    Key key;
    QString rest = name;
    key.isAlt = rest.startsWith(QLatin1String("M-"));
    rest.remove(QLatin1String("M-"));
    if (rest.startsWith(QLatin1String("C-"))) {
        key.kind = Kind::control;
        key.text = rest.mid(2);
        return key;
    }
    key.kind = kinds.value(rest, Kind::text);
    if (key.kind == Kind::text)
        key.text = rest;
    return key;
}

} // namespace

class LineEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void obeysKeys_data();
    void obeysKeys();
    void movesBetweenLines();
    void leavesOtherKeysAlone();
};

void LineEditorTest::obeysKeys_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* before, const char* keys, const char* after) {
        QTest::addRow("%s: %s", before, keys)
            << QString::fromUtf8(before) << QString::fromUtf8(keys) << QString::fromUtf8(after);
    };
    row("|", "好 a", "好a|");
    row("one| two", "C-a x", "x|one two");
    row("one| two", "C-e x", "one twox|");
    row("one| two", "C-b", "on|e two");
    row("one| two", "C-f", "one |two");
    row("one| two", "C-k", "one|");
    row("one| two", "C-k C-a C-y", " two|one");
    row("one| two", "C-u", "| two");
    row("one two|", "C-w", "one |");
    row("one two  |", "C-w", "one |");
    row("one two|", "C-w C-y C-y", "one twotwo|");
    row("one, two|", "M-b M-b", "|one, two");
    row("|one, two", "M-f", "one|, two");
    row("|one, two", "M-d", "|, two");
    row("one, two|", "M-Backspace M-Backspace", "|");
    row("ab|", "C-t", "ba|");
    row("a👍🏽|b", "Backspace", "a|b");
    row("a|👍🏽b", "Delete", "a|b");
    row("a|👍🏽b", "Right", "a👍🏽|b");
    row("e\u0301|", "Left", "|e\u0301");
    row("|", "Backspace", "|");
    row("|", "C-d", "|");
    row("a|b", "C-d", "a|");
    row("a\nb|c", "Home", "a\n|bc");
    row("a|b\nc", "End", "ab|\nc");
    row("a|\nc", "C-k", "a|c");
}

void LineEditorTest::obeysKeys()
{
    QFETCH(QString, before);
    QFETCH(QString, keys);
    QFETCH(QString, after);
    LineEditor editor;
    const qsizetype cursor = before.indexOf(QLatin1Char('|'));
    editor.setText(before.remove(cursor, 1), cursor);
    for (const QString& key : keys.split(QLatin1Char(' ')))
        QVERIFY(editWith(editor, keyNamed(key)));
    QString result = editor.text();
    QCOMPARE(result.insert(editor.cursor(), QLatin1Char('|')), after);
}

void LineEditorTest::movesBetweenLines()
{
    LineEditor editor;
    editor.setText(QStringLiteral("long line\nx\nthird"));
    QVERIFY(editor.up());
    QCOMPARE(editor.cursor(), 11);
    QVERIFY(editor.up());
    QCOMPARE(editor.cursor(), 1);
    QVERIFY(!editor.up());
    QVERIFY(editor.down());
    QCOMPARE(editor.cursor(), 11);
    QVERIFY(editor.down());
    QVERIFY(!editor.down());
    QCOMPARE(editor.take(), QStringLiteral("long line\nx\nthird"));
    QVERIFY(editor.isEmpty());
}

void LineEditorTest::leavesOtherKeysAlone()
{
    LineEditor editor;
    for (const char* const key : {"C-r", "C-l", "M-u", "M-Home", "M-C-a"})
        QVERIFY2(!editWith(editor, keyNamed(QLatin1String(key))), key);
}

QTEST_APPLESS_MAIN(LineEditorTest)
#include "line_editor_test.moc"
