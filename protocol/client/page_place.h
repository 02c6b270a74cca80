// Whether a page of the past lies where it was asked for. What it holds, and whether that is whole in itself,
// is not looked at here.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"

#include <optional>

namespace hubbub::client {

/// What the server has told in this session of how far its log reaches. Both are 0 as long as nothing is
/// known.
struct KnownPast {
    Seq first; ///< the first event that it has let us read back
    Seq head;  ///< an event that was there when the page was asked for
};

/// Events that were not asked for: whoever asks page after page would go in circles.
bool isBeyond(const chat::HistoryAnchor& anchor, const chat::PageReply& page);
bool isBeyond(const chat::SearchRequest& search, const chat::PageReply& page);

/// The first of the events missing between what was asked for and the page; nothing if none are. What is no
/// longer kept is not missing, nor what lies before the first event that we may read: that one is told only
/// by where pages begin. An empty page says nothing.
std::optional<Seq> firstLeftOut(const chat::HistoryAnchor& anchor, const chat::PageReply& page,
                                const KnownPast& known);

} // namespace hubbub::client
