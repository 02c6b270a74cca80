// How the program looks follows the person's choice, and without one the system.
#include "client-gui/palettes.h"
#include "client-gui/theme.h"

#include <QApplication>
#include <QStyle>
#include <QTest>

using namespace hubbub::gui;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChosenLookIsShown();
    void withoutAChoiceTheSystemsIsKept();
    void theSystemsSchemeIsFollowed();

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

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
