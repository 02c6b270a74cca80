#include "server/settings.h"

#include "protocol/chat/text.h"
#include "server/config_keys.h"

#include <algorithm>
#include <set>

namespace hubbub::server {

namespace {

/// Somebody who named the wrong file need not read all of it.
constexpr std::size_t complaintsMost = 20;

std::string keysOf(std::string_view section)
{
    std::string list;
    for (const ConfigKey& key : configKeys())
        if (key.section == section)
            list += (list.empty() ? "" : ", ") + std::string(key.name);
    if (!list.empty())
        return "There are " + list + '.';
    std::vector<std::string_view> sections;
    for (const ConfigKey& key : configKeys())
        if (std::ranges::find(sections, key.section) == sections.end())
            sections.push_back(key.section);
    for (const std::string_view each : sections)
        list += (list.empty() ? "[" : each == sections.back() ? " and [" : ", [") + std::string(each) + ']';
    return "There are " + list + '.';
}

/// Enough of it to find the place.
std::string shownValue(std::string_view value)
{
    constexpr std::size_t shownBytes = 100;
    const std::string shown = chat::cleanLine(chat::printable(value), shownBytes);
    return value.size() > shownBytes ? shown + "…" : shown;
}

/// One source on its way into the settings, value by value.
class Source {
public:
    explicit Source(Settings& settings) : target_(settings), changed_(settings) {}

    void take(const GivenValue& given)
    {
        const ConfigKey& key = *given.key;
        const bool isFirst = seen_.insert(&key).second;
        if (isFirst && key.isList())
            key.clear(changed_);
        if (!isFirst && !key.isList())
            complain(given.where + " stands here a second time.");
        else if (!key.take(given.value, changed_))
            complain(given.where + " = " + (key.isSecret ? "…" : shownValue(given.value)) + ": allowed is "
                     + key.allowed + '.'
                     + (given.value.find(" #") == std::string::npos
                            ? ""
                            : " (A comment stands on a line of its own.)"));
    }
    void complain(const std::string& line)
    {
        if (++complaints_ <= complaintsMost)
            text_ += (text_.empty() ? "" : "\n") + line;
    }
    Result<Done, Failure> finish()
    {
        if (complaints_ > complaintsMost)
            text_ += "\nand " + std::to_string(complaints_ - complaintsMost) + " mistakes more.";
        if (complaints_ > 0)
            return Unexpected(Failure{text_});
        target_ = std::move(changed_);
        return Done{};
    }

private:
    Settings& target_;
    Settings changed_;
    std::set<const ConfigKey*> seen_;
    std::string text_;
    std::size_t complaints_ = 0;
};

} // namespace

Result<Done, Failure> applyValues(std::span<const GivenValue> values, Settings& settings)
{
    Source source(settings);
    for (const GivenValue& given : values)
        source.take(given);
    return source.finish();
}

Result<Done, Failure> applyConfig(std::span<const ConfigEntry> entries, std::string_view file,
                                  Settings& settings)
{
    Source source(settings);
    for (const ConfigEntry& entry : entries) {
        const std::string where =
            std::string(file) + ':' + std::to_string(entry.line) + ": [" + entry.section + "] " + entry.key;
        if (const ConfigKey* const key = findConfigKey(entry.section, entry.key))
            source.take({key, entry.value, where});
        else
            source.complain(where + " is no key of hubbubd. " + keysOf(entry.section));
    }
    return source.finish();
}

Result<Done, Failure> applyEnvironment(const Environment& environment, Settings& settings)
{
    std::vector<GivenValue> values;
    for (const ConfigKey& key : configKeys()) {
        const std::string variable = key.variable();
        const auto value = environment(variable);
        if (!value)
            continue;
        if (!key.isList()) {
            values.push_back({&key, *value, variable});
            continue;
        }
        std::string_view rest = *value;
        constexpr std::string_view blanks = " \t\n";
        while (true) {
            rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
            if (rest.empty())
                break;
            const auto entry = rest.substr(0, rest.find_first_of(blanks));
            values.push_back({&key, std::string(entry), variable});
            rest.remove_prefix(entry.size());
        }
    }
    return applyValues(values, settings);
}

} // namespace hubbub::server
