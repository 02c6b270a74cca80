// The protocol is a datagram to the socket named in NOTIFY_SOCKET, and stable by promise. libsystemd would
// say the same and bring a handful of libraries into a process that faces the network.
#include "server/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace hubbub::server {

void tellServiceManager(std::string_view state)
{
    const char* const given = std::getenv("NOTIFY_SOCKET");
    const std::string_view path = given != nullptr ? given : "";
    sockaddr_un address = {};
    if (path.size() < 2 || path.size() >= sizeof address.sun_path)
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    if (path.front() == '@')
        address.sun_path[0] = '\0'; // a name without a file
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    // Nobody can be told of a failure here; systemd gives up by itself on a service that never says it is
    // ready.
    [[maybe_unused]] const auto sent = ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                                                reinterpret_cast<const sockaddr*>(&address), size);
    ::close(socket);
}

} // namespace hubbub::server
