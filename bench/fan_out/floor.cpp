#include "bench/fan_out/floor.h"

#include "bench/server_process.h"
#include "protocol/base/check.h"

#include <netinet/udp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>

namespace hubbub::bench {

namespace {

/// Entries of one sendmmsg, as many as hubbubd uses.
constexpr std::size_t batch = 64;
/// Datagrams under way: the receivers' buffers hold them, and a sender that waits for room wakes seldom.
constexpr std::uint64_t mostUnderWay = 8192;
constexpr unsigned waitMicroseconds = 100;
/// What has not come after this long was lost.
constexpr std::int64_t lossAfter = 300'000'000;

struct SharedCount {
    std::atomic<std::uint64_t> received{0};
    std::atomic<std::uint64_t> sent{0};
    std::atomic<std::uint64_t> lost{0};
    std::atomic<std::int64_t> cpu{0};
    std::atomic<bool> isDone{false};
    std::atomic<std::uint32_t> port{0};
};

SharedCount* mapCount()
{
    void* const memory =
        ::mmap(nullptr, sizeof(SharedCount), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    return new (memory) SharedCount;
}

sockaddr_in toSystem(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int openSender()
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const sockaddr_in any = toSystem(0);
    CHECK(descriptor >= 0 && ::bind(descriptor, reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0);
    constexpr int bytes = 8 << 20;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    return descriptor;
}

/// Sends the same bytes to many, in batches: what is left of a server when all that it does for each member
/// is taken away.
class PlainSender {
public:
    explicit PlainSender(int descriptor) : descriptor_(descriptor) {}
    void sendToAll(std::vector<sockaddr_in>& members, ByteView bytes, std::size_t segmentBytes)
    {
        std::array<mmsghdr, batch> headers;
        std::array<iovec, batch> pieces;
        union Control {
            std::array<char, CMSG_SPACE(sizeof(std::uint16_t))> bytes;
            cmsghdr alignment;
        };
        std::array<Control, batch> controls;
        for (std::size_t begin = 0; begin < members.size(); begin += batch) {
            const std::size_t count = std::min(batch, members.size() - begin);
            for (std::size_t i = 0; i < count; ++i) {
                pieces[i] = {const_cast<Byte*>(bytes.data()), bytes.size()};
                msghdr& header = headers[i].msg_hdr;
                header = {};
                header.msg_name = &members[begin + i];
                header.msg_namelen = sizeof(sockaddr_in);
                header.msg_iov = &pieces[i];
                header.msg_iovlen = 1;
                if (bytes.size() <= segmentBytes)
                    continue;
                header.msg_control = controls[i].bytes.data();
                header.msg_controllen = controls[i].bytes.size();
                cmsghdr* const control = CMSG_FIRSTHDR(&header);
                control->cmsg_level = SOL_UDP;
                control->cmsg_type = UDP_SEGMENT;
                control->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
                const auto segment = static_cast<std::uint16_t>(segmentBytes);
                std::memcpy(CMSG_DATA(control), &segment, sizeof segment);
            }
            for (std::size_t done = 0; done < count;) {
                const int sent =
                    ::sendmmsg(descriptor_, headers.data() + done, static_cast<unsigned>(count - done), 0);
                CHECK(sent > 0);
                done += static_cast<std::size_t>(sent);
            }
        }
    }

private:
    int descriptor_;
};

PeerAddress addressOf(int descriptor)
{
    sockaddr_in own{};
    socklen_t length = sizeof own;
    CHECK(::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &length) == 0);
    return {IpAddress::v4(INADDR_LOOPBACK), ntohs(own.sin_port)};
}

void sendFloor(const FloorSettings& settings, int descriptor, std::vector<sockaddr_in> members,
               SharedCount& count)
{
    PlainSender sender(descriptor);
    const Bytes bytes(settings.datagramBytes * settings.segments, Byte{'x'});
    const std::uint64_t perRound = members.size() * settings.segments;
    const std::uint64_t mostWaiting = std::max(mostUnderWay, 2 * perRound) - perRound;
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;
    const std::int64_t cpu = cpuNanoseconds(::getpid());
    const std::int64_t end = readNanoseconds() + static_cast<std::int64_t>(settings.seconds * 1e9);
    while (readNanoseconds() < end) {
        sender.sendToAll(members, bytes, settings.datagramBytes);
        sent += perRound;
        std::int64_t progressAt = readNanoseconds();
        std::uint64_t received = count.received;
        while (sent - lost - count.received > mostWaiting) {
            ::usleep(waitMicroseconds);
            const std::int64_t at = readNanoseconds();
            if (received != count.received) {
                received = count.received;
                progressAt = at;
            } else if (at - progressAt > lossAfter) {
                lost = sent - received;
            }
        }
    }
    count.cpu = cpuNanoseconds(::getpid()) - cpu;
    count.sent = sent;
    count.isDone = true;
}

std::vector<sockaddr_in> addressesOf(const Sockets& sockets, std::uint32_t members)
{
    std::vector<sockaddr_in> addresses;
    for (std::uint32_t i = 0; i < members; ++i)
        addresses.push_back(
            toSystem(sockets.addressOf(static_cast<Sockets::Number>(i % sockets.count())).port));
    return addresses;
}

// The relay

/// A datagram of one byte registers its sender.
constexpr std::size_t registrationBytes = 1;

void relay(const RelaySettings& settings, SharedCount& count)
{
    const int descriptor = openSender();
    count.port = addressOf(descriptor).port;
    PlainSender sender(descriptor);
    std::vector<sockaddr_in> members;
    std::array<std::array<Byte, limits::datagramBytes>, batch> buffers;
    std::array<mmsghdr, batch> headers;
    std::array<iovec, batch> pieces;
    std::array<sockaddr_in, batch> from;
    Bytes joined;
    const std::size_t segmentBytes = settings.messageBytes * settings.messagesPerDatagram;
    for (;;) {
        for (std::size_t i = 0; i < batch; ++i) {
            pieces[i] = {buffers[i].data(), buffers[i].size()};
            headers[i] = {};
            headers[i].msg_hdr.msg_name = &from[i];
            headers[i].msg_hdr.msg_namelen = sizeof from[i];
            headers[i].msg_hdr.msg_iov = &pieces[i];
            headers[i].msg_hdr.msg_iovlen = 1;
        }
        const int received = ::recvmmsg(descriptor, headers.data(), batch, MSG_WAITFORONE, nullptr);
        CHECK(received > 0);
        joined.clear();
        for (std::size_t i = 0; i < static_cast<std::size_t>(received); ++i) {
            const ByteView message = ByteView(buffers[i]).first(headers[i].msg_len);
            if (message.size() == registrationBytes) {
                members.push_back(from[i]);
                count.received = members.size();
                continue;
            }
            if (!joined.empty() && settings.messagesPerDatagram == 1) {
                sender.sendToAll(members, joined, segmentBytes);
                joined.clear();
            }
            joined.insert(joined.end(), message.begin(), message.end());
        }
        if (!joined.empty())
            sender.sendToAll(members, joined, segmentBytes);
    }
}

} // namespace

FloorResult measureFloor(const FloorSettings& settings)
{
    SharedCount* const count = mapCount();
    const int descriptor = openSender();
    Sockets sockets({settings.sockets, false}, addressOf(descriptor));
    const auto members = addressesOf(sockets, settings.members);
    const pid_t child = ::fork();
    CHECK(child >= 0);
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        pinToCores(settings.senderCores);
        sendFloor(settings, descriptor, members, *count);
        ::_exit(0);
    }
    pinToCores(settings.crowdCores);
    std::uint64_t received = 0;
    std::int64_t progressAt = readNanoseconds();
    while (!count->isDone || (received < count->sent && readNanoseconds() - progressAt < lossAfter)) {
        endIfInterrupted();
        const std::uint64_t before = received;
        sockets.receive(std::chrono::microseconds{1000}, [&](Sockets::Number, ByteView, std::int64_t) {
            if (++received % batch == 0)
                count->received.store(received, std::memory_order_relaxed);
        });
        count->received = received;
        if (received != before)
            progressAt = readNanoseconds();
    }
    ::waitpid(child, nullptr, 0);
    ::close(descriptor);
    const FloorResult result{count->sent, count->sent - received, count->cpu};
    ::munmap(count, sizeof *count);
    return result;
}

Relay::Relay(const RelaySettings& settings) : settings_(settings)
{
    SharedCount* const count = mapCount();
    process_ = ::fork();
    CHECK(process_ >= 0);
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        pinToCores(settings.relayCores);
        relay(settings, *count);
    }
    pinToCores(settings.crowdCores);
    while (count->port == 0)
        ::usleep(waitMicroseconds);
    address_ = {IpAddress::v4(INADDR_LOOPBACK), static_cast<std::uint16_t>(count->port)};
    sockets_ = std::make_unique<Sockets>(SocketSettings{settings.sockets, settings.noteArrivals}, address_);
    for (std::uint32_t i = 0; i < settings.members; ++i) {
        sockets_->buffer()[0] = 0;
        sockets_->commit(static_cast<Sockets::Number>(i % sockets_->count()), registrationBytes);
        sockets_->flush();
        while (count->received <= i)
            ::usleep(1);
    }
    ::munmap(count, sizeof *count);
}

Relay::~Relay()
{
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

Relay::Result Relay::talk(const Talk& talk, double seconds, Histogram& arrival, Histogram& handled)
{
    Result result;
    std::uint64_t said = 0;
    const std::uint64_t members = settings_.members;
    const std::int64_t cpu = cpuNanoseconds(process_);
    const std::int64_t begin = readNanoseconds();
    const std::int64_t end = begin + static_cast<std::int64_t>(seconds * 1e9);
    std::int64_t progressAt = begin;
    std::int64_t at = begin;
    for (;;) {
        endIfInterrupted();
        at = readNanoseconds();
        const auto due = begin + static_cast<std::int64_t>(said) * talk.interval;
        const bool isOver = at >= end || (talk.messages != 0 && said == talk.messages);
        const bool maySay = talk.mode == TalkMode::paced
                              ? at >= due
                              : said * members < result.deliveries + talk.inFlight * members - (members - 1);
        if (!isOver && maySay) {
            const std::int64_t saidAt = talk.mode == TalkMode::paced ? due : at;
            const MutableBytes message = sockets_->buffer();
            std::memcpy(message.data(), &saidAt, sizeof saidAt);
            sockets_->commit(static_cast<Sockets::Number>(said % sockets_->count()), settings_.messageBytes);
            sockets_->flush();
            ++said;
            continue;
        }
        if (isOver && (result.deliveries == said * members || at - progressAt > lossAfter))
            break;
        const auto pause = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::nanoseconds(talk.mode == TalkMode::paced && !isOver ? due - at : 1'000'000));
        sockets_->receive(std::clamp(pause, std::chrono::microseconds{0}, std::chrono::microseconds{1000}),
                          [&](Sockets::Number, ByteView datagram, std::int64_t arrived) {
                              ++result.datagrams;
                              progressAt = at;
                              for (ByteView left = datagram; left.size() >= settings_.messageBytes;
                                   left = left.subspan(settings_.messageBytes))
                              {
                                  ++result.deliveries;
                                  std::int64_t saidAt = 0;
                                  std::memcpy(&saidAt, left.data(), sizeof saidAt);
                                  if (settings_.noteArrivals) {
                                      arrival.add(arrived - saidAt);
                                      handled.add(readNanoseconds() - saidAt);
                                  }
                              }
                          });
    }
    result.wall = at - begin;
    result.cpu = cpuNanoseconds(process_) - cpu;
    result.lost = said * members - result.deliveries;
    return result;
}

} // namespace hubbub::bench
