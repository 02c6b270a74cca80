// Gathers the datagrams of a turn and sends them in batches, each through the socket of its path; those to
// one peer, as segments of one. What a full socket does not take stays and goes first when it is writable
// again.
#pragma once

#include "protocol/base/datagram_sink.h"
#include "protocol/base/limits.h"
#include "server/net/udp_port.h"

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

private:
    /// What is sealed here is copied by the kernel next: more than this would not stay in the processor's
    /// nearest memory, and less would show the cost of system calls.
    static constexpr std::size_t batchBytes = std::size_t{128} * 1024;
    /// As many as one system call takes.
    static constexpr std::size_t batchDatagrams = 64;

    struct Piece {
        Path path;
        std::size_t offset = 0;
        std::size_t length = 0;
        std::size_t segment = 0; ///< bytes of the first datagram
        std::size_t segments = 0;
    };
    bool joinsLast(const Path& path, std::size_t bytes) const;
    std::size_t filledBytes() const
    {
        return pieces_.empty() ? 0 : pieces_.back().offset + pieces_.back().length;
    }

    std::span<const std::unique_ptr<UdpPort>> ports_;
    std::vector<Byte> bytes_ = std::vector<Byte>(batchBytes);
    std::vector<Piece> pieces_;
    std::vector<OutgoingDatagram> run_;
    std::size_t flushed_ = 0; ///< pieces
    std::optional<std::uint8_t> blockedPort_;
};

} // namespace hubbub::server
