#include "server/core/session.h"

#include "server/core/look_back.h"

#include <utility>

namespace hubbub::server {

Session::Session(SessionId name, const PublicKey& client, link::Connection made, const RoomLog& log,
                 Shard& home)
    : id(name),
      shard(home),
      key(client),
      room(log),
      connection(std::move(made))
{
}

Session::~Session() = default;

} // namespace hubbub::server
