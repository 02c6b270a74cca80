#include "server/config_file.h"

#include "protocol/chat/text.h"

#include <QFile>

#include <algorithm>

namespace hubbub::server {

namespace {

/// A configuration is a page or two; a larger file is some other file, named by mistake.
constexpr qint64 configFileBytes = 1 << 20;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool isWord(std::string_view text)
{
    const auto isWordCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && std::ranges::all_of(text, isWordCharacter);
}

Unexpected<Failure> wrong(std::string_view name, int line, const std::string& what)
{
    return Unexpected(Failure{std::string(name) + ':' + std::to_string(line) + ": " + what});
}

} // namespace

Result<std::vector<ConfigEntry>, Failure> parseConfig(std::string_view text, std::string_view name)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());

    std::vector<ConfigEntry> entries;
    std::string section;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view raw = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!chat::isValidUtf8(raw))
            return wrong(name, number, "this line is not UTF-8. Save the file as UTF-8.");
        const std::string_view line = trimmed(raw);
        if (line.empty() || line.front() == '#')
            continue;
        if (line.front() == '[') {
            if (line.back() != ']' || !isWord(line.substr(1, line.size() - 2)))
                return wrong(name, number, "a section is written [name], in small letters.");
            section = line.substr(1, line.size() - 2);
            continue;
        }
        const auto equals = line.find('=');
        if (equals == std::string_view::npos)
            return wrong(name, number,
                         "expected `key = value`, `[section]` or a comment that begins with #.");
        const std::string_view key = trimmed(line.substr(0, equals));
        if (!isWord(key))
            return wrong(name, number,
                         '`' + chat::printable(key)
                             + "` cannot be a key: keys are small letters, digits and `-`.");
        if (section.empty())
            return wrong(name, number, "`" + std::string(key) + "` stands before the first [section].");
        entries.push_back({section, std::string(key), std::string(trimmed(line.substr(equals + 1))), number});
    }
    return entries;
}

Result<std::vector<ConfigEntry>, Failure> readConfigFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(
            Failure{"cannot read the configuration " + path + ": " + file.errorString().toStdString()});
    if (file.size() > configFileBytes)
        return Unexpected(Failure{path + " is larger than 1 MiB: that is no configuration of hubbubd."});
    const QByteArray text = file.readAll();
    return parseConfig({text.constData(), static_cast<std::size_t>(text.size())}, path);
}

} // namespace hubbub::server
