#include "protocol/client/client_engine.h"

#include "protocol/chat/name.h"
#include "protocol/chat/past_limits.h"
#include "protocol/chat/search_query.h"
#include "protocol/chat/text.h"
#include "protocol/client/engine_state.h"

#include <algorithm>
#include <utility>

namespace hubbub::client {

namespace {

chat::Refusal refusal(chat::RefusalCode code, std::string text)
{
    return {code, std::move(text), std::nullopt, std::nullopt};
}

/// What the server would say to a text as long as can be no name and no search: some fit into no record, and
/// never come to it. Other texts are cut before they are asked, or judged when they are said.
std::optional<chat::Refusal> refusalOfLength(const chat::Request& request)
{
    const auto* const rename = std::get_if<chat::RenameRequest>(&request);
    if (rename != nullptr && rename->name.size() > chat::typedNameBytes)
        return chat::Name::parse(rename->name).error();
    const auto* const search = std::get_if<chat::SearchRequest>(&request);
    if (search != nullptr && search->query.size() > limits::searchQueryBytes)
        return refusal(chat::RefusalCode::badArgument, chat::parseSearchQuery(search->query).error());
    return std::nullopt;
}

} // namespace

ClientEngine::ClientEngine(ClientSettings settings, Entropy& entropy)
    : state_(std::make_unique<State>(std::move(settings), entropy))
{
}

ClientEngine::~ClientEngine() = default;

// The world speaks.

void ClientEngine::handleDatagram(Instant now, const PeerAddress& from, ByteView bytes, ClientOutbox& out)
{
    Turn turn{now, out};
    state_->handleDatagram(turn, from, bytes);
    state_->finishTurn(turn);
}

void ClientEngine::handleDeadline(Instant now, ClientOutbox& out)
{
    Turn turn{now, out};
    state_->finishTurn(turn);
}

std::optional<Instant> ClientEngine::deadline() const
{
    return state_->deadline();
}

// The user wants.

void ClientEngine::start(Instant now, std::vector<PeerAddress> addresses, ClientOutbox& out)
{
    if (state_->isEnded)
        return;
    Turn turn{now, out};
    state_->connector.setAddresses(std::move(addresses));
    if (!std::exchange(state_->isStarted, true)) {
        state_->setLink(turn, LinkState::connecting, "Looking for " + state_->settings.place + ".");
        state_->connector.begin(now, std::nullopt);
    }
    state_->finishTurn(turn);
}

void ClientEngine::tryForEver()
{
    state_->patience.tryForEver();
}

void ClientEngine::trustServerKey(Instant now, bool trusted, ClientOutbox& out)
{
    if (!state_->isRunning() || !state_->awaitsTrust)
        return;
    Turn turn{now, out};
    state_->awaitsTrust = false;
    if (trusted)
        state_->trust.pin(*state_->toldKey);
    else
        state_->end(EndReason::keyNotTrusted, "The server's key is not trusted.");
    state_->finishTurn(turn);
}

void ClientEngine::join(Instant now, std::string_view name, bool takeOver, ClientOutbox& out)
{
    if (state_->isEnded || state_->admission.isWanted())
        return;
    Turn turn{now, out};
    state_->isForRoom = true;
    const auto parsed = chat::Name::parse(name);
    if (!parsed) {
        out.notices.emplace_back(JoinRefusedNotice{parsed.error()});
    } else {
        state_->admission.want(parsed->text(), takeOver);
        if (state_->room.wasEverEntered())
            state_->patience.waitToComeBack(now);
    }
    state_->finishTurn(turn);
}

void ClientEngine::expectPasswordKey(Instant now, ClientOutbox& out)
{
    Turn turn{now, out};
    state_->password.expectKey();
    state_->finishTurn(turn);
}

void ClientEngine::usePasswordKey(Instant now, crypto::PasswordKey key, ClientOutbox& out)
{
    Turn turn{now, out};
    state_->password.use(std::move(key));
    state_->finishTurn(turn);
}

Result<SubmissionId, chat::Refusal> ClientEngine::say(Instant now, std::string_view text,
                                                      chat::MessageStyle style, ClientOutbox& out)
{
    return state_->submit(now, text, style, false, false, out);
}

Result<SubmissionId, chat::Refusal> ClientEngine::announce(Instant now, std::string_view text,
                                                           ClientOutbox& out)
{
    return state_->submit(now, text, chat::MessageStyle::plain, true, false, out);
}

Result<SubmissionId, chat::Refusal> ClientEngine::askToConfirm(Instant now, std::string_view text,
                                                               ClientOutbox& out)
{
    return state_->submit(now, text, chat::MessageStyle::plain, true, true, out);
}

Result<SubmissionId, chat::Refusal> ClientEngine::State::submit(Instant now, std::string_view text,
                                                                chat::MessageStyle style, bool isAnnouncement,
                                                                bool asksToConfirm, ClientOutbox& out)
{
    if (isEnded || farewell.isBegun())
        return Unexpected(refusal(chat::RefusalCode::notStored, "You have left the room."));
    auto cleaned = chat::cleanText(text);
    if (!cleaned)
        return Unexpected(cleaned.error());
    if (cleaned->size() > textBytes()) {
        return Unexpected(
            refusal(chat::RefusalCode::tooLong,
                    "A message here may be at most " + std::to_string(textBytes()) + " bytes long."));
    }
    if (!outbox.hasRoomFor(cleaned->size())) {
        return Unexpected(
            refusal(chat::RefusalCode::busy, "Too much waits to be sent already; wait until some of it is."));
    }
    const SubmissionId id = drawId();
    outbox.add({id, std::move(*cleaned), style, isAnnouncement, asksToConfirm});
    Turn current{now, out};
    finishTurn(current);
    return id;
}

SubmissionId ClientEngine::State::ask(Instant now, chat::Request request, ClientOutbox& out)
{
    const SubmissionId id = drawId();
    Turn current{now, out};
    if (isEnded || farewell.isBegun()) {
        out.notices.emplace_back(
            RefusedNotice{id, refusal(chat::RefusalCode::notStored, "You have left the room.")});
        return id;
    }
    if (auto refused = refusalOfLength(request)) {
        out.notices.emplace_back(RefusedNotice{id, std::move(*refused)});
        return id;
    }
    questions.add(id, std::move(request));
    finishTurn(current);
    return id;
}

SubmissionId ClientEngine::kick(Instant now, MemberId member, const Fingerprint& fingerprint,
                                std::string_view reason, ClientOutbox& out)
{
    return state_->ask(
        now, chat::KickRequest{member, fingerprint, chat::cleanLine(reason, limits::reasonBytes)}, out);
}

SubmissionId ClientEngine::rename(Instant now, std::string_view name, ClientOutbox& out)
{
    return state_->ask(now, chat::RenameRequest{std::string(name)}, out);
}

SubmissionId ClientEngine::restrict(Instant now, chat::RestrictRequest request, ClientOutbox& out)
{
    request.reason = chat::cleanLine(request.reason, limits::reasonBytes);
    return state_->ask(now, std::move(request), out);
}

SubmissionId ClientEngine::lift(Instant now, Seq restriction, ClientOutbox& out)
{
    return state_->ask(now, chat::LiftRequest{restriction}, out);
}

SubmissionId ClientEngine::askRestrictions(Instant now, ClientOutbox& out)
{
    return state_->ask(now, chat::RestrictionsRequest{}, out);
}

SubmissionId ClientEngine::setTopic(Instant now, std::string_view topic, ClientOutbox& out)
{
    return state_->ask(now, chat::TopicRequest{chat::cleanLine(topic, limits::reasonBytes)}, out);
}

SubmissionId ClientEngine::setLock(Instant now, bool isLocked, ClientOutbox& out)
{
    return state_->ask(now, chat::LockRequest{isLocked}, out);
}

SubmissionId ClientEngine::remove(Instant now, Seq seq, std::string_view reason, ClientOutbox& out)
{
    return state_->ask(now, chat::RemoveRequest{seq, chat::cleanLine(reason, limits::reasonBytes)}, out);
}

SubmissionId ClientEngine::acknowledge(Instant now, Seq announcement, ClientOutbox& out)
{
    return state_->ask(now, chat::AcknowledgeRequest{announcement}, out);
}

SubmissionId ClientEngine::askConfirmations(Instant now, Seq announcement, ClientOutbox& out)
{
    return state_->ask(now, chat::ConfirmationsRequest{announcement}, out);
}

SubmissionId ClientEngine::away(Instant now, std::optional<std::string> text, ClientOutbox& out)
{
    if (text)
        text = chat::cleanLine(*text, limits::reasonBytes);
    return state_->ask(now, chat::AwayRequest{std::move(text)}, out);
}

SubmissionId ClientEngine::askMembers(Instant now, ClientOutbox& out)
{
    return state_->ask(now, chat::WhoRequest{}, out);
}

SubmissionId ClientEngine::askStats(Instant now, ClientOutbox& out)
{
    return state_->ask(now, chat::StatsRequest{}, out);
}

SubmissionId ClientEngine::askFigures(Instant now, ClientOutbox& out)
{
    return state_->ask(now, chat::FiguresRequest{}, out);
}

SubmissionId ClientEngine::askInfo(Instant now, ClientOutbox& out)
{
    return state_->ask(now, chat::InfoRequest{}, out);
}

SubmissionId ClientEngine::history(Instant now, const chat::HistoryAnchor& anchor, std::uint32_t limit,
                                   ClientOutbox& out)
{
    return state_->ask(now, chat::HistoryRequest{anchor, limit}, out);
}

SubmissionId ClientEngine::search(Instant now, std::string query, std::optional<Seq> before,
                                  std::uint32_t limit, EarlierSearches earlier, ClientOutbox& out)
{
    if (earlier == EarlierSearches::dropped)
        state_->questions.dropSearches();
    return state_->ask(now, chat::SearchRequest{std::move(query), before, limit}, out);
}

void ClientEngine::leave(Instant now, std::string_view reason, bool drain, ClientOutbox& out)
{
    if (state_->isEnded)
        return;
    Turn turn{now, out};
    state_->farewell.begin(chat::cleanLine(reason, limits::reasonBytes), drain && state_->isStarted);
    state_->isStarted = true; // who leaves before the start has left, too
    state_->finishTurn(turn);
}

void ClientEngine::giveUpUnsent(ClientOutbox& out)
{
    state_->outbox.giveUp(out.journal);
}

void ClientEngine::tryNow(Instant now, ClientOutbox& out)
{
    Turn turn{now, out};
    state_->connector.hurry(now);
    state_->finishTurn(turn);
}

// Questions.

bool ClientEngine::isAdmitted() const
{
    return !state_->isEnded && state_->admission.isWelcome();
}

bool ClientEngine::hasEnded() const
{
    return state_->isEnded;
}

LinkState ClientEngine::linkState() const
{
    return state_->linkState;
}

std::optional<Duration> ClientEngine::roundTrip() const
{
    return state_->session ? state_->session->connection().link().roundTrip() : std::nullopt;
}

std::optional<Instant> ClientEngine::lastHeard() const
{
    return state_->heardAt;
}

std::optional<Instant> ClientEngine::nextAttempt() const
{
    return state_->connector.nextAttempt();
}

std::size_t ClientEngine::unconfirmed() const
{
    return state_->unconfirmed();
}

std::optional<PasswordChallenge> ClientEngine::wantedPasswordKey() const
{
    return state_->isRunning() ? state_->password.wanted() : std::nullopt;
}

const crypto::PasswordKey* ClientEngine::passwordKey() const
{
    return state_->password.key();
}

const std::string& ClientEngine::ownName() const
{
    return state_->admission.name();
}

MemberId ClientEngine::ownMember() const
{
    return state_->room.ownMember();
}

std::vector<chat::RosterEntry> ClientEngine::members() const
{
    return state_->room.roster().entries();
}

Completeness ClientEngine::completeness() const
{
    return state_->room.proof().completeness();
}

Seq ClientEngine::firstKept() const
{
    return state_->room.welcome().firstKept;
}

std::uint32_t ClientEngine::textBytes() const
{
    return state_->textBytes();
}

std::uint32_t ClientEngine::State::textBytes() const
{
    constexpr auto most = static_cast<std::uint32_t>(limits::textBytes);
    const std::uint32_t told = room.welcome().textBytes;
    return told == 0 ? most : std::min(told, most);
}

} // namespace hubbub::client
