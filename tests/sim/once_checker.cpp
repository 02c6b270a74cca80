#include "tests/sim/once_checker.h"

#include "tests/sim/describe.h"

namespace hubbub::sim {

void OnceChecker::handleSaid(const Said& said)
{
    texts_[said.text] = Text{said.actor, said.run, ++lastOrder_, said.isAnnouncement, {}};
}

void OnceChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event == nullptr)
        return;
    const bool isAnnouncement = std::holds_alternative<chat::Announcement>(event->what);
    if (!isAnnouncement && !std::holds_alternative<chat::Message>(event->what))
        return;
    const auto* const say = std::get_if<server::SayCommand>(&stored.command->what);
    if (say != nullptr && !isClient_(say->submission.outbox.key))
        return; // hostile members say what they like, as often as they like, in their own name
    const auto found = texts_.find(event->text());
    if (found == texts_.end())
        return court_.complain("nobody said what is in the log: " + shortened(event->text()));
    Text& text = found->second;
    if (text.seq.value != 0) {
        return court_.complain("stored twice, as " + std::to_string(text.seq.value) + " and "
                               + std::to_string(stored.seq.value) + ": " + shortened(event->text()));
    }
    if (text.isAnnouncement != isAnnouncement)
        court_.complain("a message and an announcement were mixed up: " + shortened(event->text()));
    text.seq = stored.seq;
    checkOrder(text, stored.seq);
    stored_[text.actor].emplace(stored.seq, text.order);
}

void OnceChecker::checkOrder(const Text& text, Seq seq)
{
    const auto& before = stored_[text.actor];
    if (!before.empty() && before.rbegin()->second > text.order) {
        court_.complain("event " + std::to_string(seq.value) + " was said before "
                        + std::to_string(before.rbegin()->first.value) + " by the same person");
    }
}

void OnceChecker::handleTornOff(Seq head)
{
    for (auto& [content, text] : texts_) {
        if (text.seq > head)
            text.seq = {};
    }
    for (auto& [actor, seqs] : stored_)
        seqs.erase(seqs.upper_bound(head), seqs.end());
}

} // namespace hubbub::sim
