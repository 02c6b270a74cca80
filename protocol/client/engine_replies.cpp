// What the server says in the session: results of requests, news, the room's records. Whatever breaks the
// rules ends the session: a server that is not to be understood is not to be relied on.
#include "protocol/chat/name.h"
#include "protocol/chat/text.h"
#include "protocol/client/engine_state.h"

#include <algorithm>
#include <utility>

namespace hubbub::client {

namespace {

/// A list of members longer than any room's is an attack on our memory.
constexpr std::size_t mostMembers = 200'000;
/// Of the text that comes with a CLOSE.
constexpr std::size_t closeTextBytes = 512;

/// Asked by the engine itself: nobody is told of the answer.
constexpr SubmissionId nobodysQuestion{0};

/// How long to wait where the server asks for patience; within reason, whatever it says.
Duration patienceFor(const chat::Refusal& refusal)
{
    constexpr Duration unlessTold{1s};
    constexpr Duration least{50ms};
    constexpr Duration most{60s};
    return std::clamp(refusal.retryAfter.value_or(unlessTold), least, most);
}

/// Not the person's business: the engine tries again by itself.
bool isPassing(const chat::Refusal& refusal)
{
    return refusal.code == chat::RefusalCode::rate || refusal.code == chat::RefusalCode::busy;
}

/// Further records of the same result follow.
bool hasMore(const chat::Reply& reply)
{
    return std::visit(
        [](const auto& what) {
            if constexpr (requires { what.more; } && !std::is_same_v<decltype(what), const chat::PageReply&>)
                return what.more;
            else
                return false;
        },
        reply.what);
}

} // namespace

bool ClientEngine::State::recordArrived(StreamId stream, Seq seq, ByteView record)
{
    if (stream != privateStream) {
        const bool isGood = room.handleRecord(stream, seq, record, *turn);
        admission.handleRenamed(room.ownName(), room.ownNameFrom());
        return isGood;
    }
    const auto reply = chat::decodeReply(record);
    return reply && handleReply(*reply);
}

void ClientEngine::State::recordsTruncated(StreamId stream, Seq first)
{
    if (stream == privateStream)
        isPrivateStreamTruncated = true;
    else
        room.handleTruncated(stream, first, *turn);
}

void ClientEngine::State::acknowledged(StreamId stream, Seq next)
{
    if (stream == privateStream)
        session->handleAcknowledged(next);
}

void ClientEngine::State::closedByPeer(std::uint64_t code, std::string_view text)
{
    closed = Closed{code, chat::cleanLine(chat::printable(text), closeTextBytes)};
}

bool ClientEngine::State::handleReply(const chat::Reply& reply)
{
    if (const auto* news = std::get_if<chat::PresenceNews>(&reply.what)) {
        room.handlePresence(*news, *turn);
        return true;
    }
    if (std::holds_alternative<chat::UnknownReply>(reply.what))
        return true;
    if (!session->wasAsked(reply.request))
        return false;
    const auto asked = session->find(reply.request);
    if (!asked)
        return true;
    if (!hasMore(reply))
        session->settle(reply.request);
    if (std::holds_alternative<JoinAsked>(*asked))
        return handleJoinReply(reply);
    if (std::holds_alternative<LeaveAsked>(*asked)) {
        farewell.handleDone();
        return true;
    }
    wasAnswered = true;
    connector.forgetFailures();
    if (const auto* number = std::get_if<SubmissionNumber>(&*asked))
        return handleSubmissionReply(*number, reply);
    return handleAnswer(std::get<SubmissionId>(*asked), reply);
}

bool ClientEngine::State::handleJoinReply(const chat::Reply& reply)
{
    if (const auto* welcome = std::get_if<chat::WelcomeReply>(&reply.what))
        return handleWelcome(*welcome);
    if (const auto* refusal = std::get_if<chat::RefusedReply>(&reply.what)) {
        handleJoinRefused(*refusal);
        return true;
    }
    return false;
}

bool ClientEngine::State::handleWelcome(const chat::WelcomeReply& welcome)
{
    if (welcome.nextNumber > Outbox::lastNumber)
        return false;
    const bool isFork = room.isForkedBy(welcome);
    if (isFork) {
        setLink(*turn, LinkState::forked,
                "The room is not the one left behind: it was restored from an older state. What came "
                "later than that is no longer in it.");
    }
    if (isFork || room.wasEverEntered()) {
        patience.stop();
        if (isFork)
            linkState = LinkState::resumed;
        else
            setLink(*turn, LinkState::resumed, "Back in the room.");
    }
    if (!room.handleWelcome(welcome, session->serverKey(), *turn))
        return false;
    connector.forgetFailures();
    admission.handleWelcome(welcome.name, welcome.head);
    outbox.skipTo(welcome.nextNumber);
    if (isFork)
        outbox.handleFork();
    // A power cut may have taken what was confirmed but not what was told: then there is no fork.
    outbox.offerAgainFrom(turn->now, welcome.nextNumber, turn->out.journal);
    pacer.setRates(turn->now, welcome.rates);
    // An earlier run may have used up what this member may say at once; so may a restart of the server's.
    if (welcome.attached)
        pacer.empty(turn->now);
    link::Link& link = session->connection().link();
    link.openReceiver(welcome.roomStream, welcome.roomFirst);
    if (!welcome.resumed)
        link.openReceiver(welcome.rosterStream, Seq{1});
    // Another member than before, or a server started anew, knows nothing of its being away.
    if (awayText)
        session->ask(chat::AwayRequest{awayText}, nobodysQuestion);
    return true;
}

void ClientEngine::State::handleJoinRefused(const chat::Refusal& refusal)
{
    if (isPassing(refusal) || refusal.code == chat::RefusalCode::notStored) {
        admission.handlePostponed(turn->now + patienceFor(refusal));
        return;
    }
    if (linkState == LinkState::lost)
        setLink(*turn, LinkState::connected, "The server answers again, but does not let this name in.");
    turn->out.notices.emplace_back(JoinRefusedNotice{refusal});
    admission.drop();
    patience.stop();
    const bool isAboutPassword = refusal.code == chat::RefusalCode::badPassword;
    if (isAboutPassword)
        password.forget();
    if (!isAboutName(refusal.code) && !(isAboutPassword && settings.asksForPassword))
        end(EndReason::notAdmitted, refusal.text);
}

bool ClientEngine::State::handleSubmissionReply(SubmissionNumber number, const chat::Reply& reply)
{
    std::vector<JournalEntry>& journal = turn->out.journal;
    if (const auto* ok = std::get_if<chat::OkReply>(&reply.what)) {
        if (!ok->seq)
            return false;
        if (const auto id = outbox.confirm(turn->now, number, *ok->seq, journal))
            turn->out.notices.emplace_back(SentNotice{*id, *ok->seq});
        return true;
    }
    const auto* const refusal = std::get_if<chat::RefusedReply>(&reply.what);
    if (refusal == nullptr)
        return false;
    if (isPassing(*refusal)) {
        if (!outbox.hasNumbers())
            return false;
        pacer.pauseUntil(turn->now + patienceFor(*refusal));
        outbox.postpone(number, journal);
        return true;
    }
    const auto refused = outbox.refuse(number, journal);
    if (refused.mustBeTold)
        turn->out.notices.emplace_back(RefusedNotice{refused.id.value_or(ofEarlierRun), *refusal});
    return true;
}

bool ClientEngine::State::handleAnswer(SubmissionId id, const chat::Reply& reply)
{
    Question* const question = questions.find(id);
    if (question == nullptr)
        return true;
    if (std::holds_alternative<chat::MembersReply>(reply.what))
        return handleMembers(id, *question, reply);
    if (const auto* figures = std::get_if<chat::FiguresReply>(&reply.what))
        return handleFigures(id, *question, *figures);
    if (const auto* restrictions = std::get_if<chat::RestrictionsReply>(&reply.what))
        return handleRestrictions(id, *question, *restrictions);
    if (const auto* confirmations = std::get_if<chat::ConfirmationsReply>(&reply.what))
        return handleConfirmations(id, *question, *confirmations);
    if (const auto* refusal = std::get_if<chat::RefusedReply>(&reply.what)) {
        if (isPassing(*refusal)) {
            questions.postpone(id, turn->now + patienceFor(*refusal));
            return true;
        }
        turn->out.notices.emplace_back(RefusedNotice{id, *refusal});
    } else if (const auto* stats = std::get_if<chat::StatsReply>(&reply.what)) {
        if (!std::holds_alternative<chat::StatsRequest>(question->request))
            return false;
        turn->out.notices.emplace_back(StatsNotice{id, stats->figures});
    } else if (const auto* info = std::get_if<chat::InfoReply>(&reply.what)) {
        if (!std::holds_alternative<chat::InfoRequest>(question->request))
            return false;
        turn->out.notices.emplace_back(InfoNotice{id, *info, session->connection().link().roundTrip()});
    } else if (const auto* page = std::get_if<chat::PageReply>(&reply.what)) {
        if (!handlePage(id, *question, *page))
            return false;
    } else if (const auto* ok = std::get_if<chat::OkReply>(&reply.what)) {
        noteDone(question->request, *ok);
        turn->out.notices.emplace_back(DoneNotice{id, ok->seq});
    } else {
        return false;
    }
    questions.settle(id);
    return true;
}

/// What whoever comes back asks for again.
void ClientEngine::State::noteDone(const chat::Request& request, const chat::OkReply& ok)
{
    if (const auto* away = std::get_if<chat::AwayRequest>(&request)) {
        awayText = away->text;
    } else if (const auto* rename = std::get_if<chat::RenameRequest>(&request)) {
        const auto name = chat::Name::parse(rename->name);
        if (name && ok.seq)
            admission.handleRenamed(name->text(), *ok.seq);
    }
}

bool ClientEngine::State::handleFigures(SubmissionId id, Question& question, const chat::FiguresReply& part)
{
    if (!std::holds_alternative<chat::FiguresRequest>(question.request))
        return false;
    question.figures.insert(question.figures.end(), part.members.begin(), part.members.end());
    if (question.figures.size() > mostMembers)
        return false;
    if (part.more)
        return true;
    turn->out.notices.emplace_back(FiguresNotice{id, std::move(question.figures)});
    questions.settle(id);
    return true;
}

bool ClientEngine::State::handleRestrictions(SubmissionId id, Question& question,
                                             const chat::RestrictionsReply& part)
{
    if (!std::holds_alternative<chat::RestrictionsRequest>(question.request))
        return false;
    auto& all = question.restrictions;
    all.insert(all.end(), part.restrictions.begin(), part.restrictions.end());
    if (all.size() > mostMembers)
        return false;
    if (part.more)
        return true;
    turn->out.notices.emplace_back(RestrictionsNotice{id, std::move(all)});
    questions.settle(id);
    return true;
}

bool ClientEngine::State::handleConfirmations(SubmissionId id, Question& question,
                                              const chat::ConfirmationsReply& part)
{
    const auto* const request = std::get_if<chat::ConfirmationsRequest>(&question.request);
    if (request == nullptr)
        return false;
    auto& all = question.confirmations;
    all.insert(all.end(), part.confirmations.begin(), part.confirmations.end());
    if (all.size() > mostMembers)
        return false;
    if (part.more)
        return true;
    turn->out.notices.emplace_back(ConfirmationsNotice{id, request->announcement, std::move(all)});
    questions.settle(id);
    return true;
}

/// False if it is in disorder, or not what was asked for.
bool ClientEngine::State::handlePage(SubmissionId id, const Question& question, const chat::PageReply& page)
{
    const auto* const history = std::get_if<chat::HistoryRequest>(&question.request);
    const auto* const search = std::get_if<chat::SearchRequest>(&question.request);
    if (history == nullptr && search == nullptr)
        return false;
    if (history != nullptr ? isBeyond(history->anchor, page) : isBeyond(*search, page))
        return false;
    Seq before;
    for (const chat::PageEntry& entry : page.events) {
        if (entry.seq <= before || (history != nullptr && before.value != 0 && entry.seq != next(before)))
            return false;
        before = entry.seq;
    }
    chat::PageReply told = page;
    room.removedTexts().takeFrom(told.events);
    if (history != nullptr) {
        const ChainVerdict verdict = judgePage(history->anchor, question.head, page);
        turn->out.notices.emplace_back(PageNotice{id, std::move(told), verdict});
    } else {
        turn->out.notices.emplace_back(FoundNotice{id, std::move(told)});
    }
    return true;
}

/// `head`: as far as the log was known to reach when the page was asked for.
ChainVerdict ClientEngine::State::judgePage(const chat::HistoryAnchor& anchor, Seq head,
                                            const chat::PageReply& page)
{
    if (page.events.empty())
        return ChainVerdict::joined;
    ChainVerdict verdict = room.proof().add(page.events, page.chainBefore);
    if (const auto leftOut = firstLeftOut(anchor, page, {past.first, head}))
        verdict = room.proof().noteBroken(*leftOut);
    const Seq first = page.events.front().seq;
    past.first = past.first.value == 0 ? first : std::min(past.first, first);
    past.head = std::max(past.head, page.events.back().seq);
    return verdict;
}

bool ClientEngine::State::handleMembers(SubmissionId id, Question& question, const chat::Reply& reply)
{
    if (!std::holds_alternative<chat::WhoRequest>(question.request))
        return false;
    const auto& part = std::get<chat::MembersReply>(reply.what);
    question.members.insert(question.members.end(), part.members.begin(), part.members.end());
    if (question.members.size() > mostMembers)
        return false;
    if (part.more)
        return true;
    turn->out.notices.emplace_back(MembersNotice{id, std::move(question.members)});
    questions.settle(id);
    return true;
}

} // namespace hubbub::client
