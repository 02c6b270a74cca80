// The parts of a ClientEngine, and how they work together. Private to this room: others use client_engine.h.
//
// Each call of the engine is a turn: the world or the person speaks, then finishTurn() does whatever has
// become due and sends what there is to send. deadline() names the times that finishTurn() looks at.
//
//   connector → session → admission → room      the way in
//   outbox, questions → session                 what the person wants
//   session → outbox, questions, room           what the server answers and tells
//   keep alive, patience, farewell              time
#pragma once

#include "protocol/client/admission.h"
#include "protocol/client/backoff.h"
#include "protocol/client/client_engine.h"
#include "protocol/client/connector.h"
#include "protocol/client/farewell.h"
#include "protocol/client/keep_alive.h"
#include "protocol/client/outbox.h"
#include "protocol/client/pacer.h"
#include "protocol/client/page_place.h"
#include "protocol/client/patience.h"
#include "protocol/client/questions.h"
#include "protocol/client/room.h"
#include "protocol/client/room_password.h"
#include "protocol/client/session.h"
#include "protocol/client/trust.h"
#include "protocol/client/turn.h"

#include <memory>

namespace hubbub::client {

struct ClientEngine::State final : link::LinkEvents {
    State(ClientSettings given, Entropy& source);

    // engine_state.cpp: turns.

    void finishTurn(Turn& turn);
    std::optional<Instant> deadline() const;
    bool isRunning() const { return isStarted && !isEnded; }
    std::size_t unconfirmed() const { return outbox.unsettled() + questions.unsettledOrders(); }
    std::size_t unanswered() const { return outbox.unsettled() + questions.unsettled(); }
    SubmissionId drawId() { return SubmissionId{nextId++}; }

    void askToJoin(Turn& turn);
    void offerSubmissions(Turn& turn);
    void putQuestions(Turn& turn);
    void sayFarewell(Turn& turn);
    void watchPatience(Turn& turn);
    void send(Turn& turn);
    void end(EndReason reason, std::string text);
    void conclude(Turn& turn);
    EndedNotice outOfPatience(Turn& turn);
    bool mayAsk() const;
    bool mayOffer() const;

    // client_engine.cpp: what the person wants.

    Result<SubmissionId, chat::Refusal> submit(Instant now, std::string_view text, chat::MessageStyle style,
                                               bool isAnnouncement, bool asksToConfirm, ClientOutbox& out);
    SubmissionId ask(Instant now, chat::Request request, ClientOutbox& out);
    std::uint32_t textBytes() const;

    // engine_link.cpp: finding the server, losing it, and finding it again.

    void handleDatagram(Turn& turn, const PeerAddress& from, ByteView bytes);
    void handlePacket(Turn& turn, const PeerAddress& from, const wire::Packet& packet);
    void handleHint(Turn& turn, const wire::ResetHint& hint);
    void handleSealed(Turn& turn, const PeerAddress& from, const wire::Sealed& packet);
    void handleAccepted(Turn& turn, Connector::Accepted accepted);
    void openSession(Turn& turn, Connector::Accepted accepted);
    void judgeServer(Turn& turn, const PublicKey& key, const PeerAddress& at);
    void handleClosed(Turn& turn);
    void watchLink(Turn& turn);
    std::optional<std::string> whyLost(Instant now) const;
    bool doProbesFail() const;
    void lose(Turn& turn, std::string text);
    void comeBack(Turn& turn);
    void setLink(Turn& turn, LinkState state, std::string text);
    std::optional<crypto::KeyPair> identityFor(const PublicKey& server) const;
    std::optional<Instant> linkDeadline() const;

    // engine_replies.cpp: what the server says in the session. LinkEvents come while `turn` is set.

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override;
    void recordsTruncated(StreamId stream, Seq first) override;
    void acknowledged(StreamId stream, Seq next) override;
    void ephemeralArrived(std::uint64_t, ByteView) override {}
    void accepted(bool) override {}
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t code, std::string_view text) override;

    bool handleReply(const chat::Reply& reply);
    bool handleJoinReply(const chat::Reply& reply);
    bool handleWelcome(const chat::WelcomeReply& welcome);
    void handleJoinRefused(const chat::Refusal& refusal);
    bool handleSubmissionReply(SubmissionNumber number, const chat::Reply& reply);
    bool handleAnswer(SubmissionId id, const chat::Reply& reply);
    void noteDone(const chat::Request& request, const chat::OkReply& ok);
    bool handleFigures(SubmissionId id, Question& question, const chat::FiguresReply& part);
    bool handleMembers(SubmissionId id, Question& question, const chat::Reply& reply);
    bool handleRestrictions(SubmissionId id, Question& question, const chat::RestrictionsReply& part);
    bool handleConfirmations(SubmissionId id, Question& question, const chat::ConfirmationsReply& part);
    bool handlePage(SubmissionId id, const Question& question, const chat::PageReply& page);
    ChainVerdict judgePage(const chat::HistoryAnchor& anchor, Seq head, const chat::PageReply& page);

    // What the person and the settings say.

    ClientSettings settings;
    Entropy& entropy;
    DropCounters drops;
    bool isStarted = false;
    bool isEnded = false;
    bool isForRoom = false; ///< join() was called; otherwise this is a tool
    std::uint64_t nextId = 1;

    // The way to the server.

    Trust trust;
    Connector connector;
    std::optional<Session> session;
    std::optional<KeepAlive> keepAlive; ///< of the session
    LinkState linkState = LinkState::connecting;
    std::optional<Instant> heardAt; ///< the last authentic packet
    std::optional<PublicKey> toldKey;
    bool awaitsTrust = false;
    std::optional<Instant>
        hintAt; ///< a reset hint came: unless something authentic does, the link is lost then
    Backoff hintBackoff;
    int probesWhenHeard = 0; ///< unanswered, when anything authentic came last

    // The room.

    Admission admission;
    RoomPassword password;
    Outbox outbox;
    Room room;
    Questions questions;
    KnownPast past; ///< as pages have told it in this session
    Pacer pacer;
    std::optional<Instant> offerAt;      ///< when the next submission may go
    bool wasAnswered = false;            ///< a submission or a question
    std::optional<std::string> awayText; ///< as the server knows it of this member

    // The end.

    Farewell farewell;
    Patience patience;
    std::optional<EndedNotice> ending;

    // Of the payload being handled.

    Turn* turn = nullptr;
    struct Closed {
        std::uint64_t code;
        std::string text;
    };
    std::optional<Closed> closed;
    bool isPrivateStreamTruncated = false;
};

} // namespace hubbub::client
