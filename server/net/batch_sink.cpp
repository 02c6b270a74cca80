#include "server/net/batch_sink.h"

#include "protocol/base/check.h"

namespace hubbub::server {

MutableBytes BatchSink::buffer()
{
    const std::size_t filled = filledBytes();
    CHECK(ready() && bytes_.size() - filled >= limits::datagramBytes);
    return MutableBytes(bytes_).subspan(filled, limits::datagramBytes);
}

void BatchSink::commit(const Path& path, std::size_t bytes)
{
    CHECK(bytes <= limits::datagramBytes && path.socket < ports_.size());
    if (joinsLast(path, bytes)) {
        pieces_.back().length += bytes;
        ++pieces_.back().segments;
    } else {
        pieces_.push_back({path, filledBytes(), bytes, bytes, 1});
    }
    if (pieces_.size() == batchDatagrams || bytes_.size() - filledBytes() < limits::datagramBytes)
        flush();
}

/// Only behind a whole number of segments may another one stand.
bool BatchSink::joinsLast(const Path& path, std::size_t bytes) const
{
    if (pieces_.empty())
        return false;
    const Piece& last = pieces_.back();
    return bytes <= last.segment && last.length == last.segment * last.segments
        && last.segments < mostSegments && last.length + bytes <= mostSegmentedBytes && last.path == path;
}

void BatchSink::flush()
{
    blockedPort_.reset();
    while (flushed_ < pieces_.size()) {
        const std::uint8_t socket = pieces_[flushed_].path.socket;
        run_.clear();
        for (std::size_t i = flushed_; i < pieces_.size() && pieces_[i].path.socket == socket; ++i) {
            const Piece& piece = pieces_[i];
            run_.push_back({piece.path, ByteView(bytes_).subspan(piece.offset, piece.length),
                            piece.segments > 1 ? piece.segment : 0});
        }
        const std::size_t done = ports_[socket]->send(run_);
        flushed_ += done;
        if (done < run_.size()) {
            blockedPort_ = socket;
            return;
        }
    }
    pieces_.clear();
    flushed_ = 0;
}

} // namespace hubbub::server
