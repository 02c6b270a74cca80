#include "tests/sim/results_checker.h"

#include "tests/sim/describe.h"

#include <algorithm>

namespace hubbub::sim {

void ResultsChecker::handleStart(ActorId actor, unsigned)
{
    Run& run = runs_[actor];
    run.isUp = true;
    run.texts.clear();
    run.inherited.clear();
    run.inheritedRefusals = 0;
    for (const auto& [number, text] : run.unsettled)
        run.inherited.push_back(text);
}

void ResultsChecker::handleSaid(const Said& said)
{
    runs_[said.actor].texts[said.submission] = {said.text, {}, false};
}

void ResultsChecker::handleJournal(ActorId actor, const client::JournalEntry& entry)
{
    Run& run = runs_[actor];
    if (std::holds_alternative<client::OutboxDrawn>(entry)) {
        run.numbered.clear();
        run.unsettled.clear();
    } else if (const auto* numbered = std::get_if<client::SubmissionNumbered>(&entry)) {
        const auto [place, isNew] = run.numbered.emplace(numbered->number, numbered->text);
        if (!isNew && place->second != numbered->text)
            complain(actor, "gives number " + std::to_string(numbered->number.value) + " to two texts");
        run.unsettled[numbered->number] = numbered->text;
    } else if (const auto* renumbered = std::get_if<client::SubmissionRenumbered>(&entry)) {
        auto node = run.unsettled.extract(renumbered->before);
        if (!node || !run.numbered.emplace(renumbered->number, node.mapped()).second)
            return complain(actor, "renumbers what it has not, or to a number that it has used");
        node.key() = renumbered->number;
        run.unsettled.insert(std::move(node));
    } else {
        run.unsettled.erase(std::get<client::SubmissionSettled>(entry).number);
    }
}

void ResultsChecker::handleJournalTorn(ActorId actor)
{
    runs_[actor].numbered.clear();
    runs_[actor].unsettled.clear();
}

void ResultsChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    Run& run = runs_[actor];
    if (const auto* sent = std::get_if<client::SentNotice>(&notice))
        handle(actor, run, *sent);
    else if (const auto* refused = std::get_if<client::RefusedNotice>(&notice))
        handle(actor, run, *refused);
    else if (const auto* event = std::get_if<client::EventNotice>(&notice))
        handle(actor, run, *event);
}

void ResultsChecker::handle(ActorId actor, Run& run, const client::SentNotice& sent)
{
    const chat::Event* const event = ledger_.event(sent.seq);
    const std::string where = " as event " + std::to_string(sent.seq.value);
    const auto mine = run.texts.find(sent.submission);
    if (mine != run.texts.end() && ledger_.wasTornOff(sent.seq, mine->second.text)
        && (event == nullptr || event->text() != mine->second.text))
    {
        // The result was on its way when the power went. What was told twice is told below.
        if (mine->second.sent.value != 0)
            complain(actor, "is told a second result: " + shortened(mine->second.text));
        mine->second.sent = sent.seq;
        return;
    }
    const auto wasOnItsWay = [&](const std::string& text) { return ledger_.wasTornOff(sent.seq, text); };
    if (sent.submission == client::ofEarlierRun && std::ranges::any_of(run.inherited, wasOnItsWay))
        return;
    if (event == nullptr)
        return complain(actor, "is told that something was sent" + where + ", which is not in the log");
    if (sent.submission == client::ofEarlierRun) {
        if (std::ranges::find(run.inherited, event->text()) == run.inherited.end())
            complain(actor, "is told that something was sent" + where + " that it never said");
        return;
    }
    const auto found = run.texts.find(sent.submission);
    if (found == run.texts.end())
        return complain(actor, "is told the result of something that it never said");
    Text& text = found->second;
    if (text.sent.value != 0 || text.isRefused)
        return complain(actor, "is told a second result: " + shortened(text.text));
    if (event->text() != text.text)
        return complain(actor,
                        "is told that it was sent" + where + ", which is another: " + shortened(text.text));
    text.sent = sent.seq;
}

void ResultsChecker::handle(ActorId actor, Run& run, const client::RefusedNotice& refused)
{
    if (refused.submission == client::ofEarlierRun) {
        ++run.inheritedRefusals;
        return;
    }
    const auto found = run.texts.find(refused.submission);
    if (found == run.texts.end())
        return; // a question, not a text
    const bool isFromRemoved =
        (expected_.removals || expected_.bans) && refused.refusal.code == chat::RefusalCode::badArgument;
    const bool isFromRestricted = expected_.bans
                               && (refused.refusal.code == chat::RefusalCode::muted
                                   || refused.refusal.code == chat::RefusalCode::banned);
    if (refused.refusal.code != chat::RefusalCode::notStored && !isFromRemoved && !isFromRestricted)
        complain(actor, "is refused with " + std::string(chat::refusalWord(refused.refusal.code)));
    Text& text = found->second;
    const bool wasLost = text.sent.value != 0 && ledger_.wasTornOff(text.sent, text.text);
    if ((text.sent.value != 0 && !wasLost) || text.isRefused)
        return complain(actor, "is told a second result: " + shortened(text.text));
    text.isRefused = true;
    refused_.insert(text.text);
    if (stored_.contains(text.text))
        complain(actor, "is refused what is in the log: " + shortened(text.text));
}

void ResultsChecker::handle(ActorId actor, Run& run, const client::EventNotice& event)
{
    if (!event.submission)
        return;
    const auto found = run.texts.find(*event.submission);
    const bool isRemoved = std::holds_alternative<chat::Tombstone>(event.event.content);
    if (found == run.texts.end() || (!isRemoved && found->second.text != event.event.text()))
        return complain(actor, "takes event " + std::to_string(event.seq.value) + " for something else");
    if (found->second.sent.value == 0)
        complain(actor,
                 "is told event " + std::to_string(event.seq.value) + " before it is told that it was sent");
}

void ResultsChecker::handleGone(ActorId actor)
{
    runs_[actor].isUp = false;
}

void ResultsChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event == nullptr || event->text().empty())
        return;
    stored_.emplace(event->text(), stored.seq);
    if (refused_.contains(event->text()))
        court_.complain("what was refused is stored as event " + std::to_string(stored.seq.value));
}

void ResultsChecker::handleTornOff(Seq head)
{
    std::erase_if(stored_, [&](const auto& each) { return each.second > head; });
}

std::optional<std::string> ResultsChecker::findUnmet()
{
    for (const auto& [actor, run] : runs_) {
        if (!run.isUp)
            continue;
        const std::string who = "client " + std::to_string(actor.value) + " ";
        for (const auto& [id, text] : run.texts) {
            if (text.sent.value == 0 && !text.isRefused)
                return who + "has no result of " + shortened(text.text);
            if (text.sent.value != 0 && !text.isRefused && !stored_.contains(text.text))
                return who + "was told that this was sent, and it is not in the log: " + shortened(text.text);
        }
        const auto missing = std::ranges::count_if(
            run.inherited, [&](const std::string& text) { return !stored_.contains(text); });
        if (static_cast<std::size_t>(missing) > run.inheritedRefusals)
            return who + "has not offered everything that an earlier run left";
        if (static_cast<std::size_t>(missing) < run.inheritedRefusals)
            return who + "was refused what an earlier run left, and it is in the log";
    }
    return std::nullopt;
}

void ResultsChecker::complain(ActorId actor, const std::string& what)
{
    court_.complain("client " + std::to_string(actor.value) + " " + what);
}

} // namespace hubbub::sim
