#include "server/core/arrivals.h"

#include "server/core/requests.h"

namespace hubbub::server {

void Arrivals::clear()
{
    requests.clear();
    acknowledgements.clear();
    isTyping = isClosed = saidGoodbye = false;
}

bool Arrivals::recordArrived(StreamId, Seq seq, ByteView record)
{
    auto request = chat::decodeRequest(record);
    if (!request)
        return false;
    requests.push_back({seq, std::move(*request)});
    return true;
}

void Arrivals::recordsTruncated(StreamId, Seq) {}

void Arrivals::acknowledged(StreamId stream, Seq next)
{
    acknowledgements.push_back({stream, next});
}

void Arrivals::ephemeralArrived(std::uint64_t kind, ByteView)
{
    isTyping = isTyping || kind == typingKind;
}

void Arrivals::accepted(bool) {}
void Arrivals::pongArrived(const wire::PingBytes&) {}

void Arrivals::closedByPeer(std::uint64_t code, std::string_view)
{
    isClosed = true;
    saidGoodbye = code == static_cast<std::uint64_t>(wire::CloseCode::goodbye);
}

} // namespace hubbub::server
