// What is chosen counts at once, and what is chosen elsewhere shows.
#include "client-gui/settings_dialog.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub::gui;

class SettingsDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyChoiceCountsAtOnce();
    void whatIsChosenElsewhereShows();
    void onlyALanguageThatIsNotSpokenYetWaits();
    void withoutATrayNothingIsKeptThere();
    void everyControlHasANameAndIsReachedByTab();
    void itFitsASmallScreen();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *dialog_->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<SettingsFile> file_;
    std::unique_ptr<SettingsDialog> dialog_;
};

void SettingsDialogTest::init()
{
    dialog_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    file_ = std::make_unique<SettingsFile>(folder_->path());
    dialog_ = std::make_unique<SettingsDialog>(*file_, true);
}

void SettingsDialogTest::everyChoiceCountsAtOnce()
{
    find<QComboBox>("settingsNotifications").setCurrentIndex(1);
    QCOMPARE(file_->settings().notifications, Wanted::everything);
    find<QComboBox>("settingsLook").setCurrentIndex(3);
    QCOMPARE(file_->settings().look, Look::highContrast);
    find<QComboBox>("settingsLanguage").setCurrentIndex(2);
    QCOMPARE(file_->settings().language, QStringLiteral("zh_CN"));
    find<QSpinBox>("settingsTextSize").stepUp();
    QCOMPARE(file_->settings().textSteps, 1);
    find<QCheckBox>("settingsMembers").click();
    QVERIFY(!file_->settings().areMembersShown);
    find<QCheckBox>("settingsTray").click();
    QVERIFY(file_->settings().closesToTray);
    QCOMPARE(SettingsFile(folder_->path()).settings(), file_->settings());
}

void SettingsDialogTest::whatIsChosenElsewhereShows()
{
    Settings settings;
    settings.textSteps = 3;
    settings.areMembersShown = false;
    settings.look = Look::dark;
    file_->set(settings);
    QCOMPARE(find<QComboBox>("settingsLook").currentIndex(), 2);
    QVERIFY(!find<QCheckBox>("settingsMembers").isChecked());
    QCOMPARE(file_->settings(), settings);
}

void SettingsDialogTest::onlyALanguageThatIsNotSpokenYetWaits()
{
    dialog_->show();
    const auto isNoteShown = [this] {
        const auto labels = dialog_->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("started again"));
        });
    };
    QVERIFY(!isNoteShown());
    find<QComboBox>("settingsLanguage").setCurrentIndex(2);
    QVERIFY(isNoteShown());
    find<QComboBox>("settingsLanguage").setCurrentIndex(0);
    QVERIFY(!isNoteShown());
}

void SettingsDialogTest::withoutATrayNothingIsKeptThere()
{
    dialog_ = std::make_unique<SettingsDialog>(*file_, false);
    QVERIFY(!find<QCheckBox>("settingsTray").isEnabled());
}

void SettingsDialogTest::everyControlHasANameAndIsReachedByTab()
{
    dialog_->show();
    QVERIFY(QTest::qWaitForWindowActive(dialog_.get()));
    QSet<QString> reached;
    for (int presses = 0; presses < 12; ++presses) {
        const QWidget* const focus = dialog_->focusWidget();
        QVERIFY(focus);
        reached += focus->objectName();
        QTest::keyClick(dialog_.get(), Qt::Key_Tab);
    }
    for (const char* const name : {"settingsNotifications", "settingsLook", "settingsTextSize",
                                   "settingsLanguage", "settingsMembers", "settingsTray"})
    {
        QVERIFY2(reached.contains(QLatin1String(name)), name);
        auto& widget = find<QWidget>(name);
        auto* const box = qobject_cast<QCheckBox*>(&widget);
        QVERIFY(!widget.accessibleName().isEmpty() || (box != nullptr && !box->text().isEmpty()));
    }
}

void SettingsDialogTest::itFitsASmallScreen()
{
    const QSize least = dialog_->minimumSizeHint();
    QVERIFY(least.width() <= 320);
    QVERIFY(least.height() <= 240);
}

QTEST_MAIN(SettingsDialogTest)
#include "settings_dialog_test.moc"
