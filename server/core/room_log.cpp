#include "server/core/room_log.h"

#include "server/core/limits.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

RoomLog::RoomLog(RestoredRoom& restored)
    : published_(restored.state.head),
      head_(restored.state.head),
      firstKept_(restored.firstKept),
      headChain_(restored.state.chain),
      tail_(Seq{restored.state.head.value + 1 - restored.tail.size()}),
      chainsFrom_(restored.state.head)
{
    for (const Bytes& record : std::exchange(restored.tail, {}))
        tail_.append(record, {});
    if (tail_.size() > 0) {
        tail_.setChain(head_, headChain_);
        missingChain_ = Seq{tailFirst().value - 1};
        // The first event has nothing but zeros before it.
        if (missingChain_ == Seq{0})
            setMissingChain(ChainValue{});
    }
}

void RoomLog::append(Seq seq, ByteView record, const ChainValue& chain)
{
    CHECK(seq == next(head_));
    head_ = seq;
    headChain_ = chain;
    tail_.append(record, chain);
    while ((tail_.size() > limits::tailRecords || tail_.bytes() > limits::tailBytes) && tail_.dropOldest()) {
    }
    chainsFrom_ = std::max(chainsFrom_, tailFirst());
}

void RoomLog::removeText(Seq seq)
{
    if (!sizeOf(seq))
        return;
    const auto record = chat::decodeLogRecord(seq >= tailFirst() ? tail_.record(seq) : *blocks_.peek(seq));
    const auto* said = record ? std::get_if<chat::Event>(&*record) : nullptr;
    const auto* content = said != nullptr ? std::get_if<chat::Content>(&said->content) : nullptr;
    if (content == nullptr)
        return;
    chat::Event removed = *said;
    removed.content = chat::Tombstone{chat::contentDigest(*content)};
    Bytes bytes = chat::encode(chat::LogRecord(removed));
    if (seq >= tailFirst())
        tail_.replace(seq, bytes);
    // Blocks are read whole, also those that the tail has a part of.
    blocks_.replace(seq, std::move(bytes));
}

std::optional<ByteView> RoomLog::find(Seq seq) const
{
    if (seq < firstKept_ || seq > head_)
        return std::nullopt;
    return seq >= tailFirst() ? tail_.record(seq) : blocks_.find(seq);
}

std::optional<std::size_t> RoomLog::sizeOf(Seq seq) const
{
    if (seq < firstKept_ || seq > head_)
        return std::nullopt;
    const auto record = seq >= tailFirst() ? tail_.record(seq) : blocks_.peek(seq);
    return record ? std::optional(record->size()) : std::nullopt;
}

link::RecordRun RoomLog::run(Seq first, Seq end, std::size_t most) const
{
    if (first < std::max(firstKept_, tailFirst()) || first >= std::min(end, next(head_)))
        return {};
    return tail_.run(first, end, most);
}

std::optional<ChainValue> RoomLog::chainAt(Seq seq) const
{
    if (seq == head_)
        return headChain_;
    if (seq == Seq{0})
        return ChainValue{};
    if (seq < chainsFrom_ || seq > head_ || seq < tailFirst())
        return std::nullopt;
    return tail_.chain(seq);
}

void RoomLog::setMissingChain(const std::optional<ChainValue>& before)
{
    const auto asked = std::exchange(missingChain_, std::nullopt);
    if (!before || !asked || next(*asked) != tailFirst())
        return;
    ChainValue chain = *before;
    for (Seq seq = tailFirst(); seq <= chainsFrom_; seq = next(seq)) {
        const auto record = chat::decodeLogRecord(tail_.record(seq));
        if (!record)
            return;
        chain = chat::chainNext(chain, seq, *record);
        // The last one is known from the state: a tail that does not lead there is not to be vouched for.
        if (seq == chainsFrom_ && chain != tail_.chain(seq))
            return;
        tail_.setChain(seq, chain);
    }
    chainsFrom_ = tailFirst();
}

void RoomLog::raiseFirst(Seq first)
{
    firstKept_ = std::max(firstKept_, std::min(first, tailFirst()));
}

void RoomLog::prune(Seq first)
{
    firstKept_ = std::max(firstKept_, std::min(first, next(head_)));
}

} // namespace hubbub::server
