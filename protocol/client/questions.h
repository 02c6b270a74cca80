// What the person asked that makes no numbered submission: who is here, how the server does, remove someone,
// be away. Each is asked again in the next session until it has its answer.
#pragma once

#include "protocol/base/time.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/client/notice.h"

#include <map>
#include <optional>
#include <vector>

namespace hubbub::client {

struct Question {
    chat::Request request;
    bool isAsked = false; ///< in this session
    Seq head;             ///< as far as the log was known to reach when it was asked
    /// The server asked for patience.
    std::optional<Instant> notBefore;
    /// The parts of a long list that have come.
    std::vector<chat::MemberInfo> members;
    std::vector<chat::MemberFigures> figures;
    std::vector<chat::Restriction> restrictions;
    std::vector<chat::Confirmation> confirmations;

    void forgetParts()
    {
        members.clear();
        figures.clear();
        restrictions.clear();
        confirmations.clear();
    }
};

class Questions {
public:
    void add(SubmissionId id, chat::Request request)
    {
        questions_.emplace(id, Question{.request = std::move(request)});
    }
    void handleNewSession();

    struct Due {
        SubmissionId id;
        const chat::Request& request;
    };
    /// The next one to ask; the caller asks it. The log is known to reach to `head`.
    std::optional<Due> takeDue(Instant now, Seq head);
    Question* find(SubmissionId id);
    void postpone(SubmissionId id, Instant until);
    void settle(SubmissionId id) { questions_.erase(id); }
    /// Nobody wants to know any more.
    void dropSearches()
    {
        std::erase_if(questions_, [](const auto& each) {
            return std::holds_alternative<chat::SearchRequest>(each.second.request);
        });
    }

    /// When one that was postponed is due.
    std::optional<Instant> deadline() const;
    std::size_t unsettled() const { return questions_.size(); }
    /// Those that change something: nothing is lost with one that only wants to know.
    std::size_t unsettledOrders() const;

private:
    /// A question of the past is under way.
    bool isLookingBack() const;

    /// In the order in which they were asked.
    std::map<SubmissionId, Question> questions_;
};

} // namespace hubbub::client
