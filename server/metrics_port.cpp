#include "server/metrics_port.h"

#include "server/metrics.h"

#include <QMetaObject>

#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <system_error>

namespace hubbub::server {

namespace {

/// A Prometheus, a second one, and somebody who looks by hand.
constexpr unsigned connectionsMost = 8;
/// Seconds; who says nothing for so long is gone.
constexpr unsigned connectionTimeout = 5;
/// Of one request's headers and the like: figures are asked for in a few hundred bytes.
constexpr std::size_t connectionMemory = std::size_t{16} * 1024;
constexpr int waitingConnections = 16;
/// How old figures may be, and how long the loop is waited for.
constexpr std::chrono::seconds freshFor{1};
constexpr std::chrono::seconds loopPatience{2};

std::int64_t steadyNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

struct SocketAddress {
    sockaddr_storage storage = {};
    socklen_t size = 0;
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

SocketAddress socketAddress(const PeerAddress& address)
{
    SocketAddress result;
    if (address.ip.isV4()) {
        auto& v4 = reinterpret_cast<sockaddr_in&>(result.storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        std::memcpy(&v4.sin_addr, address.ip.bytes.data() + (address.ip.bytes.size() - sizeof v4.sin_addr),
                    sizeof v4.sin_addr);
        result.size = sizeof v4;
    } else {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(result.storage);
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(address.port);
        std::memcpy(&v6.sin6_addr, address.ip.bytes.data(), sizeof v6.sin6_addr);
        result.size = sizeof v6;
    }
    return result;
}

std::uint16_t portOf(int socket)
{
    sockaddr_storage storage = {};
    socklen_t size = sizeof storage;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0)
        return 0;
    return ntohs(storage.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(storage).sin_port
                                              : reinterpret_cast<sockaddr_in6&>(storage).sin6_port);
}

/// Negative if it cannot be had; errno tells why.
int listeningSocket(const PeerAddress& address)
{
    const SocketAddress where = socketAddress(address);
    const int socket = ::socket(where.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return socket;
    constexpr int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket, where.get(), where.size) == 0 && ::listen(socket, waitingConnections) == 0)
        return socket;
    const int error = errno;
    ::close(socket);
    errno = error;
    return -1;
}

MHD_Result reply(MHD_Connection* connection, unsigned status, std::string_view body)
{
    // libmicrohttpd copies what it is given here.
    MHD_Response* const response =
        MHD_create_response_from_buffer(body.size(), const_cast<char*>(body.data()), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr)
        return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, metricsType.data());
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    const MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

MHD_Result handleRequest(void* port, MHD_Connection* connection, const char* url, const char* method,
                         const char* /*version*/, const char* /*upload*/, size_t* uploadSize, void** state)
{
    const std::string_view word = method;
    if (word != MHD_HTTP_METHOD_GET && word != MHD_HTTP_METHOD_HEAD) {
        if (*uploadSize > 0)
            return MHD_NO;
        return reply(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET\n");
    }
    // The first call has the headers alone; answered then, the connection could not be kept.
    if (*state == nullptr) {
        *state = port;
        return MHD_YES;
    }
    if (std::string_view(url) != "/metrics")
        return reply(connection, MHD_HTTP_NOT_FOUND, "see /metrics\n");
    const auto text = static_cast<MetricsPort*>(port)->text();
    return text ? reply(connection, MHD_HTTP_OK, *text)
                : reply(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the server has too much to do\n");
}

void say(void* /*unused*/, const char* /*format*/, va_list /*arguments*/) {}

} // namespace

Result<std::unique_ptr<MetricsPort>, Failure> MetricsPort::open(const PeerAddress& address,
                                                                std::function<std::string()> gather)
{
    const int socket = listeningSocket(address);
    if (socket < 0) {
        const int error = errno;
        return Unexpected(Failure{error == EADDRINUSE
                                      ? "the port for metrics, " + address.text()
                                            + ", is taken; another program listens there."
                                      : "cannot listen for metrics on " + address.text() + ": "
                                            + std::generic_category().message(error) + '.'});
    }
    std::unique_ptr<MetricsPort> port(new MetricsPort(std::move(gather)));
    port->address_ = {address.ip, portOf(socket)};
    // What it would write to standard error is about bytes from outside.
    port->daemon_ = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_USE_ITC, 0, nullptr,
                                     nullptr, &handleRequest, port.get(), MHD_OPTION_EXTERNAL_LOGGER, &say,
                                     nullptr, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT,
                                     connectionsMost, MHD_OPTION_CONNECTION_TIMEOUT, connectionTimeout,
                                     MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemory, MHD_OPTION_END);
    if (port->daemon_ == nullptr) {
        ::close(socket);
        return Unexpected(Failure{"cannot listen for metrics on " + address.text() + '.'});
    }
    return port;
}

MetricsPort::~MetricsPort()
{
    {
        const std::lock_guard lock(mutex_);
        isClosing_ = true;
    }
    changed_.notify_all();
    if (daemon_ != nullptr)
        MHD_stop_daemon(daemon_);
}

std::optional<std::string> MetricsPort::text()
{
    std::unique_lock lock(mutex_);
    const auto isFresh = [this] {
        constexpr auto fresh = std::chrono::nanoseconds(freshFor).count();
        return gatheredAt_ != 0 && steadyNow() - gatheredAt_ < fresh;
    };
    if (!isFresh() && !isClosing_ && !std::exchange(isAsked_, true))
        QMetaObject::invokeMethod(this, &MetricsPort::gather, Qt::QueuedConnection);
    changed_.wait_for(lock, loopPatience, [&] { return isFresh() || isClosing_; });
    return isFresh() ? std::optional(text_) : std::nullopt;
}

void MetricsPort::gather()
{
    std::string text = gather_();
    {
        const std::lock_guard lock(mutex_);
        text_ = std::move(text);
        gatheredAt_ = steadyNow();
        isAsked_ = false;
    }
    changed_.notify_all();
}

} // namespace hubbub::server
