// Writes the seed corpus: a real client talks to a real server, and what both send is kept, sealed and
// opened, whole and in parts. Always the same bytes.
//
//   record_corpus FOLDER

#include "protocol/crypto/identity.h"
#include "protocol/qt/kept_room.h"
#include "protocol/wire/discovery.h"
#include "tests/fuzz/client_world.h"
#include "tests/fuzz/server_world.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

namespace {

using namespace hubbub;
using fuzz::ClientWorld;
using fuzz::ProgramWriter;
using fuzz::ServerWorld;

class Corpus {
public:
    explicit Corpus(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void add(const std::string& target, ByteView bytes)
    {
        if (bytes.empty() || bytes.size() > mostBytes || !seen_[target].insert(copyOf(bytes)).second)
            return;
        const auto place = folder_ / target;
        std::filesystem::create_directories(place);
        std::ofstream file(place / std::to_string(seen_[target].size()), std::ios::binary);
        const std::string_view text = textOf(bytes);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        CHECK(file.good());
    }
    void add(const std::string& target, std::string_view text) { add(target, bytesOf(text)); }
    /// Frames of a payload and the records in them.
    void addPayload(ByteView payload, bool isClients)
    {
        add("frames", payload);
        wire::FrameReader reader(payload);
        while (const auto frame = reader.next()) {
            if (const auto* records = std::get_if<wire::RecordsFrame>(&*frame))
                wire::forEachRecord(*records, [&](Seq, ByteView record) {
                    if (isClients)
                        add("request", record);
                    else if (records->stream == StreamId{0})
                        add("reply", record);
                    else
                        add(chat::decodeLogRecord(record) ? "event" : "roster", record);
                });
        }
    }

private:
    static constexpr std::size_t mostBytes = 16'384;
    std::filesystem::path folder_;
    std::map<std::string, std::set<Bytes>> seen_;
};

/// Both worlds joined: what the client seals reaches the server under the keys of the server's world, and the
/// other way. Each step is kept as a program for the end that sees it.
class Conversation {
public:
    explicit Conversation(Corpus& corpus, bool isAdmin) : corpus_(corpus), server_(isAdmin)
    {
        toServer_.number(isAdmin ? 1 : 0);
        server_.told = [this](ByteView payload) { down_.push_back(copyOf(payload)); };
        run(8);
    }

    template <class Call>
    void acts(unsigned number, Call call)
    {
        toClient_.act(number);
        client_.with([&](auto& engine, auto& out) { call(engine, client_.now, out); });
        run(6);
    }
    void honestSays(std::string text)
    {
        server_.room().say(server_.honest(), ++honestNumber_, std::move(text));
        run(6);
    }
    /// Lets 2^n milliseconds go by at both ends.
    void run(unsigned n)
    {
        carry();
        toServer_.time(n);
        toClient_.time(n);
        const Duration duration = 1ms * (1 << n);
        server_.room().advance(duration);
        client_.advance(duration);
        carry();
    }
    void keep()
    {
        corpus_.add("server", toServer_.program());
        corpus_.add("client", toClient_.program());
    }
    bool isAdmitted() { return client_.engine().isAdmitted(); }

private:
    void carry()
    {
        for (int turn = 0; turn < 100 && !(up_.empty() && down_.empty()); ++turn) {
            for (const Bytes& payload : std::exchange(up_, {})) {
                corpus_.addPayload(payload, true);
                toServer_.payload(payload);
                server_.sendPayload(payload);
            }
            for (const Bytes& payload : std::exchange(down_, {})) {
                // The client's world says ACCEPTED itself.
                corpus_.addPayload(payload, false);
                toClient_.payload(payload);
                client_.sendPayload(payload);
            }
        }
    }

    Corpus& corpus_;
    ProgramWriter toServer_;
    ProgramWriter toClient_;
    std::vector<Bytes> up_;
    std::vector<Bytes> down_;
    ServerWorld server_;
    ClientWorld client_{[this](ByteView payload) { up_.push_back(copyOf(payload)); }};
    std::uint32_t honestNumber_ = 0;
};

/// The numbers of what the person does are those of tests/fuzz/client.cpp.
void talk(Corpus& corpus, bool isAdmin, int length)
{
    Conversation talk(corpus, isAdmin);
    CHECK(talk.isAdmitted());
    for (int i = 0; i < length; ++i) {
        talk.acts(0, [](auto& engine, Instant now, auto& out) {
            CHECK(engine.say(now, "大家好", chat::MessageStyle::plain, out));
        });
        talk.honestSays("hello " + std::to_string(i));
    }
    talk.keep();
    talk.acts(2, [](auto& engine, Instant now, auto& out) { engine.askMembers(now, out); });
    talk.acts(3, [](auto& engine, Instant now, auto& out) { engine.askStats(now, out); });
    talk.acts(4, [](auto& engine, Instant now, auto& out) { engine.askInfo(now, out); });
    talk.acts(5, [](auto& engine, Instant now, auto& out) { engine.away(now, "tea", out); });
    talk.acts(6, [](auto& engine, Instant now, auto& out) { engine.away(now, std::nullopt, out); });
    talk.keep();
    talk.acts(7, [](auto& engine, Instant now, auto& out) {
        CHECK(engine.announce(now, std::string(2'000, 'x'), out));
    });
    talk.run(12);
    talk.acts(8, [](auto& engine, Instant now, auto& out) { engine.leave(now, "bye", true, out); });
    talk.run(10);
    talk.keep();
}

void addModeration(Corpus& corpus)
{
    using namespace chat;
    const AddressRange range = AddressRange::parse("10.1.0.0/16").value();
    const NamedMember member{MemberId{1}, Fingerprint{{4}}};
    for (const Request& request :
         {Request(RenameRequest{"小红"}), Request(HistoryRequest{AfterEvent{Seq{7}}, 50}),
          Request(HistoryRequest{AroundTime{{1'700'000'000'000}}, 50}),
          Request(SearchRequest{"tea", Seq{7}, 20}),
          Request(RestrictRequest{RestrictionKind::ban, member, 2h, "spam"}),
          Request(RestrictRequest{RestrictionKind::mute, PublicKey{{5}}, {}, ""}),
          Request(RestrictRequest{RestrictionKind::ban, range, {}, ""}), Request(LiftRequest{Seq{7}}),
          Request(TopicRequest{"tea"}), Request(LockRequest{true}), Request(RemoveRequest{Seq{7}, "spam"}),
          Request(AcknowledgeRequest{Seq{7}}), Request(ConfirmationsRequest{Seq{7}})})
        corpus.add("request", encode(request));
    Event event{{1'700'000'000'000},        MemberId{2},        "tom", {},
                Content{Salt{{6}}, "spam"}, Announcement{true}, {}};
    for (const auto& what : {decltype(event.what)(Announcement{true}), decltype(event.what)(Renamed{"小红"}),
                             decltype(event.what)(TopicSet{}), decltype(event.what)(Removed{Seq{7}})})
    {
        event.what = what;
        corpus.add("event", encode(LogRecord{event}));
    }
    const Restriction ban{Seq{7}, RestrictionKind::ban, PublicKey{{5}},      "tom",
                          "小明", Fingerprint{{4}},     {1'700'000'000'000}, WallTime{1'700'000'001'000},
                          "spam"};
    const MemberInfo info{
        {MemberId{1}, "tom", Fingerprint{{4}}, {true, true, true}}, {1'700'000'000'000}, 5s};
    for (const Reply& reply :
         {Reply{Seq{2}, PageReply{{{Seq{7}, event}}, ChainValue{{2}}, true, Seq{1}}},
          Reply{Seq{2}, RestrictionsReply{{ban}, true}},
          Reply{Seq{2}, ConfirmationsReply{{{member, "tom", ConfirmationState::delivered}}, false}},
          Reply{Seq{2}, FiguresReply{{{info, 1500, 7, Seq{7}, "1.0"}}, false}}})
        corpus.add("reply", encode(reply));
}

/// What a conversation does not bring.
void addRecords(Corpus& corpus)
{
    const chat::LogPosition place{LogId{{1}}, Seq{7}, ChainValue{{2}}};
    corpus.add("request", chat::encode(chat::JoinRequest{"小明", OutboxId{{3}}, true, place, "1.0"}));
    corpus.add("request", chat::encode(chat::KickRequest{MemberId{1}, Fingerprint{{4}}, "spam"}));
    corpus.add("request", chat::encode(chat::UnknownRequest{99}));
    corpus.add("reply", chat::encode(chat::Reply{
                            Seq{2}, chat::Refusal{chat::RefusalCode::nameTaken, "taken", 5s, "tom2"}}));
    corpus.add("reply",
               chat::encode(chat::Reply{Seq{}, chat::PresenceNews{{{MemberId{2}, {true, true}, "tea"}}}}));
    corpus.add("event", chat::encode(chat::LogRecord{chat::VoidEvent{}}));
    addModeration(corpus);
    chat::Event event{{1'700'000'000'000},          MemberId{2},     "tom", {},
                      chat::Tombstone{Digest{{5}}}, chat::Message{}, {}};
    corpus.add("event", chat::encode(chat::LogRecord{event}));
    event.what = chat::Left{chat::LeftReason::banned};
    corpus.add("event", chat::encode(chat::LogRecord{event}));
}

void addHandshakes(Corpus& corpus)
{
    // Somebody new, message 1, message 3; the same with one byte altered, and out of another address.
    for (const unsigned load : {0U, 1U}) {
        for (const unsigned which : {0U, 16U}) {
            for (const unsigned change : {0U, 1U}) {
                ProgramWriter accepting;
                accepting.number(load);
                accepting.record(0, {});
                for (const unsigned altering : {0U, change, 0U}) {
                    accepting.act(which);
                    for (const unsigned each : {40U, 0U, altering})
                        accepting.number(each);
                    accepting.time(9);
                }
                corpus.add("acceptor", accepting.program());
                ProgramWriter initiating;
                initiating.number(load);
                initiating.record(0, ByteArray<4>{1, 2, 3, 4});
                initiating.act(which == 0 ? 0 : 1);
                for (const unsigned each : {90U, 0U, change})
                    initiating.number(each);
                initiating.record(1, ByteArray<2>{2, 1});
                initiating.act(0);
                corpus.add("initiator", initiating.program());
            }
        }
    }
    const wire::Offer offer{{1}, {1, 2}};
    corpus.add("handshake_payload", wire::encode(offer));
    corpus.add("handshake_payload", wire::encode(wire::OfferAndChoice{offer, {}, SessionIndex{7}}));
    corpus.add("handshake_payload", wire::encode(wire::FinishPayload{SessionIndex{7}}));
    corpus.add("handshake_payload", wire::encode(wire::FinishPayload{}));
    const Bytes noise(40, 7);
    const Bytes initiation = wire::encode(wire::Initiation{1, SessionIndex{9}, {}, noise});
    corpus.add("packet", initiation);
    corpus.add("packet", wire::encode(wire::Response{1, SessionIndex{9}, SessionIndex{8}, noise}));
    corpus.add("packet", wire::encode(wire::Finish{1, SessionIndex{8}, noise}));
    corpus.add("packet", wire::encode(wire::CookieAnswer{SessionIndex{9}, {{1}}, {{2}}}));
    corpus.add("packet", wire::encode(wire::VersionAnswer{SessionIndex{9}, {{1}}, ByteArray<2>{1, 2}}));
    corpus.add("packet", wire::encode(wire::ResetHint{SessionIndex{9}, 77}));
    corpus.add("discovery", wire::encode(wire::Probe{{{1, 2}}}));
    corpus.add("discovery", wire::encode(wire::RoomAnswer{{{1, 2}}, 7788, {{3}}, 1, 5, "茶"}));
    corpus.add("discovery", wire::encode(wire::RoomAnswer{{{1, 2}}, 9, {{3}}, 1, std::nullopt, "x"}));
    corpus.add("packet", Bytes{4, 0, 0, 0, 9, 0, 0, 0, 1, 0,  0,  0,  0,  0,  0,  0,
                               1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
}

void addWords(Corpus& corpus)
{
    const std::string key = crypto::publicKeyText(PublicKey{{1, 2, 3}});
    for (const std::string& text :
         {std::string("chat.example"), std::string("chat.example:7788"), std::string("[::1]:7789"),
          std::string("fe80::1%2"), std::string("[fe80::1%eth0]:1"), "hubbub://192.0.2.1:7788/#" + key,
          "HUBBUB://[2001:db8::1]:9/#" + key, std::string("::ffff:192.0.2.1")})
        corpus.add("address", std::string_view(text));
    for (const std::string_view text : {"小明", "Тор", "straße", "tom7_2", "ἀλφα", "한글", "ışık", "O'Neill",
                                        "नमस्ते", "ｔｏｍ", "管理员", "e\u0301"})
        corpus.add("name", text);
    for (const std::string_view text :
         {"大家好\r\n\tyes\u0085no", "\u202eabc\u2069", "שלום", "\x1b[31mred\x07", "\xff\xfe\xc3",
          "\u2800\u200b", "👩‍👩‍👧"})
        corpus.add("text", text);
    for (const std::string_view text :
         {"/me waves", "//slash", "/quit bye", "/who", "/kick tom spam", "/nonsense", "hello", " "})
        corpus.add("line", text);
    corpus.add("config",
               "\xEF\xBB\xBF# a comment\n[server]\nlisten = 0.0.0.0:7788\nlisten = [::]:7788\n"
               "public-address = chat.example\ndurability = full\n[room]\nname = Room 3b\nadmin = "
                   + key
                   + "\nreserved-name = teacher\nmember-limit = 10000\ngrace = 40s\n[limits]\n"
                     "messages-per-second = 60\nmessage-burst = 200\njoins-per-key-per-minute = 6\n");
    corpus.add("config", "[room]\nnamed = x\n");
    corpus.add("known_servers",
               std::string_view(("# Servers\n" + key + " chat.example:7788 192.0.2.1:7788\n")));
    corpus.add("known_servers", std::string_view("name 小明\nserver chat.example\nserver 192.0.2.1:7788\n"));
    corpus.add(
        "journal",
        std::string_view("outbox AAAAAAAAAAAAAAAAAAAAAA\nnext 3\nsay 3 aGVsbG8\nme 4 aGVsbG8\nannounce 5 eA\n"
                         "renumbered 3 6\nsettled 4\n"));
    qt::KeptRoom room{.server = {{1}},
                      .place = "chat.example:7788",
                      .room = "Room 3b",
                      .ownName = "小明",
                      .seenAt = {1'795'226'400'000},
                      .events = {}};
    chat::Event event{.time = {1'795'226'300'000},
                      .member = {2},
                      .name = "Ann",
                      .number = {},
                      .content = chat::Content{{}, "你好"},
                      .what = chat::Message{}};
    room.events.push_back({Seq{7}, false, event});
    event.content = chat::Tombstone{};
    room.events.push_back({Seq{9}, true, event});
    const QByteArray content = room.content().chopped(static_cast<qsizetype>(Digest::size));
    corpus.add("kept_room", std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        std::fputs("usage: record_corpus FOLDER\n", stderr);
        return 2;
    }
    CHECK(crypto::initialize());
    Corpus corpus(arguments[1]);
    talk(corpus, false, 3);
    talk(corpus, true, 1);
    addRecords(corpus);
    addHandshakes(corpus);
    addWords(corpus);
    return 0;
}
