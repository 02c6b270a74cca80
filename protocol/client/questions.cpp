#include "protocol/client/questions.h"

#include "protocol/client/turn.h"

#include <algorithm>
#include <type_traits>

namespace hubbub::client {

namespace {

/// Of these the server looks up one at a time, and refuses the one before for the one behind.
bool isOfThePast(const chat::Request& request)
{
    return std::holds_alternative<chat::HistoryRequest>(request)
        || std::holds_alternative<chat::SearchRequest>(request);
}

bool onlyWantsToKnow(const chat::Request& request)
{
    return isOfThePast(request)
        || std::visit(
               []<class Each>(const Each&) {
                   return std::is_same_v<Each, chat::WhoRequest> || std::is_same_v<Each, chat::StatsRequest>
                       || std::is_same_v<Each, chat::InfoRequest>
                       || std::is_same_v<Each, chat::FiguresRequest>
                       || std::is_same_v<Each, chat::RestrictionsRequest>
                       || std::is_same_v<Each, chat::ConfirmationsRequest>;
               },
               request);
}

} // namespace

void Questions::handleNewSession()
{
    for (auto& [id, question] : questions_) {
        question.isAsked = false;
        question.forgetParts();
    }
}

std::optional<Questions::Due> Questions::takeDue(Instant now, Seq head)
{
    const bool isLooking = isLookingBack();
    for (auto& [id, question] : questions_) {
        if (question.isAsked || (question.notBefore && now < *question.notBefore)
            || (isLooking && isOfThePast(question.request)))
            continue;
        question.isAsked = true;
        question.head = head;
        question.notBefore.reset();
        return Due{id, question.request};
    }
    return std::nullopt;
}

Question* Questions::find(SubmissionId id)
{
    const auto found = questions_.find(id);
    return found == questions_.end() ? nullptr : &found->second;
}

void Questions::postpone(SubmissionId id, Instant until)
{
    if (Question* const question = find(id)) {
        question->isAsked = false;
        question->notBefore = until;
        question->forgetParts();
    }
}

std::optional<Instant> Questions::deadline() const
{
    const bool isLooking = isLookingBack();
    std::optional<Instant> earliest;
    for (const auto& [id, question] : questions_) {
        // One behind another is due when that has its answer.
        if (!question.isAsked && !(isLooking && isOfThePast(question.request)))
            earliest = earlier(earliest, question.notBefore);
    }
    return earliest;
}

bool Questions::isLookingBack() const
{
    return std::ranges::any_of(
        questions_, [](const auto& each) { return each.second.isAsked && isOfThePast(each.second.request); });
}

std::size_t Questions::unsettledOrders() const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        questions_, [](const auto& each) { return !onlyWantsToKnow(each.second.request); }));
}

} // namespace hubbub::client
