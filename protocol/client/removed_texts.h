// What has been removed lately. Pages of the past and what a search finds come on another stream than the
// room's events: the answer may have been made before a removal, and arrive after it.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <span>

namespace hubbub::client {

/// The digest stands for the text from here on; of a tombstone nothing changes.
inline void removeText(chat::Event& event)
{
    if (const auto* content = std::get_if<chat::Content>(&event.content))
        event.content = chat::Tombstone{chat::contentDigest(*content)};
}

class RemovedTexts {
public:
    /// Far more than are removed while an answer is on its way.
    static constexpr std::size_t most = 1024;

    void note(const chat::Event& event)
    {
        const auto* const removal = std::get_if<chat::Removed>(&event.what);
        if (removal == nullptr)
            return;
        if (removed_.size() == most)
            removed_.pop_front();
        removed_.push_back(removal->seq);
    }
    void takeFrom(std::span<chat::PageEntry> entries) const
    {
        for (chat::PageEntry& entry : entries) {
            auto* const event = std::get_if<chat::Event>(&entry.record);
            if (event != nullptr && std::ranges::find(removed_, entry.seq) != removed_.end())
                removeText(*event);
        }
    }
    void clear() { removed_.clear(); }

private:
    std::deque<Seq> removed_; ///< in the order in which they were told
};

} // namespace hubbub::client
