// Whether an event gives this person another name.
#pragma once

#include "protocol/client/notice.h"

#include <string>

namespace hubbub::screen {

/// The name that this member has from this event on; null if it tells of something else, or of the past.
inline const std::string* ownNewName(const client::EventNotice& notice)
{
    const auto* const renamed = std::get_if<chat::Renamed>(&notice.event.what);
    return renamed != nullptr && notice.own && !notice.history ? &renamed->name : nullptr;
}

} // namespace hubbub::screen
