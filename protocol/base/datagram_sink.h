// Where engines put datagrams: straight into the buffer that will be sent, so that fan-out copies nothing.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/bytes.h"

namespace hubbub {

class DatagramSink {
public:
    DatagramSink() = default;
    DatagramSink(const DatagramSink&) = delete;
    DatagramSink& operator=(const DatagramSink&) = delete;
    virtual ~DatagramSink() = default;

    /// False while the socket takes no more (EAGAIN, ENOBUFS). That is back-pressure, not loss: the engine
    /// keeps what it has, and is asked to flush again when the socket is writable.
    virtual bool ready() = 0;
    /// limits::datagramBytes to write the next datagram into; only while ready(), valid until commit() or the
    /// next buffer().
    virtual MutableBytes buffer() = 0;
    /// Sends the first `bytes` of the buffer: to path.remote, from path.local if that is specified.
    virtual void commit(const Path& path, std::size_t bytes) = 0;

    /// Copies a datagram that was made elsewhere; lost if not ready(), as datagrams may be.
    void send(const Path& path, ByteView datagram);
};

} // namespace hubbub
