#include "protocol/qt/json_object.h"

#include "protocol/chat/utf8.h"

#include <QDateTime>

#include <array>
#include <cstdio>

namespace hubbub::qt {

namespace {

bool mustBeEscaped(char32_t character)
{
    const bool isControl = character < 0x20 || (character >= 0x7f && character <= 0x9f);
    const bool isSeparator = character == 0x2028 || character == 0x2029;
    const bool isDirection = character == 0x061c || character == 0x200e || character == 0x200f
                          || (character >= 0x202a && character <= 0x202e)
                          || (character >= 0x2066 && character <= 0x2069);
    return isControl || isSeparator || isDirection;
}

} // namespace

std::string jsonString(std::string_view text)
{
    std::string quoted = "\"";
    chat::forEachCharacter(text, [&](const chat::Utf8Character& character) {
        if (character.value == U'"' || character.value == U'\\') {
            quoted += '\\';
            quoted += static_cast<char>(character.value);
        } else if (character.value == U'\n') {
            quoted += "\\n";
        } else if (character.value == U'\t') {
            quoted += "\\t";
        } else if (mustBeEscaped(character.value)) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(character.value));
            quoted += escape.data();
        } else {
            chat::appendUtf8(quoted, character.value);
        }
    });
    return quoted + '"';
}

std::string rfc3339(WallTime time)
{
    // Qt 6.8 writes +00:00 for the time zone UTC, and Z only for UTC itself.
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds)
        .toUTC()
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

JsonObject& JsonObject::add(std::string_view name, std::string_view text)
{
    return addRaw(name, jsonString(text));
}

JsonObject& JsonObject::add(std::string_view name, std::uint64_t number)
{
    return addRaw(name, std::to_string(number));
}

JsonObject& JsonObject::addFlag(std::string_view name, bool flag)
{
    return addRaw(name, flag ? "true" : "false");
}

JsonObject& JsonObject::add(std::string_view name, const std::vector<std::string>& texts)
{
    std::string list;
    for (const std::string& text : texts) {
        if (!list.empty())
            list += ',';
        list += jsonString(text);
    }
    return addRaw(name, '[' + list + ']');
}

JsonObject& JsonObject::add(std::string_view name, const std::vector<Seq>& numbers)
{
    std::string list;
    for (const Seq number : numbers) {
        if (!list.empty())
            list += ',';
        list += std::to_string(number.value);
    }
    return addRaw(name, '[' + list + ']');
}

JsonObject& JsonObject::add(std::string_view name, const std::vector<JsonObject>& objects)
{
    std::string list;
    for (const JsonObject& object : objects) {
        if (!list.empty())
            list += ',';
        list += object.text_ + '}';
    }
    return addRaw(name, '[' + list + ']');
}

QByteArray JsonObject::line() const
{
    return QByteArray::fromStdString(text_ + "}\n");
}

JsonObject& JsonObject::addRaw(std::string_view name, std::string_view value)
{
    if (text_.size() > 1)
        text_ += ',';
    text_ += jsonString(name);
    text_ += ':';
    text_ += value;
    return *this;
}

} // namespace hubbub::qt
