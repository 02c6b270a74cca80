#include "bench/flood.h"

#include "protocol/link/session_keys.h"
#include "protocol/wire/packet.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>

namespace hubbub::bench {

namespace {

constexpr std::size_t batchSize = 32;
/// Enough for an address never to be alone among the busy ones; each is a file descriptor.
constexpr std::size_t addressCount = 1000;
/// 127.66.0.0/16, away from where members and newcomers are.
constexpr std::uint32_t floodNetwork = 0x7f420000;

/// splitmix64 (Vigna): a flood must not be bounded by its random numbers.
class QuickRandom {
public:
    explicit QuickRandom(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next()
    {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111eb;
        return z ^ (z >> 31U);
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    void fill(MutableBytes bytes)
    {
        for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::uint64_t)) {
            const std::uint64_t number = next();
            std::memcpy(bytes.data() + i, &number, std::min(sizeof number, bytes.size() - i));
        }
    }

private:
    std::uint64_t state_;
};

/// One source address, and what it needs to know to send from there.
struct Source {
    int socket = -1;
    wire::Ephemeral ephemeral;
    wire::Cookie cookie;
};

class Sender {
public:
    Sender(FloodKind kind, const PeerAddress& server, const Crowd& crowd)
        : kind_(kind),
          crowd_(crowd),
          offer_(wire::encode(link::ownOffer()))
    {
        server_.sin_family = AF_INET;
        server_.sin_port = htons(server.port);
        server_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool isFromOne =
            kind == FloodKind::openingsFromOne || kind == FloodKind::openingsWithCookiesFromOne;
        const bool isFromMembers = kind == FloodKind::replays || kind == FloodKind::forgeries;
        if (isFromMembers)
            raw_ = ::socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP);
        else
            for (std::size_t i = 0; i < (isFromOne ? 1 : addressCount); ++i)
                sources_.push_back(openSource(static_cast<std::uint32_t>(i)));
    }

    std::uint64_t run(Duration length)
    {
        const Instant end = readClock() + length;
        std::uint64_t sent = 0;
        while (readClock() < end)
            sent += sendBatch();
        return sent;
    }

private:
    Source openSource(std::uint32_t number)
    {
        Source source;
        source.socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        CHECK(source.socket >= 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(floodNetwork + 1 + number);
        CHECK(::bind(source.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        random_.fill(source.ephemeral.bytes);
        return source;
    }

    /// All of a batch goes out of one socket.
    std::uint64_t sendBatch()
    {
        int socket = -1;
        if (kind_ == FloodKind::replays || kind_ == FloodKind::forgeries) {
            socket = fillFromMembers();
        } else {
            Source& source = sources_[turn_++ % sources_.size()];
            if (kind_ == FloodKind::openingsWithCookies || kind_ == FloodKind::openingsWithCookiesFromOne)
                takeCookies(source);
            for (Bytes& bytes : batch_)
                bytes = draw(source);
            socket = source.socket;
        }
        std::array<iovec, batchSize> pieces{};
        std::array<mmsghdr, batchSize> headers{};
        for (std::size_t i = 0; i < batchSize; ++i) {
            pieces[i] = {batch_[i].data(), batch_[i].size()};
            headers[i].msg_hdr.msg_name = &server_;
            headers[i].msg_hdr.msg_namelen = sizeof server_;
            headers[i].msg_hdr.msg_iov = &pieces[i];
            headers[i].msg_hdr.msg_iovlen = 1;
        }
        const int count = ::sendmmsg(socket, headers.data(), batchSize, MSG_DONTWAIT);
        return count > 0 ? static_cast<std::uint64_t>(count) : 0;
    }

    Bytes draw(const Source& source)
    {
        switch (kind_) {
        case FloodKind::openings:
        case FloodKind::openingsFromOne: {
            wire::Ephemeral ephemeral;
            random_.fill(ephemeral.bytes);
            return opening(ephemeral, {});
        }
        case FloodKind::openingsWithCookies:
        case FloodKind::openingsWithCookiesFromOne:
            return opening(source.ephemeral, source.cookie);
        case FloodKind::replaysFromElsewhere:
            return crowd_.recorded[random_.below(crowd_.recorded.size())].bytes;
        default:
            return noise();
        }
    }

    /// Of an index of its own, and so another handshake each time.
    Bytes opening(const wire::Ephemeral& ephemeral, const wire::Cookie& cookie)
    {
        Bytes message(ephemeral.bytes.begin(), ephemeral.bytes.end());
        message.insert(message.end(), offer_.begin(), offer_.end());
        return wire::encode(wire::Initiation{wire::handshakeVersion,
                                             SessionIndex{static_cast<std::uint32_t>(random_.next())}, cookie,
                                             message});
    }

    Bytes noise()
    {
        Bytes bytes(1 + random_.below(limits::datagramBytes));
        random_.fill(bytes);
        if (random_.below(2) == 0)
            bytes[0] = static_cast<Byte>(1 + random_.below(7));
        return bytes;
    }

    /// Datagrams of one member; its socket, inherited from the crowd's process.
    int fillFromMembers()
    {
        const std::size_t begin = random_.below(crowd_.recorded.size());
        const std::size_t member = crowd_.recorded[begin].member;
        std::size_t at = begin;
        for (Bytes& bytes : batch_) {
            do
                at = (at + 1) % crowd_.recorded.size();
            while (crowd_.recorded[at].member != member);
            bytes = crowd_.recorded[at].bytes;
            const bool isSealed = !bytes.empty() && bytes[0] == 4;
            if (kind_ == FloodKind::forgeries && isSealed)
                random_.fill(std::span(bytes).subspan(8)); // all but type and index
        }
        // Its socket's buffer is the member's own: with the right to it, only its address is used.
        if (raw_ < 0)
            return crowd_.descriptor(member);
        sockaddr_in own{};
        socklen_t size = sizeof own;
        CHECK(::getsockname(crowd_.descriptor(member), reinterpret_cast<sockaddr*>(&own), &size) == 0);
        for (Bytes& bytes : batch_) {
            const udphdr header{{{own.sin_port, server_.sin_port,
                                  htons(static_cast<std::uint16_t>(sizeof(udphdr) + bytes.size())), 0}}};
            const auto* const bytesOfIt = reinterpret_cast<const Byte*>(&header);
            bytes.insert(bytes.begin(), bytesOfIt, bytesOfIt + sizeof header);
        }
        return raw_;
    }

    static void takeCookies(Source& source)
    {
        std::array<Byte, limits::datagramBytes> buffer{};
        while (true) {
            const auto size = ::recv(source.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (size < 0)
                return;
            const auto packet = wire::decodePacket(ByteView(buffer).first(static_cast<std::size_t>(size)));
            if (const auto* answer = packet ? std::get_if<wire::CookieAnswer>(&*packet) : nullptr)
                source.cookie = answer->cookie;
        }
    }

    FloodKind kind_;
    int raw_ = -1; ///< for datagrams with a member's source address
    const Crowd& crowd_;
    Bytes offer_;
    sockaddr_in server_{};
    QuickRandom random_{1};
    std::vector<Source> sources_;
    std::size_t turn_ = 0;
    std::array<Bytes, batchSize> batch_;
};

} // namespace

Flood::Flood(FloodKind kind, const PeerAddress& server, const Crowd& crowd, Duration length)
{
    std::array<int, 2> ends{};
    CHECK(::pipe(ends.data()) == 0);
    process_ = ::fork();
    CHECK(process_ >= 0);
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        // The members live on the same core and go before: the flood has all the rest of it.
        ::setpriority(PRIO_PROCESS, 0, 19);
        const std::uint64_t sent = Sender(kind, server, crowd).run(length);
        const auto written = ::write(ends[1], &sent, sizeof sent);
        ::_exit(written == sizeof sent ? 0 : 1);
    }
    ::close(ends[1]);
    result_ = ends[0];
}

std::uint64_t Flood::end()
{
    std::uint64_t sent = 0;
    CHECK(::read(result_, &sent, sizeof sent) == sizeof sent);
    CHECK(::waitpid(process_, nullptr, 0) == process_);
    process_ = -1;
    return sent;
}

Flood::~Flood()
{
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    ::close(result_);
}

} // namespace hubbub::bench
