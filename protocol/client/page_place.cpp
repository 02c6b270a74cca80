#include "protocol/client/page_place.h"

#include <algorithm>
#include <variant>

namespace hubbub::client {

namespace {

std::optional<Seq> leftOutBehind(const chat::PageReply& page, Seq end)
{
    const Seq after = next(page.events.back().seq);
    return after < end ? std::optional(after) : std::nullopt;
}

std::optional<Seq> leftOutInFront(const chat::PageReply& page, Seq wanted, const KnownPast& known)
{
    const Seq expected = std::max(wanted, page.firstKept);
    const bool isReadable = known.first.value != 0 && known.first <= wanted;
    return isReadable && page.events.front().seq > expected ? std::optional(expected) : std::nullopt;
}

} // namespace

bool isBeyond(const chat::HistoryAnchor& anchor, const chat::PageReply& page)
{
    if (page.events.empty())
        return false;
    if (const auto* const before = std::get_if<chat::BeforeEvent>(&anchor))
        return page.events.back().seq >= before->seq;
    const auto* const after = std::get_if<chat::AfterEvent>(&anchor);
    return after != nullptr && page.events.front().seq <= after->seq;
}

bool isBeyond(const chat::SearchRequest& search, const chat::PageReply& page)
{
    return search.before && !page.events.empty() && page.events.back().seq >= *search.before;
}

std::optional<Seq> firstLeftOut(const chat::HistoryAnchor& anchor, const chat::PageReply& page,
                                const KnownPast& known)
{
    if (page.events.empty())
        return std::nullopt;
    if (const auto* const before = std::get_if<chat::BeforeEvent>(&anchor))
        return leftOutBehind(page, std::min(before->seq, next(known.head)));
    if (const auto* const after = std::get_if<chat::AfterEvent>(&anchor))
        return leftOutInFront(page, next(after->seq), known);
    return std::nullopt;
}

} // namespace hubbub::client
