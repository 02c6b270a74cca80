#include "tests/sim/timeline_checker.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

std::string number(Seq seq)
{
    return std::to_string(seq.value);
}

} // namespace

void TimelineChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    View& view = views_[actor];
    if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice))
        handle(actor, view, *welcome);
    else if (const auto* event = std::get_if<client::EventNotice>(&notice))
        handle(actor, view, *event);
    else if (const auto* gap = std::get_if<client::GapNotice>(&notice))
        handle(actor, view, *gap);
    else if (const auto* link = std::get_if<client::LinkNotice>(&notice))
        handle(actor, view, *link);
    else if (std::holds_alternative<client::EndedNotice>(notice))
        view.hasEnded = true;
}

void TimelineChecker::handle(ActorId actor, View& view, const client::WelcomeNotice& welcome)
{
    // The welcome of a server that is no more may come late, too; it says nothing beyond what was told.
    // Nobody can tell whether what comes before all that is kept was once another.
    if (next(view.told) < ledger_.firstKept())
        view.mustFork = false;
    if (view.mustFork && welcome.head > view.told)
        return complain(actor, "is welcomed without having noticed the fork");
    if (view.mustFork)
        return;
    if (welcome.head > ledger_.head() && !view.mayFork)
        return complain(actor, "is told a head that the log does not have: " + number(welcome.head));
    if (!view.mayFork && welcome.topic != topicAt(welcome.head))
        return complain(actor, "is told another topic than there is: " + welcome.topic);
    view.welcomeHead = welcome.head;
    if (view.isWelcome)
        return; // once more, after having been lost: what it is owed goes on
    view.isWelcome = true;
    view.owedFrom = next(welcome.head);
    for (Seq seq{1}; seq <= ledger_.head() && !welcome.attached; seq = next(seq)) {
        const chat::Event* const event = ledger_.event(seq);
        if (event != nullptr && event->member == welcome.member
            && std::holds_alternative<chat::Joined>(event->what))
            view.owedFrom = seq;
    }
}

void TimelineChecker::handle(ActorId actor, View& view, const client::EventNotice& notice)
{
    if (!view.isWelcome)
        return complain(actor, "is told event " + number(notice.seq) + " before it is welcomed");
    if (notice.seq <= view.told)
        return complain(actor, "is told event " + number(notice.seq) + " after " + number(view.told));
    if (view.mayFork && ledger_.wasTornOff(notice.seq, notice.event)) {
        // It was on its way when the power went.
        view.told = notice.seq;
        view.mustFork = true;
        return;
    }
    if (view.mustFork)
        return complain(actor, "is told event " + number(notice.seq) + " without having noticed the fork");
    if (ledger_.event(notice.seq) == nullptr)
        return complain(actor, "is told event " + number(notice.seq) + ", which is not in the log");
    if (!ledger_.holds(notice.seq, notice.event))
        return complain(actor, "is told event " + number(notice.seq) + " otherwise than it is in the log");
    const auto removal = ledger_.removalOf(notice.seq);
    if (removal && *removal <= view.startHead && std::holds_alternative<chat::Content>(notice.event.content))
        return complain(actor, "is told the text of event " + number(notice.seq)
                                   + ", removed before this program began");
    const Seq from = view.told.value != 0 ? next(view.told) : view.owedFrom;
    if (isAnythingBetween(from, notice.seq))
        return complain(actor, "misses something between " + number(from) + " and " + number(notice.seq));
    view.told = notice.seq;
}

void TimelineChecker::handle(ActorId actor, View& view, const client::GapNotice& gap)
{
    if (gap.from <= view.told || gap.to > ledger_.head())
        complain(actor, "is shown a gap from " + number(gap.from) + " to " + number(gap.to) + " after "
                            + number(view.told));
    // A gap is what came while somebody was away for too long, or what the server let go of meanwhile.
    if (gap.to > view.welcomeHead)
        complain(actor,
                 "is shown a gap up to " + number(gap.to) + ", beyond what was there when it came back");
    view.told = std::max(view.told, gap.to);
}

void TimelineChecker::handle(ActorId actor, View& view, const client::LinkNotice& link)
{
    if (link.state != client::LinkState::forked)
        return;
    if (!view.mayFork)
        complain(actor, "notices a fork where there was none");
    view = View{};
    view.mayFork = true; // once more, if the power has gone again meanwhile
}

void TimelineChecker::handleTornOff(Seq head)
{
    for (auto& [actor, view] : views_) {
        view.mayFork = true;
        view.mustFork = view.mustFork || view.told > head;
        view.startHead = std::min(view.startHead, head);
    }
}

std::optional<std::string> TimelineChecker::findUnmet()
{
    for (const auto& [actor, view] : views_) {
        const std::string who = "client " + std::to_string(actor.value);
        if (view.hasEnded)
            continue;
        if (!view.isWelcome)
            return who + " is not welcomed";
        if (view.mustFork)
            return who + " has not noticed the fork";
        const Seq last = ledger_.lastEvent();
        if (view.told < last && last >= view.owedFrom)
            return who + " was told up to " + number(view.told) + " of " + number(last);
    }
    return std::nullopt;
}

std::string TimelineChecker::topicAt(Seq head) const
{
    for (Seq seq = head; seq.value > 0; --seq.value) {
        const chat::Event* const event = ledger_.event(seq);
        if (event != nullptr && std::holds_alternative<chat::TopicSet>(event->what))
            return std::string(event->text());
    }
    return {};
}

void TimelineChecker::complain(ActorId actor, const std::string& what)
{
    court_.complain("client " + std::to_string(actor.value) + " " + what);
}

bool TimelineChecker::isAnythingBetween(Seq from, Seq to) const
{
    for (Seq seq = std::max(from, Seq{1}); seq < to; seq = next(seq)) {
        if (ledger_.event(seq) != nullptr)
            return true;
    }
    return false;
}

} // namespace hubbub::sim
