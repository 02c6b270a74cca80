// The sink that fills a ClientOutbox: always ready, since the owner keeps what a socket does not take.
#pragma once

#include "protocol/base/datagram_sink.h"
#include "protocol/base/limits.h"
#include "protocol/client/client_engine.h"

#include <array>

namespace hubbub::client {

class Outgoing final : public DatagramSink {
public:
    /// `out` must outlive it.
    explicit Outgoing(ClientOutbox& out) : out_(out) {}

    bool ready() override { return true; }
    MutableBytes buffer() override { return buffer_; }
    void commit(const Path& path, std::size_t bytes) override
    {
        out_.datagrams.push_back({path.remote, copyOf(ByteView(buffer_).first(bytes))});
    }

private:
    ClientOutbox& out_;
    std::array<Byte, limits::datagramBytes> buffer_{};
};

} // namespace hubbub::client
