// Every text can be read on every background that it can stand on.
#include "client-gui/colors.h"
#include "client-gui/palettes.h"

#include <QTest>

using namespace hubbub::gui;

class PalettesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextCanBeRead_data();
    void everyTextCanBeRead();
    void theSelectionIsSeen_data() { everyTextCanBeRead_data(); }
    void theSelectionIsSeen();
};

void PalettesTest::everyTextCanBeRead_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << lightPalette() << readableContrast;
    QTest::newRow("dark") << darkPalette() << readableContrast;
    QTest::newRow("high contrast") << highContrastPalette() << highestContrast;
}

void PalettesTest::everyTextCanBeRead()
{
    QFETCH(QPalette, palette);
    QFETCH(double, least);
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        {QPalette::WindowText, QPalette::Window},
        {QPalette::BrightText, QPalette::Window},
        {QPalette::Link, QPalette::Window},
        {QPalette::LinkVisited, QPalette::Window},
        {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::Link, QPalette::Base},
        {QPalette::Link, QPalette::AlternateBase},
        {QPalette::LinkVisited, QPalette::Base},
        {QPalette::LinkVisited, QPalette::AlternateBase},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::HighlightedText, QPalette::Highlight},
    };
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        for (const auto& [text, background] : pairs) {
            const double reached = contrast(palette.color(group, text), palette.color(group, background));
            QVERIFY2(reached >= least, qPrintable(QStringLiteral("group %1, role %2 on role %3: %4")
                                                      .arg(static_cast<int>(group))
                                                      .arg(static_cast<int>(text))
                                                      .arg(static_cast<int>(background))
                                                      .arg(reached)));
        }
    }
}

/// WCAG 2.1, 1.4.11: what is not text reaches 3 beside its surroundings.
void PalettesTest::theSelectionIsSeen()
{
    QFETCH(QPalette, palette);
    for (const auto background : {QPalette::Base, QPalette::Window})
        QVERIFY(contrast(palette.color(QPalette::Highlight), palette.color(background)) >= 3);
}

QTEST_APPLESS_MAIN(PalettesTest)
#include "palettes_test.moc"
