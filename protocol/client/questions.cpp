#include "protocol/client/questions.h"

#include "protocol/client/turn.h"

namespace hubbub::client {

void Questions::handleNewSession()
{
    for (auto& [id, question] : questions_) {
        question.isAsked = false;
        question.members.clear();
    }
}

std::optional<Questions::Due> Questions::takeDue(Instant now)
{
    for (auto& [id, question] : questions_) {
        if (question.isAsked || (question.notBefore && now < *question.notBefore))
            continue;
        question.isAsked = true;
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
        question->members.clear();
    }
}

std::optional<Instant> Questions::deadline() const
{
    std::optional<Instant> earliest;
    for (const auto& [id, question] : questions_) {
        if (!question.isAsked)
            earliest = earlier(earliest, question.notBefore);
    }
    return earliest;
}

} // namespace hubbub::client
