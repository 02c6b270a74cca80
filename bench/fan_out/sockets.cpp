#include "bench/fan_out/sockets.h"

#include "protocol/base/check.h"

#include <netinet/udp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace hubbub::bench {

namespace {

/// Reads per system call; with GRO each may bring dozens of datagrams.
constexpr std::size_t readBatch = 32;
/// The most that the kernel joins.
constexpr std::size_t readBytes = std::size_t{64} * 1024;
constexpr std::size_t writeBatch = 64;
/// Sockets that one wait tells of.
constexpr std::size_t eventBatch = 256;
/// A second's worth of full datagrams for the members of one socket: nothing is lost because the crowd was
/// late.
constexpr int socketBufferBytes = 64 << 20;

union ControlBuffer {
    std::array<char, CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(timespec))> bytes;
    cmsghdr alignment;
};

std::int64_t nanosecondsOf(const timespec& time)
{
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::int64_t nanosecondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return nanosecondsOf(time);
}

void demand(bool succeeded, const char* what)
{
    if (succeeded)
        return;
    std::fprintf(stderr, "hubbub-bench: %s: %s\n", what, std::strerror(errno));
    std::exit(2);
}

void switchOn(int descriptor, int level, int option, const char* what)
{
    const int on = 1;
    demand(::setsockopt(descriptor, level, option, &on, sizeof on) == 0, what);
}

sockaddr_in toSystem(const PeerAddress& address)
{
    sockaddr_in system{};
    system.sin_family = AF_INET;
    system.sin_port = htons(address.port);
    system.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return system;
}

int openSocket(const SocketSettings& settings, const PeerAddress& peer)
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    demand(descriptor >= 0, "no more sockets (see ulimit -n)");
    // Only root may go beyond net.core.rmem_max.
    if (::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &socketBufferBytes, sizeof socketBufferBytes)
        != 0)
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &socketBufferBytes, sizeof socketBufferBytes);
    switchOn(descriptor, IPPROTO_UDP, UDP_GRO, "the kernel knows no UDP_GRO");
    if (settings.noteArrivals)
        switchOn(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, "no times of arrival");
    sockaddr_in own = toSystem({});
    demand(::bind(descriptor, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0, "no free port");
    const sockaddr_in other = toSystem(peer);
    demand(::connect(descriptor, reinterpret_cast<const sockaddr*>(&other), sizeof other) == 0,
           "cannot connect a socket");
    return descriptor;
}

} // namespace

struct Sockets::Buffers {
    // Reading
    std::vector<Byte> received = std::vector<Byte>(readBatch * readBytes);
    std::array<mmsghdr, readBatch> headers;
    std::array<iovec, readBatch> pieces;
    std::array<ControlBuffer, readBatch> controls;
    // Writing
    std::array<std::array<Byte, limits::datagramBytes>, writeBatch> sent;
    std::array<iovec, writeBatch> sentPieces;
    std::array<Number, writeBatch> sentTo;
    std::size_t filled = 0;
};

Sockets::Sockets(const SocketSettings& settings, const PeerAddress& peer)
    : buffers_(std::make_unique<Buffers>()),
      loss_(settings.loss)
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    demand(epoll_ >= 0, "no epoll");
    for (std::size_t i = 0; i < settings.count; ++i) {
        descriptors_.push_back(openSocket(settings, peer));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = static_cast<Number>(i);
        demand(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptors_.back(), &event) == 0, "epoll_ctl");
    }
    if (settings.noteArrivals)
        wallOffset_ = nanosecondsOf(CLOCK_REALTIME) - nanosecondsOf(CLOCK_MONOTONIC);
}

Sockets::~Sockets()
{
    for (const int descriptor : descriptors_)
        ::close(descriptor);
    ::close(epoll_);
}

PeerAddress Sockets::addressOf(Number socket) const
{
    sockaddr_in address{};
    socklen_t length = sizeof address;
    CHECK(::getsockname(descriptors_[socket], reinterpret_cast<sockaddr*>(&address), &length) == 0);
    return {IpAddress::v4(INADDR_LOOPBACK), ntohs(address.sin_port)};
}

std::size_t Sockets::wait(std::chrono::microseconds most, std::vector<Number>& ready)
{
    std::array<epoll_event, eventBatch> events;
    timespec timeout{};
    timeout.tv_sec = static_cast<time_t>(most.count() / 1'000'000);
    timeout.tv_nsec = static_cast<long>(most.count() % 1'000'000) * 1000;
    const int count =
        ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &timeout, nullptr);
    ready.clear();
    for (int i = 0; i < count; ++i)
        ready.push_back(events[static_cast<std::size_t>(i)].data.u32);
    return ready.size();
}

bool Sockets::read(Number socket, std::vector<Arrival>& arrivals)
{
    Buffers& buffers = *buffers_;
    arrivals.clear();
    for (std::size_t i = 0; i < readBatch; ++i) {
        buffers.pieces[i] = {buffers.received.data() + i * readBytes, readBytes};
        msghdr& header = buffers.headers[i].msg_hdr;
        header = {};
        header.msg_iov = &buffers.pieces[i];
        header.msg_iovlen = 1;
        header.msg_control = buffers.controls[i].bytes.data();
        header.msg_controllen = buffers.controls[i].bytes.size();
    }
    const int count =
        ::recvmmsg(descriptors_[socket], buffers.headers.data(), readBatch, MSG_DONTWAIT, nullptr);
    for (int i = 0; i < count; ++i) {
        mmsghdr& header = buffers.headers[static_cast<std::size_t>(i)];
        const ByteView bytes(static_cast<const Byte*>(header.msg_hdr.msg_iov->iov_base), header.msg_len);
        Arrival arrival{bytes, bytes.size(), 0};
        for (cmsghdr* control = CMSG_FIRSTHDR(&header.msg_hdr); control != nullptr;
             control = CMSG_NXTHDR(&header.msg_hdr, control))
        {
            if (control->cmsg_level == IPPROTO_UDP && control->cmsg_type == UDP_GRO) {
                int segment = 0;
                std::memcpy(&segment, CMSG_DATA(control), sizeof segment);
                arrival.segmentBytes = static_cast<std::size_t>(segment);
            } else if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPNS) {
                timespec time{};
                std::memcpy(&time, CMSG_DATA(control), sizeof time);
                arrival.arrived = nanosecondsOf(time) - wallOffset_;
            }
        }
        if (!bytes.empty())
            arrivals.push_back(arrival);
    }
    return count == static_cast<int>(readBatch);
}

MutableBytes Sockets::buffer()
{
    if (buffers_->filled == writeBatch)
        flush();
    return buffers_->sent[buffers_->filled];
}

void Sockets::commit(Number socket, std::size_t bytes)
{
    if (isLost())
        return;
    Buffers& buffers = *buffers_;
    buffers.sentPieces[buffers.filled] = {buffers.sent[buffers.filled].data(), bytes};
    buffers.sentTo[buffers.filled] = socket;
    ++buffers.filled;
}

void Sockets::flush()
{
    Buffers& buffers = *buffers_;
    std::array<mmsghdr, writeBatch> headers;
    for (std::size_t begin = 0; begin < buffers.filled;) {
        const Number socket = buffers.sentTo[begin];
        unsigned count = 0;
        for (; begin + count < buffers.filled && buffers.sentTo[begin + count] == socket; ++count) {
            headers[count] = {};
            headers[count].msg_hdr.msg_iov = &buffers.sentPieces[begin + count];
            headers[count].msg_hdr.msg_iovlen = 1;
        }
        // What the system does not take is lost, as datagrams may be; the link sends it again.
        const int sent = ::sendmmsg(descriptors_[socket], headers.data(), count, MSG_DONTWAIT);
        counters_.datagramsOut += sent > 0 ? static_cast<unsigned>(sent) : 0;
        begin += count;
    }
    buffers.filled = 0;
}

} // namespace hubbub::bench
