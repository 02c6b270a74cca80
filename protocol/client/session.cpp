#include "protocol/client/session.h"

#include <utility>

namespace hubbub::client {

Session::Session(Instant now, link::SessionKeys keys, const PeerAddress& server, const PublicKey& serverKey,
                 Entropy& entropy, DropCounters& drops)
    : serverKey_(serverKey),
      indices_{keys.local},
      connection_(link::Role::client, now, std::move(keys), Path{{}, server}, entropy, drops)
{
    connection_.link().openSender(privateStream, requests_, Seq{1});
    connection_.link().openReceiver(privateStream, Seq{1});
}

void Session::installKeys(Instant now, link::SessionKeys keys)
{
    indices_.insert(keys.local);
    connection_.installKeys(now, std::move(keys));
    for (const SessionIndex retired : connection_.takeRetiredIndices())
        indices_.erase(retired);
}

void Session::ask(const chat::Request& request, Asked what)
{
    asked_.emplace(requests_.append(chat::encode(request)), what);
}

std::optional<Asked> Session::find(Seq request) const
{
    const auto found = asked_.find(request);
    if (found == asked_.end())
        return std::nullopt;
    return found->second;
}

} // namespace hubbub::client
