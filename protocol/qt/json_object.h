// One JSON object on one line, its members in the order in which they are added; safe to show on a terminal.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::qt {

/// A string in quotes. Controls and what changes the direction of writing are escaped, ill-formed bytes
/// become U+FFFD.
std::string jsonString(std::string_view text);
/// A point in time as RFC 3339 writes it, in UTC and to the millisecond.
std::string rfc3339(WallTime time);

class JsonObject {
public:
    explicit JsonObject(std::string_view type) { add("type", type); }

    JsonObject& add(std::string_view name, std::string_view text);
    JsonObject& add(std::string_view name, const char* text) { return add(name, std::string_view(text)); }
    JsonObject& add(std::string_view name, std::uint64_t number);
    JsonObject& addFlag(std::string_view name, bool flag);
    JsonObject& add(std::string_view name, const std::vector<std::string>& texts);
    JsonObject& add(std::string_view name, const std::vector<Seq>& numbers);
    JsonObject& add(std::string_view name, const std::vector<JsonObject>& objects);
    /// With its newline.
    QByteArray line() const;

private:
    JsonObject& addRaw(std::string_view name, std::string_view value);

    std::string text_ = "{";
};

} // namespace hubbub::qt
