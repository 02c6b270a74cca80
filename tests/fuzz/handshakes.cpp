// Both ends of a handshake and an attacker on the path, who may alter, repeat and invent messages: nobody
// gets keys but by messages that arrived as they were sent, and no unproven address gets more than it sent.

#include "tests/fuzz/program.h"
#include "tests/fuzz/targets.h"
#include "tests/protocol/link/handshake_ends.h"

#include <memory>

namespace hubbub::fuzz {

namespace {

/// One byte changed, unless the program says that none is.
Bytes altered(Bytes datagram, ProgramReader& program)
{
    const std::size_t low = program.number();
    const std::size_t at = low | std::size_t{program.number()} << 8U;
    const unsigned change = program.number();
    if (change != 0 && !datagram.empty()) {
        Byte& byte = datagram[at % datagram.size()];
        byte = static_cast<Byte>(byte ^ change);
    }
    return datagram;
}

} // namespace

void acceptor(ByteView input)
{
    ProgramReader program(input);
    test::ServerEnd server(1);
    server.acceptor.setCurveLoad(program.number() == 1 ? 100 : 0);
    Instant now = test::at(0s);
    std::vector<std::unique_ptr<test::ClientEnd>> clients;
    std::set<Digest> accepted;
    const auto deliver = [&](const Path& from, const Bytes& datagram, test::ClientEnd* sender,
                             bool isGenuine) {
        const auto packet = wire::decodePacket(datagram);
        if (!packet)
            return;
        const auto done = server.handle(now, from, datagram);
        CHECK(server.acceptor.halfOpen() <= 4'096);
        std::size_t answered = 0;
        for (const auto& sent : server.sink.take()) {
            answered += sent.bytes.size();
            CHECK(sent.path.remote == from.remote && wire::decodePacket(sent.bytes));
            if (sender != nullptr)
                sender->handle(now, sent.bytes);
        }
        CHECK(answered <= datagram.size());
        if (!done)
            return;
        // Nobody has made the keys but who holds the private key, and from one finish only once.
        CHECK(isGenuine && sender != nullptr && done->client == sender->identity.shared);
        CHECK(accepted.insert(done->handshakeHash).second);
        auto keys = sender->initiator.takeKeys();
        CHECK(test::agree(keys, done->keys) && test::agree(done->keys, keys));
    };
    while (!program.atEnd()) {
        switch (program.step()) {
        case Step::datagram:
        case Step::payload:
            deliver(test::home, copyOf(program.bytes()), nullptr, false);
            break;
        case Step::time:
            now += program.duration();
            server.acceptor.handleDeadline(now);
            break;
        case Step::record: // somebody new
            if (clients.size() < 8)
                clients.push_back(std::make_unique<test::ClientEnd>(100 + clients.size(), now));
            break;
        default: {
            // A client sends what is due, and perhaps it is altered, or comes from elsewhere.
            const unsigned which = program.number();
            if (clients.empty())
                break;
            test::ClientEnd& client = *clients[which % 16 % clients.size()];
            if (const auto due = client.initiator.deadline()) {
                now = std::max(now, *due);
                client.initiator.handleDeadline(now, client.sink);
            }
            for (const auto& sent : client.sink.take()) {
                const Bytes datagram = altered(sent.bytes, program);
                deliver(which & 16U ? test::elsewhere : test::home, datagram, &client,
                        datagram == sent.bytes);
            }
            break;
        }
        }
    }
}

void initiator(ByteView input)
{
    ProgramReader program(input);
    test::ClientEnd client(2);
    test::ServerEnd server(3);
    test::ServerEnd stranger(4);
    if (program.number() == 1)
        client.expected = server.identity.shared;
    Instant now = test::at(0s);
    while (!program.atEnd() && client.initiator.deadline()) {
        const bool hadKeys = client.initiator.hasKeys();
        bool isGenuine = false;
        const auto hear = [&](const Bytes& datagram) {
            if (wire::decodePacket(datagram))
                client.handle(now, datagram);
        };
        switch (program.step()) {
        case Step::datagram:
        case Step::payload:
            hear(copyOf(program.bytes()));
            break;
        case Step::record: { // a cookie or a version answer that quotes what it should
            const unsigned kind = program.number();
            const ByteView bytes = program.bytes();
            client.initiator.handleDeadline(now, client.sink);
            for (const auto& sent : client.sink.take()) {
                const auto packet = wire::decodePacket(sent.bytes);
                const auto* initiation = packet ? std::get_if<wire::Initiation>(&*packet) : nullptr;
                if (initiation == nullptr)
                    continue;
                if (kind % 2 == 0) {
                    wire::CookieAnswer answer{initiation->sender, initiation->ephemeral(), {}};
                    std::copy_n(bytes.begin(), std::min(bytes.size(), answer.cookie.bytes.size()),
                                answer.cookie.bytes.begin());
                    hear(wire::encode(answer));
                } else if (!bytes.empty()) {
                    hear(wire::encode(
                        wire::VersionAnswer{initiation->sender, initiation->ephemeral(),
                                            bytes.first(std::min<std::size_t>(bytes.size(), 16))}));
                }
            }
            break;
        }
        case Step::time:
            now += program.duration();
            break;
        default: {
            // The message that is due reaches a server, whose answer may be altered on its way.
            const unsigned which = program.number();
            test::ServerEnd& answering = which % 2 == 0 ? server : stranger;
            now = std::max(now, *client.initiator.deadline());
            client.initiator.handleDeadline(now, client.sink);
            for (const auto& sent : client.sink.take()) {
                CHECK(sent.bytes.size() <= limits::datagramBytes);
                answering.handle(now, test::home, sent.bytes);
                for (const auto& answer : answering.sink.take()) {
                    const Bytes datagram = altered(answer.bytes, program);
                    isGenuine = isGenuine || datagram == answer.bytes;
                    hear(datagram);
                }
            }
            break;
        }
        }
        if (client.initiator.hasKeys() && !hadKeys) {
            CHECK(isGenuine);
            const PublicKey& key = client.initiator.serverKey();
            CHECK(key == server.identity.shared || (key == stranger.identity.shared && !client.expected));
        }
        // Whom it must not talk to, it tells nothing.
        if (client.expected)
            CHECK(!client.initiator.hasKeys() || client.initiator.serverKey() == *client.expected);
    }
}

} // namespace hubbub::fuzz
