// Announcements that ask to be confirmed, and whose keys have done so. A part of the fold.
#pragma once

#include "protocol/base/ids.h"
#include "server/core/limits.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace hubbub::server {

struct FoldedQuestion {
    Seq announcement;
    std::set<PublicKey> confirmed;
    friend bool operator==(const FoldedQuestion&, const FoldedQuestion&) = default;
};

class QuestionTable {
public:
    std::vector<FoldedQuestion> all() const
    {
        std::vector<FoldedQuestion> all;
        all.reserve(questions_.size());
        for (const auto& [seq, question] : questions_)
            all.push_back(question);
        return all;
    }
    const FoldedQuestion* find(Seq announcement) const
    {
        const auto found = questions_.find(announcement);
        return found == questions_.end() ? nullptr : &found->second;
    }
    void insert(const FoldedQuestion& question) { questions_.emplace(question.announcement, question); }
    void erase(Seq announcement) { questions_.erase(announcement); }
    /// The oldest one, when there are more than are kept.
    std::optional<FoldedQuestion> takeSurplus()
    {
        if (questions_.size() <= limits::questions)
            return std::nullopt;
        return std::move(questions_.extract(questions_.begin()).mapped());
    }
    /// False if there is no such question, if the key has confirmed it before, or too many have.
    bool confirm(Seq announcement, const PublicKey& key)
    {
        const auto found = questions_.find(announcement);
        return found != questions_.end() && found->second.confirmed.size() < limits::confirmations
            && found->second.confirmed.insert(key).second;
    }
    void undoConfirm(Seq announcement, const PublicKey& key)
    {
        questions_.at(announcement).confirmed.erase(key);
    }

private:
    std::map<Seq, FoldedQuestion> questions_;
};

} // namespace hubbub::server
