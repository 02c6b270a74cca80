#include "tests/sim/describe.h"

#include "protocol/chat/text.h"
#include "protocol/wire/packet.h"

#include <array>

namespace hubbub::sim {

namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
// Clang 16 does not find this guide by itself.
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

std::string word(client::LinkState state)
{
    static constexpr std::array<const char*, 6> words = {"connecting", "connected", "lost",
                                                         "resumed",    "closed",    "forked"};
    return words.at(static_cast<std::size_t>(state));
}

std::string describe(const server::Command& command)
{
    return std::visit(
        Overloaded{
            [](const server::JoinCommand& join) { return "join " + join.name; },
            [](const server::LeaveCommand& leave) {
                return "leave of " + number(leave.member.value) + ", "
                     + std::string(chat::leftReasonWord(leave.reason));
            },
            [](const server::SayCommand& say) {
                return "say " + number(say.submission.number.value) + " " + shortened(say.text);
            },
            [](const server::AnnounceCommand& announce) { return "announce " + shortened(announce.text); },
            [](const server::RenameCommand& rename) {
                return "rename of " + number(rename.member.value) + " to " + rename.name;
            },
            [](const server::RestrictCommand& restriction) {
                return std::string(chat::restrictionWord(restriction.kind)) + " of " + restriction.name;
            },
            [](const server::LiftCommand& lift) { return "lift of " + number(lift.restriction.value); },
            [](const server::TopicCommand& topic) { return "topic " + shortened(topic.topic); },
            [](const server::LockCommand& lock) { return std::string(lock.isLocked ? "lock" : "unlock"); },
            [](const server::RemoveCommand& remove) { return "removal of " + number(remove.seq.value); },
            [](const server::ConfirmCommand& confirm) {
                return "confirmation of " + number(confirm.announcement.value);
            },
        },
        command.what);
}

} // namespace

std::string shortened(std::string_view text)
{
    constexpr std::size_t most = 40;
    std::string line = chat::printable(text.substr(0, most));
    return text.size() <= most ? line : line + "… (" + number(text.size()) + " bytes)";
}

std::string describe(const client::Notice& notice)
{
    return std::visit(
        Overloaded{
            [](const client::ServerKeyNotice&) { return std::string("server key"); },
            [](const client::WelcomeNotice& welcome) {
                return "welcome " + welcome.name + " #" + number(welcome.member.value) + " head "
                     + number(welcome.head.value) + (welcome.attached ? " attached" : "");
            },
            [](const client::EventNotice& event) {
                return "event " + number(event.seq.value) + (event.own ? " own " : " ")
                     + (event.history ? "history " : "") + describe(chat::LogRecord(event.event));
            },
            [](const client::GapNotice& gap) {
                return "gap " + number(gap.from.value) + " to " + number(gap.to.value);
            },
            [](const client::SentNotice& sent) {
                return "sent " + number(sent.submission.value) + " as " + number(sent.seq.value);
            },
            [](const client::RefusedNotice& refused) {
                return "refused " + number(refused.submission.value) + " "
                     + std::string(chat::refusalWord(refused.refusal.code)) + ": " + refused.refusal.text;
            },
            [](const client::DoneNotice& done) { return "done " + number(done.submission.value); },
            [](const client::JoinRefusedNotice& refused) {
                return "join refused " + std::string(chat::refusalWord(refused.refusal.code));
            },
            [](const client::PresenceNotice&) { return std::string("presence"); },
            [](const client::MembersNotice&) { return std::string("members"); },
            [](const client::RestrictionsNotice&) { return std::string("restrictions"); },
            [](const client::ConfirmationsNotice&) { return std::string("confirmations"); },
            [](const client::StatsNotice&) { return std::string("stats"); },
            [](const client::FiguresNotice&) { return std::string("figures"); },
            [](const client::InfoNotice&) { return std::string("info"); },
            [](const client::PageNotice& page) {
                return "page of " + std::to_string(page.page.events.size());
            },
            [](const client::FoundNotice& found) {
                return "found " + std::to_string(found.page.events.size());
            },
            [](const client::LinkNotice& link) { return "link " + word(link.state) + ": " + link.text; },
            [](const client::EndedNotice& ended) { return "ended: " + ended.text; },
        },
        notice);
}

std::string describe(const client::JournalEntry& entry)
{
    return std::visit(Overloaded{
                          [](const client::OutboxDrawn&) { return std::string("outbox drawn"); },
                          [](const client::SubmissionNumbered& numbered) {
                              return "numbered " + number(numbered.number.value) + " "
                                   + shortened(numbered.text);
                          },
                          [](const client::SubmissionSettled& settled) {
                              return "settled " + number(settled.number.value);
                          },
                          [](const client::SubmissionRenumbered& renumbered) {
                              return "renumbered " + number(renumbered.before.value) + " to "
                                   + number(renumbered.number.value);
                          },
                      },
                      entry);
}

std::string describe(const chat::LogRecord& record)
{
    const auto* const event = std::get_if<chat::Event>(&record);
    if (event == nullptr)
        return "void";
    const std::string who = event->name + " #" + number(event->member.value);
    if (std::holds_alternative<chat::Joined>(event->what))
        return who + " joined";
    if (const auto* left = std::get_if<chat::Left>(&event->what))
        return who + " left, " + std::string(chat::leftReasonWord(left->reason));
    return who + " (" + number(event->number.value) + "): " + shortened(event->text());
}

std::string describe(const server::StoreRequest& request)
{
    return std::visit(
        Overloaded{
            [](const server::AppendRequest& append) {
                std::string all = "append";
                for (const server::Proposal& proposal : append.proposals)
                    all += " [" + number(proposal.id.value) + " " + describe(proposal.command) + "]";
                return all;
            },
            [](const server::FindSubmissionRequest& find) {
                return "find submission " + number(find.number.value);
            },
            [](const server::ReadRecordsRequest& read) {
                return "read " + number(read.count) + " from " + number(read.first.value);
            },
            [](const server::FindChainRequest& find) { return "find chain " + number(find.seq.value); },
            [](const server::ReadPageRequest&) { return std::string("read a page"); },
            [](const server::SearchLogRequest& search) {
                return "search below " + number(search.bounds.last.value + 1);
            },
            [](const server::PruneRequest& prune) { return "prune below " + number(prune.below.value); },
        },
        request);
}

std::string describe(const server::StoreReply& reply)
{
    const auto* const append = std::get_if<server::AppendReply>(&reply);
    if (append == nullptr)
        return "answered";
    std::string all = "appended";
    for (const server::ProposalOutcome& outcome : append->outcomes) {
        if (const auto* committed = std::get_if<server::Committed>(&outcome))
            all +=
                " [" + number(committed->proposal.value) + " is " + number(committed->effect.seq.value) + "]";
        else if (const auto* refused = std::get_if<server::NotStored>(&outcome))
            all += " [" + number(refused->proposal.value) + " not stored]";
        else
            all += " [" + number(std::get<server::OutcomeUnknown>(outcome).proposal.value) + " unknown]";
    }
    return all;
}

std::string describeDatagram(ByteView bytes)
{
    const std::string size = " (" + number(bytes.size()) + " bytes)";
    const auto packet = wire::decodePacket(bytes);
    if (!packet)
        return "garbage" + size;
    return std::visit(
               Overloaded{
                   [](const wire::Initiation& initiation) {
                       return "initiation from " + number(initiation.sender.value);
                   },
                   [](const wire::Response& response) {
                       return "response to " + number(response.receiver.value);
                   },
                   [](const wire::Finish& finish) { return "finish to " + number(finish.receiver.value); },
                   [](const wire::Sealed& sealed) {
                       return "sealed to " + number(sealed.receiver.value) + " counter "
                            + number(sealed.counter);
                   },
                   [](const wire::CookieAnswer& answer) {
                       return "cookie answer to " + number(answer.receiver.value);
                   },
                   [](const wire::VersionAnswer& answer) {
                       return "version answer to " + number(answer.receiver.value);
                   },
                   [](const wire::ResetHint& hint) {
                       return "reset hint for " + number(hint.index.value) + " counter "
                            + number(hint.counter);
                   },
               },
               *packet)
         + size;
}

} // namespace hubbub::sim
