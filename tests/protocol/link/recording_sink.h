// A sink that keeps what it was given, and blocks when told to.
#pragma once

#include "protocol/base/check.h"
#include "protocol/base/datagram_sink.h"
#include "protocol/base/limits.h"

#include <array>
#include <utility>
#include <vector>

namespace hubbub::test {

struct SentDatagram {
    Path path;
    Bytes bytes;
};

class RecordingSink final : public DatagramSink {
public:
    bool ready() override { return isReady; }
    MutableBytes buffer() override
    {
        CHECK(isReady);
        return buffer_;
    }
    void commit(const Path& path, std::size_t bytes) override
    {
        CHECK(isReady && bytes <= buffer_.size());
        sent.push_back({path, copyOf(ByteView(buffer_).first(bytes))});
    }

    std::vector<SentDatagram> take() { return std::exchange(sent, {}); }
    /// The only one sent since the last take.
    Bytes takeOne()
    {
        CHECK(sent.size() == 1);
        return take().front().bytes;
    }

    bool isReady = true;
    std::vector<SentDatagram> sent;

private:
    ByteArray<limits::datagramBytes> buffer_{};
};

} // namespace hubbub::test
