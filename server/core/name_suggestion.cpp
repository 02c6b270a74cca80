#include "server/core/name_suggestion.h"

#include <charconv>
#include <string_view>

namespace hubbub::server {

namespace {

/// A name that somebody has numbered already, apart from its number.
struct NumberedName {
    chat::Name base;
    unsigned number;
};

/// Of more digits than these it is no number of people with one name, but a year or a telephone.
constexpr std::size_t mostDigits = 3;

std::optional<NumberedName> numberedName(std::string_view text)
{
    const std::size_t end = text.find_last_not_of("0123456789");
    if (end == std::string_view::npos || text.size() - end - 1 > mostDigits)
        return std::nullopt;
    const std::string_view digits = text.substr(end + 1);
    const auto base = chat::Name::parse(text.substr(0, end + 1));
    if (digits.empty() || digits.front() == '0' || !base)
        return std::nullopt;
    unsigned number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return NumberedName{*base, number};
}

} // namespace

bool isNameFree(const RoomState& state, Instant now, const chat::NameKeys& keys, const PublicKey& asker)
{
    return !state.reserved.contains(keys) && state.fold.holderOf(keys) == nullptr
        && state.fold.restingAgainst(keys, asker, state.wallAt(now)) == nullptr
        && state.pending.claimOf(keys) == nullptr;
}

std::optional<std::string> suggestName(const RoomState& state, Instant now, const chat::Name& wanted,
                                       const PublicKey& asker)
{
    const auto firstFree = [&](const chat::Name& base, unsigned from) -> std::optional<std::string> {
        for (unsigned n = from; n < from + limits::suggestionTries; ++n) {
            const auto candidate = chat::Name::parse(chat::nameVariation(base, n));
            if (candidate && isNameFree(state, now, candidate->keys(), asker))
                return candidate->text();
        }
        return std::nullopt;
    };
    // 小明2 is followed by 小明3, not by 小明2_2.
    if (const auto numbered = numberedName(wanted.text())) {
        if (auto free = firstFree(numbered->base, numbered->number + 1))
            return free;
    }
    return firstFree(wanted, 2);
}

} // namespace hubbub::server
