#include "server/core/name_suggestion.h"

namespace hubbub::server {

bool isNameFree(const RoomState& state, Instant now, const chat::NameKeys& keys, const PublicKey& asker)
{
    return !state.reserved.contains(keys) && state.fold.holderOf(keys) == nullptr
        && state.fold.restingAgainst(keys, asker, state.wallAt(now)) == nullptr
        && state.pending.claimOf(keys) == nullptr;
}

std::optional<std::string> suggestName(const RoomState& state, Instant now, const chat::Name& wanted,
                                       const PublicKey& asker)
{
    for (unsigned n = 2; n < 2 + limits::suggestionTries; ++n) {
        const auto candidate = chat::Name::parse(chat::nameVariation(wanted, n));
        if (candidate && isNameFree(state, now, candidate->keys(), asker))
            return candidate->text();
    }
    return std::nullopt;
}

} // namespace hubbub::server
