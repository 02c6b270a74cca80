// The crowd's ends of the wire: many UDP sockets in one epoll, read in large batches (recvmmsg, UDP_GRO) and
// written in batches (sendmmsg), so that the crowd is never what is measured. Knows nothing of what the
// datagrams mean.
#pragma once

#include "bench/clock.h"
#include "protocol/base/address.h"
#include "protocol/base/bytes.h"
#include "protocol/base/limits.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace hubbub::bench {

struct SocketSettings {
    std::size_t count = 1;
    /// The kernel notes when each datagram arrived, however late this process reads it. Costs whoever sends
    /// some tens of nanoseconds per datagram.
    bool noteArrivals = false;
    /// The share of all datagrams, each way, that the way loses; 0 to 1.
    double loss = 0;
};

class Sockets {
public:
    using Number = std::uint32_t;

    struct Counters {
        std::uint64_t datagramsIn = 0;
        std::uint64_t bytesIn = 0;
        std::uint64_t datagramsOut = 0;
    };

    /// All on 127.0.0.1, each with a port of its own, sending to and hearing from `peer` only. Whatever the
    /// system refuses ends the program: a benchmark with fewer sockets would measure something else.
    Sockets(const SocketSettings& settings, const PeerAddress& peer);
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;
    ~Sockets();

    std::size_t count() const { return descriptors_.size(); }
    PeerAddress addressOf(Number socket) const;
    const Counters& counters() const { return counters_; }

    /// Waits at most so long (none: not at all) for something to arrive, and hands over what has:
    /// handler(socket, datagram, arrived), where `arrived` is 0 unless arrivals are noted. What the handler
    /// commits is sent when its socket has been read.
    template <class Handler>
    void receive(std::chrono::microseconds most, Handler&& handler);

    /// Where the next datagram is written; valid until commit().
    MutableBytes buffer();
    void commit(Number socket, std::size_t bytes);
    /// Sends what was committed.
    void flush();

private:
    /// One datagram, or the equally long ones that the kernel has joined.
    struct Arrival {
        ByteView bytes;
        std::size_t segmentBytes = 0;
        std::int64_t arrived = 0;
    };

    /// The sockets that have something.
    std::size_t wait(std::chrono::microseconds most, std::vector<Number>& ready);
    /// Reads one batch; false when the socket is empty then.
    bool read(Number socket, std::vector<Arrival>& arrivals);

    struct Buffers;

    /// One more datagram, on a bad way.
    bool isLost() { return loss_ > 0 && std::uniform_real_distribution<double>()(dice_) < loss_; }

    int epoll_ = -1;
    std::vector<int> descriptors_;
    std::unique_ptr<Buffers> buffers_;
    std::vector<Number> ready_;
    std::vector<Arrival> arrivals_;
    Counters counters_;
    double loss_ = 0;
    std::minstd_rand dice_;
    std::int64_t wallOffset_ = 0; ///< of the kernel's clock of arrivals to the steady one
};

template <class Handler>
void Sockets::receive(std::chrono::microseconds most, Handler&& handler)
{
    wait(most, ready_);
    for (const Number socket : ready_) {
        bool isMore = true;
        while (isMore) {
            isMore = read(socket, arrivals_);
            for (const Arrival& arrival : arrivals_) {
                ByteView left = arrival.bytes;
                while (!left.empty()) {
                    const ByteView datagram = left.first(std::min(left.size(), arrival.segmentBytes));
                    left = left.subspan(datagram.size());
                    ++counters_.datagramsIn;
                    counters_.bytesIn += datagram.size();
                    if (isLost())
                        continue;
                    handler(socket, datagram, arrival.arrived);
                }
            }
        }
        flush();
    }
}

} // namespace hubbub::bench
