// Drafts survive as text, whatever was written, and damage costs only what it hits.
#include "protocol/qt/drafts.h"

#include <QTest>

using namespace hubbub;
using hubbub::qt::Drafts;

namespace {

PublicKey key(unsigned char number)
{
    PublicKey key;
    key.bytes.fill(static_cast<Byte>(number));
    return key;
}

} // namespace

class DraftsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsOnePerServer();
    void survivesAsText_data();
    void survivesAsText();
    void anEmptyOneIsNone();
    void damagedLinesCountAsNone();
    void forgetsTheRoomsNotVisitedForLong();
};

void DraftsTest::keepsOnePerServer()
{
    Drafts drafts;
    drafts.set(key(1), QStringLiteral("one"));
    drafts.set(key(2), QStringLiteral("two"));
    drafts.set(key(1), QStringLiteral("another"));
    QCOMPARE(drafts.find(key(1)), QStringLiteral("another"));
    QCOMPARE(drafts.find(key(2)), QStringLiteral("two"));
    QCOMPARE(drafts.find(key(3)), QString());
}

void DraftsTest::survivesAsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Chinese") << QStringLiteral("你好，世界");
    QTest::newRow("lines") << QStringLiteral("one\n\n  two\n");
    QTest::newRow("backslashes") << QStringLiteral("C:\\new\\\\n\\");
    QTest::newRow("spaces") << QStringLiteral("  ");
}

void DraftsTest::survivesAsText()
{
    QFETCH(QString, text);
    Drafts drafts;
    drafts.set(key(1), text);
    drafts.set(key(2), QStringLiteral("other"));
    const Drafts read = Drafts::parse(drafts.text());
    QCOMPARE(read.find(key(1)), text);
    QCOMPARE(read.find(key(2)), QStringLiteral("other"));
}

void DraftsTest::anEmptyOneIsNone()
{
    Drafts drafts;
    drafts.set(key(1), QStringLiteral("one"));
    drafts.set(key(1), QString());
    QVERIFY(drafts.text().isEmpty());
}

void DraftsTest::damagedLinesCountAsNone()
{
    Drafts drafts;
    drafts.set(key(1), QStringLiteral("one"));
    const Drafts read = Drafts::parse("no key here\nalone\n\n" + drafts.text() + "\xff\xfe broken");
    QCOMPARE(read.text(), drafts.text());
}

void DraftsTest::forgetsTheRoomsNotVisitedForLong()
{
    Drafts drafts;
    for (unsigned char number = 0; number <= Drafts::mostDrafts; ++number)
        drafts.set(key(number), QStringLiteral("x"));
    QCOMPARE(drafts.find(key(0)), QString());
    QCOMPARE(drafts.find(key(1)), QStringLiteral("x"));
}

QTEST_APPLESS_MAIN(DraftsTest)
#include "drafts_test.moc"
