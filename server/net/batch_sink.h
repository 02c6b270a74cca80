// Gathers the datagrams of a turn and sends them in batches, each through the socket of its path. What a full
// socket does not take stays and goes first when it is writable again.
#pragma once

#include "protocol/base/datagram_sink.h"
#include "protocol/base/limits.h"
#include "server/net/udp_port.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace hubbub::server {

class BatchSink final : public DatagramSink {
public:
    /// The ports stand at the index they were bound with as `socket`; they must outlive the sink.
    explicit BatchSink(std::span<const std::unique_ptr<UdpPort>> ports) : ports_(ports) {}

    bool ready() override { return !blockedPort_; }
    MutableBytes buffer() override;
    void commit(const Path& path, std::size_t bytes) override;

    /// Sends what is gathered; at the end of a turn, and when a socket that was full is writable again.
    void flush();
    /// The socket that takes no more.
    std::optional<std::uint8_t> blockedPort() const { return blockedPort_; }
    std::uint64_t sent() const { return sent_; }

private:
    /// As many as one system call takes.
    static constexpr std::size_t batchSize = 64;

    struct Slot {
        std::array<Byte, limits::datagramBytes> bytes;
        std::size_t length;
        Path path;
    };

    std::span<const std::unique_ptr<UdpPort>> ports_;
    std::vector<Slot> slots_{batchSize};
    std::vector<OutgoingDatagram> run_;
    std::size_t filled_ = 0;
    std::size_t flushed_ = 0;
    std::optional<std::uint8_t> blockedPort_;
    std::uint64_t sent_ = 0;
};

} // namespace hubbub::server
