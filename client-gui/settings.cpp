#include "client-gui/settings.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::gui {

namespace {

template <class Choice, std::size_t size>
using Words = std::array<std::pair<Choice, const char*>, size>;

constexpr Words<Wanted, 3> wantedWords{{
    {Wanted::mentions, "mentions"},
    {Wanted::everything, "everything"},
    {Wanted::nothing, "nothing"},
}};
constexpr Words<Look, 4> lookWords{{
    {Look::system, "system"},
    {Look::light, "light"},
    {Look::dark, "dark"},
    {Look::highContrast, "high-contrast"},
}};
constexpr std::array languages{"en", "zh_CN"};

/// More than Qt writes of any window; a damaged file must not be carried along.
constexpr qsizetype mostStateBytes = 4096;

template <class Choice, std::size_t size>
void read(const QSettings& file, const char* key, Choice& choice, const Words<Choice, size>& words)
{
    const QString word = file.value(QLatin1String(key)).toString();
    for (const auto& [candidate, name] : words) {
        if (word == QLatin1String(name))
            choice = candidate;
    }
}

void read(const QSettings& file, const char* key, bool& choice)
{
    const QString word = file.value(QLatin1String(key)).toString();
    if (word == QLatin1String("true") || word == QLatin1String("false"))
        choice = word == QLatin1String("true");
}

void read(const QSettings& file, const char* key, QByteArray& state)
{
    QByteArray bytes = file.value(QLatin1String(key)).toByteArray();
    if (bytes.size() <= mostStateBytes)
        state = std::move(bytes);
}

int textStepsIn(const QSettings& file)
{
    bool isNumber = false;
    const int steps = file.value(QLatin1String("text-size")).toInt(&isNumber);
    return isNumber ? std::clamp(steps, Settings::fewestTextSteps, Settings::mostTextSteps) : 0;
}

QString languageIn(const QSettings& file)
{
    const QString word = file.value(QLatin1String("language")).toString();
    const bool isThere = std::ranges::any_of(
        languages, [&word](const char* language) { return word == QLatin1String(language); });
    return isThere ? word : QString();
}

Settings readSettings(const QSettings& file)
{
    Settings settings;
    read(file, "notifications", settings.notifications, wantedWords);
    read(file, "look", settings.look, lookWords);
    read(file, "members", settings.areMembersShown);
    read(file, "close-to-tray", settings.closesToTray);
    read(file, "keep-messages", settings.keepsMessages);
    read(file, "window/geometry", settings.geometry);
    read(file, "window/splitter", settings.splitter);
    settings.textSteps = textStepsIn(file);
    settings.language = languageIn(file);
    return settings;
}

template <class Choice, std::size_t size>
QString wordOf(Choice choice, const Words<Choice, size>& words)
{
    return QLatin1String(std::ranges::find(words, choice, &std::pair<Choice, const char*>::first)->second);
}

} // namespace

SettingsFile::SettingsFile(const QString& folder, QObject* parent)
    : QObject(parent),
      file_(folder + QLatin1String("/desktop.conf"), QSettings::IniFormat),
      settings_(readSettings(file_))
{
}

void SettingsFile::set(const Settings& settings)
{
    if (settings == settings_)
        return;
    const auto write = [this](const char* key, const auto& before, const auto& after, const auto& shown) {
        if (before != after)
            file_.setValue(QLatin1String(key), shown);
    };
    const Settings before = std::exchange(settings_, settings);
    write("notifications", before.notifications, settings.notifications,
          wordOf(settings.notifications, wantedWords));
    write("look", before.look, settings.look, wordOf(settings.look, lookWords));
    write("text-size", before.textSteps, settings.textSteps, settings.textSteps);
    write("members", before.areMembersShown, settings.areMembersShown, settings.areMembersShown);
    write("close-to-tray", before.closesToTray, settings.closesToTray, settings.closesToTray);
    write("keep-messages", before.keepsMessages, settings.keepsMessages, settings.keepsMessages);
    write("language", before.language, settings.language, settings.language);
    write("window/geometry", before.geometry, settings.geometry, settings.geometry);
    write("window/splitter", before.splitter, settings.splitter, settings.splitter);
    file_.sync();
    Q_EMIT changed();
}

} // namespace hubbub::gui
