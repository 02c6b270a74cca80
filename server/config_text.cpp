#include "server/config_text.h"

#include "server/config_keys.h"

namespace hubbub::server {

namespace {

constexpr std::string_view head =
    "# Configuration of hubbubd: every key, with the value it has unless told otherwise.\n"
    "# Each can also be given as an option or in the environment (lists with blanks between entries);\n"
    "# options count before the environment, and that before this file.\n"
    "# hubbubd --check-config --config FILE looks for mistakes; SIGHUP or /reload reads it again.\n";

std::string textOf(const ConfigKey& key)
{
    const auto values = key.values(Settings{});
    std::string text = "\n# ";
    text += key.meaning;
    text += "\n# Allowed: " + key.allowed + ". ";
    text += key.applies == Applies::atReload ? "A reload takes it over." : "Counts from the next start.";
    text += "\n# As an option --";
    text += key.option;
    text += ' ';
    text += key.placeholder;
    text += ", as a variable " + key.variable() + ".\n#";
    text += key.name;
    text += " = ";
    text += values.empty() ? key.placeholder : std::string_view(values.front());
    return text + '\n';
}

} // namespace

std::string configText()
{
    std::string text(head);
    std::string_view section;
    for (const ConfigKey& key : configKeys()) {
        if (key.section != section)
            text += "\n[" + std::string(key.section) + "]\n";
        section = key.section;
        text += textOf(key);
    }
    return text;
}

} // namespace hubbub::server
