#include "server/net/batch_sink.h"

#include "protocol/base/check.h"

namespace hubbub::server {

MutableBytes BatchSink::buffer()
{
    CHECK(ready() && filled_ < slots_.size());
    return slots_[filled_].bytes;
}

void BatchSink::commit(const Path& path, std::size_t bytes)
{
    CHECK(filled_ < slots_.size() && bytes <= limits::datagramBytes && path.socket < ports_.size());
    slots_[filled_].length = bytes;
    slots_[filled_].path = path;
    ++filled_;
    if (filled_ == slots_.size())
        flush();
}

void BatchSink::flush()
{
    blockedPort_.reset();
    while (flushed_ < filled_) {
        const std::uint8_t socket = slots_[flushed_].path.socket;
        run_.clear();
        for (std::size_t i = flushed_; i < filled_ && slots_[i].path.socket == socket; ++i)
            run_.push_back({slots_[i].path, ByteView(slots_[i].bytes).first(slots_[i].length)});
        const std::size_t done = ports_[socket]->send(run_);
        flushed_ += done;
        sent_ += done;
        if (done < run_.size()) {
            blockedPort_ = socket;
            return;
        }
    }
    filled_ = 0;
    flushed_ = 0;
}

} // namespace hubbub::server
