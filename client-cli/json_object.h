// One JSON object on one line, its members in the order in which they are added; safe to show on a terminal.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::cli {

/// A string in quotes. Controls and what changes the direction of writing are escaped, ill-formed bytes
/// become U+FFFD.
std::string jsonString(std::string_view text);

class JsonObject {
public:
    explicit JsonObject(std::string_view type) { add("type", type); }

    JsonObject& add(std::string_view name, std::string_view text);
    JsonObject& add(std::string_view name, const char* text) { return add(name, std::string_view(text)); }
    JsonObject& add(std::string_view name, std::uint64_t number);
    JsonObject& addFlag(std::string_view name, bool flag);
    JsonObject& add(std::string_view name, const std::vector<std::string>& texts);
    /// With its newline.
    QByteArray line() const;

private:
    JsonObject& addRaw(std::string_view name, std::string_view value);

    std::string text_ = "{";
};

} // namespace hubbub::cli
