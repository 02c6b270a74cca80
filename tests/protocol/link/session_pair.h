// Two connections with the keys of one handshake and nothing between them but the test.
#pragma once

#include "protocol/base/drop_reason.h"
#include "protocol/link/connection.h"
#include "tests/protocol/link/places.h"
#include "tests/protocol/link/recorded_events.h"
#include "tests/protocol/link/recording_sink.h"
#include "tests/protocol/link/test_keys.h"
#include "tests/protocol/link/test_log.h"
#include "tests/support/seeded_entropy.h"

#include <vector>

namespace hubbub::test {

/// One end: stream 0 open both ways.
struct SessionEnd {
    SessionEnd(link::Role role_, std::uint64_t seed, const Path& path, const link::KeyLimits& limits)
        : role(role_),
          entropy(seed),
          connection(role, at(0s), keysOf(role, 1), path, entropy, drops, limits)
    {
        connection.link().openSender(StreamId{0}, log, Seq{1});
        connection.link().openReceiver(StreamId{0}, Seq{1});
    }

    std::vector<SentDatagram> flush(Instant now, std::size_t quota = 1000)
    {
        connection.flush(now, sink, quota);
        return sink.take();
    }

    link::Connection::Outcome handle(Instant now, const Path& from, ByteView datagram)
    {
        const auto packet = wire::decodePacket(datagram);
        CHECK(packet);
        return connection.handleSealed(now, from, std::get<wire::Sealed>(*packet), events);
    }

    /// Puts a record into the log and seals it.
    Bytes say(Instant now, std::string_view text)
    {
        log.append(text);
        connection.flush(now, sink, 1);
        return sink.takeOne();
    }

    void install(Instant now, std::uint32_t number, const std::optional<Path>& proven = std::nullopt)
    {
        connection.installKeys(now, keysOf(role, number), proven);
    }

    link::Role role;
    SeededEntropy entropy;
    DropCounters drops;
    RecordingSink sink;
    RecordedEvents events;
    TestLog log;
    link::Connection connection;
};

struct SessionPair {
    explicit SessionPair(const link::KeyLimits& limits = link::usualKeyLimits)
        : client(link::Role::client, 1, toServer, limits),
          server(link::Role::server, 2, home, limits)
    {
    }

    /// Carries everything both ways, without loss, until there is nothing to send.
    void settle(Instant now, const Path& clientPath = home)
    {
        for (int round = 0; round < 20; ++round) {
            const auto up = client.flush(now);
            for (const SentDatagram& datagram : up)
                server.handle(now, clientPath, datagram.bytes);
            const auto down = server.flush(now);
            for (const SentDatagram& datagram : down) {
                if (datagram.path == clientPath)
                    client.handle(now, datagram.path, datagram.bytes);
            }
            if (up.empty() && down.empty())
                return;
        }
    }

    SessionEnd client;
    SessionEnd server;
};

inline wire::Sealed sealedIn(const Bytes& datagram)
{
    return std::get<wire::Sealed>(*wire::decodePacket(datagram));
}

} // namespace hubbub::test
