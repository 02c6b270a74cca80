// What is searched for, as people type it (docs/PROTOCOL.md, section 9), and whether an event is what was
// meant. Knows nothing of indices: this is the definition that every index has to agree with.
#pragma once

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::chat {

/// All of it has to be true of an event. Words and names are folded (unicode::fold()).
struct SearchQuery {
    std::vector<std::string> words; ///< parts of the text, white space included
    std::vector<std::string> from;  ///< whole names
    std::optional<WallTime> notBefore;
    std::optional<WallTime> before; ///< said earlier than this
    bool hasLink = false;
    friend bool operator==(const SearchQuery&, const SearchQuery&) = default;
};

/// The failure is a sentence that says what to do.
Result<SearchQuery, std::string> parseSearchQuery(std::string_view text);

/// What was said: a message, an announcement, a topic, as long as its text is kept.
bool isSearchable(const Event& event);
/// For searchable events only.
bool matches(const SearchQuery& query, const Event& event);
/// Of a folded text: whether there is something that programs show as a link.
bool hasLink(std::string_view folded);

/// `2026-11-29` (midnight UTC), `2026-11-29T18:00Z`, `2026-11-29T18:00:30.5+08:00`; nothing if it is no such
/// point in time.
std::optional<WallTime> parseTime(std::string_view text);

} // namespace hubbub::chat
