// How the program looks follows the person's choice, and without one the system.
#include "client-gui/colors.h"
#include "client-gui/confirm_banner.h"
#include "client-gui/palettes.h"
#include "client-gui/theme.h"
#include "client-gui/tone_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QStyle>
#include <QTest>

#include <algorithm>

using namespace hubbub::gui;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChosenLookIsShown();
    void withoutAChoiceTheSystemsIsKept();
    void theSystemsSchemeIsFollowed();
    void theEdgeOfABoxIsSeen();
    void whatHasColorsOfItsOwnFollows();

private:
    static QColor window() { return QApplication::palette().color(QPalette::Window); }
};

void ThemeTest::aChosenLookIsShown()
{
    Theme theme;
    theme.setLook(Look::dark);
    QCOMPARE(window(), darkPalette().color(QPalette::Window));
    theme.setLook(Look::highContrast);
    QCOMPARE(window(), highContrastPalette().color(QPalette::Window));
    theme.setLook(Look::light);
    QCOMPARE(window(), lightPalette().color(QPalette::Window));
    theme.setLook(Look::system);
}

void ThemeTest::withoutAChoiceTheSystemsIsKept()
{
    const QColor system = window();
    const QString style = QApplication::style()->objectName();
    Theme theme;
    theme.setLook(Look::dark);
    QVERIFY(window() != system);
    theme.setLook(Look::system);
    QCOMPARE(window(), system);
    QCOMPARE(QApplication::style()->objectName(), style);
}

void ThemeTest::theSystemsSchemeIsFollowed()
{
    const QColor system = window(); // a light one, without a desktop
    Theme theme;
    theme.setSystemScheme(ColorScheme::dark);
    QCOMPARE(window(), darkPalette().color(QPalette::Window));
    theme.setSystemScheme(ColorScheme::light);
    QCOMPARE(window(), system);
    theme.setLook(Look::light);
    theme.setSystemScheme(ColorScheme::dark);
    QCOMPARE(window(), lightPalette().color(QPalette::Window));
    theme.setLook(Look::system);
    QCOMPARE(window(), darkPalette().color(QPalette::Window));
    theme.setSystemScheme(ColorScheme::none);
    QCOMPARE(window(), system);
}

/// WCAG 2.1, 1.4.11.
void ThemeTest::theEdgeOfABoxIsSeen()
{
    Theme theme;
    for (const Look look : {Look::dark, Look::highContrast}) {
        theme.setLook(look);
        QCheckBox box;
        box.ensurePolished();
        const QImage image = box.grab().toImage();
        double best = 1;
        for (int x = 0; x < image.width(); ++x)
            best = std::max(best, contrast(image.pixelColor(x, image.height() / 2), window()));
        QVERIFY2(best >= 3, qPrintable(QString::number(best)));
    }
    theme.setLook(Look::system);
}

void ThemeTest::whatHasColorsOfItsOwnFollows()
{
    Theme theme;
    ToneLabel label(Tone::bad);
    ConfirmBanner strip;
    strip.setLine(QStringLiteral("fire drill"));
    for (const Look look : {Look::dark, Look::light, Look::highContrast, Look::system}) {
        theme.setLook(look);
        QCoreApplication::processEvents(); // Qt tells widgets of a palette in an event
        const QColor text = label.palette().color(QPalette::WindowText);
        QVERIFY2(contrast(text, window()) >= readableContrast,
                 qPrintable(text.name() + QStringLiteral(" on ") + window().name()));
        const QPalette& tinted = strip.palette();
        const QColor behind = tinted.color(QPalette::Window);
        QVERIFY2(contrast(behind, window()) < 2, qPrintable(behind.name()));
        QVERIFY(contrast(tinted.color(QPalette::WindowText), behind) >= readableContrast);
    }
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
