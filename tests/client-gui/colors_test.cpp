// Whatever the palette and the name, what is written can be read.
#include "client-gui/colors.h"

#include <QSet>
#include <QTest>

using namespace hubbub::gui;

class ColorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag();
    void everyNameIsReadable_data() { addBackgrounds(); }
    void everyNameIsReadable();
    void everyToneIsReadable_data() { addBackgrounds(); }
    void everyToneIsReadable();
    void moreContrastCanBeDemanded();
    void aNameKeepsItsColor();
    void namesDiffer();
    void namesThatCountUpDiffer();

private:
    static void addBackgrounds()
    {
        QTest::addColumn<QColor>("background");
        QTest::newRow("white") << QColor(Qt::white);
        QTest::newRow("paper") << QColor(0xf5, 0xf0, 0xe0);
        QTest::newRow("dark") << QColor(0x23, 0x26, 0x29);
        QTest::newRow("black") << QColor(Qt::black);
        QTest::newRow("middle grey") << QColor(0x80, 0x80, 0x80);
        QTest::newRow("selected") << QColor(0x30, 0x8c, 0xc6);
    }
};

void ColorsTest::contrastIsThatOfWcag()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
    QCOMPARE(qRound(contrast(Qt::white, Qt::white)), 1);
    // #767676 is the lightest grey that WCAG's own examples allow on white.
    QVERIFY(contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= readableContrast);
    QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < readableContrast);
}

void ColorsTest::everyNameIsReadable()
{
    QFETCH(QColor, background);
    for (int i = 0; i < 500; ++i) {
        const QColor color = nameColor(QStringLiteral("小明%1").arg(i), background);
        QVERIFY2(contrast(color, background) >= readableContrast, qPrintable(color.name()));
    }
}

void ColorsTest::everyToneIsReadable()
{
    QFETCH(QColor, background);
    for (const Tone tone : {Tone::good, Tone::waiting, Tone::bad, Tone::announcement})
        QVERIFY(contrast(toneColor(tone, background), background) >= readableContrast);
    const QColor text =
        contrast(Qt::black, background) > contrast(Qt::white, background) ? Qt::black : Qt::white;
    QVERIFY(contrast(dimmed(text, background), background) >= readableContrast);
}

void ColorsTest::moreContrastCanBeDemanded()
{
    demandContrast(7);
    for (const QColor& background : {QColor(Qt::black), QColor(Qt::white)})
        QVERIFY(contrast(nameColor(QStringLiteral("小明"), background), background) >= 7);
    demandContrast(readableContrast);
}

void ColorsTest::aNameKeepsItsColor()
{
    QCOMPARE(nameColor(QStringLiteral("小明"), Qt::white), nameColor(QStringLiteral("小明"), Qt::white));
}

void ColorsTest::namesDiffer()
{
    QVERIFY(nameColor(QStringLiteral("小明"), Qt::white) != nameColor(QStringLiteral("小红"), Qt::white));
}

void ColorsTest::namesThatCountUpDiffer()
{
    constexpr int hueStep = 30;
    QSet<int> hues;
    for (int i = 1; i <= 9; ++i)
        hues += nameColor(QStringLiteral("学生%1").arg(i), Qt::white).hslHue() / hueStep;
    QVERIFY(hues.size() >= 5);
}

QTEST_APPLESS_MAIN(ColorsTest)
#include "colors_test.moc"
