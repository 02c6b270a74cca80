#include "client-gui/settings_dialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFontInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

template <class Choice>
void add(QComboBox& box, const QString& text, Choice choice)
{
    box.addItem(text, QVariant::fromValue(choice));
}

template <class Choice>
void select(QComboBox& box, Choice choice)
{
    box.setCurrentIndex(box.findData(QVariant::fromValue(choice)));
}

} // namespace

SettingsDialog::SettingsDialog(SettingsFile& file, bool hasTray, QWidget* parent)
    : QDialog(parent),
      file_(file),
      notifications_(new QComboBox),
      look_(new QComboBox),
      textSize_(new QSpinBox),
      members_(new QCheckBox(tr("Show the &members beside the messages"))),
      closesToTray_(new QCheckBox(tr("&Closing the window keeps Hubbub in the tray"))),
      keepsMessages_(new QCheckBox(tr("&Keep the last messages on this computer"))),
      language_(new QComboBox),
      languageNote_(new QLabel(tr("Counts when Hubbub is started again."))),
      languageAtStart_(file.settings().language),
      systemSize_(QFontInfo(QApplication::font()).pointSize())
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    closesToTray_->setEnabled(hasTray);
    if (!hasTray)
        closesToTray_->setToolTip(tr("This desktop has no tray."));

    auto* const choices = new QWidget;
    auto* const form = new QFormLayout(choices);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addChoices(*form);
    // On a small screen, or with a large text, what does not fit can be scrolled to.
    auto* const scroll = new QScrollArea;
    scroll->setWidget(choices);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&file_, &SettingsFile::changed, this, &SettingsDialog::showSettings);
    showSettings();
}

void SettingsDialog::addChoices(QFormLayout& form)
{
    add(*notifications_, tr("Mentions of my name, and notices"), Wanted::mentions);
    add(*notifications_, tr("Everything that is said"), Wanted::everything);
    add(*notifications_, tr("Nothing"), Wanted::nothing);
    add(*look_, tr("As the system"), Look::system);
    add(*look_, tr("Light"), Look::light);
    add(*look_, tr("Dark"), Look::dark);
    add(*look_, tr("High contrast"), Look::highContrast);
    add(*language_, tr("As the system"), QString());
    add(*language_, QStringLiteral("English"), QStringLiteral("en"));
    add(*language_, QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    textSize_->setRange(systemSize_ + Settings::fewestTextSteps, systemSize_ + Settings::mostTextSteps);
    textSize_->setSuffix(tr(" pt", "points"));

    const auto row = [&form](const QString& label, QWidget* field, const char* name) {
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(QString(label).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
        form.addRow(label, field);
    };
    row(tr("&Notify me of:"), notifications_, "settingsNotifications");
    row(tr("&Appearance:"), look_, "settingsLook");
    row(tr("Size of the &text:"), textSize_, "settingsTextSize");
    row(tr("&Language:"), language_, "settingsLanguage");
    form.addRow(QString(), languageNote_);
    members_->setObjectName(QStringLiteral("settingsMembers"));
    closesToTray_->setObjectName(QStringLiteral("settingsTray"));
    keepsMessages_->setObjectName(QStringLiteral("settingsKeep"));
    keepsMessages_->setToolTip(
        tr("They are shown when the server cannot be reached. Without this, what is kept is removed."));
    form.addRow(members_);
    form.addRow(closesToTray_);
    form.addRow(keepsMessages_);

    for (const QComboBox* const box : {notifications_, look_, language_})
        connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::choose);
    connect(textSize_, &QSpinBox::valueChanged, this, &SettingsDialog::choose);
    for (const QCheckBox* const box : {members_, closesToTray_, keepsMessages_})
        connect(box, &QCheckBox::toggled, this, &SettingsDialog::choose);
}

void SettingsDialog::showSettings()
{
    const Settings& settings = file_.settings();
    isShowing_ = true;
    select(*notifications_, settings.notifications);
    select(*look_, settings.look);
    select(*language_, settings.language);
    textSize_->setValue(systemSize_ + settings.textSteps);
    members_->setChecked(settings.areMembersShown);
    closesToTray_->setChecked(settings.closesToTray);
    keepsMessages_->setChecked(settings.keepsMessages);
    QSizePolicy kept = languageNote_->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // nothing jumps
    languageNote_->setSizePolicy(kept);
    languageNote_->setVisible(settings.language != languageAtStart_);
    isShowing_ = false;
}

void SettingsDialog::choose()
{
    if (isShowing_)
        return;
    Settings settings = file_.settings();
    settings.notifications = notifications_->currentData().value<Wanted>();
    settings.look = look_->currentData().value<Look>();
    settings.language = language_->currentData().toString();
    settings.textSteps = textSize_->value() - systemSize_;
    settings.areMembersShown = members_->isChecked();
    settings.closesToTray = closesToTray_->isChecked();
    settings.keepsMessages = keepsMessages_->isChecked();
    file_.set(settings);
}

} // namespace hubbub::gui
