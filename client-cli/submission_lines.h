// Which line of input a submission came from, until it has its result.
#pragma once

#include "client-cli/room_output.h"

#include <map>

namespace hubbub::cli {

class SubmissionLines {
public:
    void add(client::SubmissionId submission, std::uint64_t line) { lines_.emplace(submission, line); }

    /// Nothing: a submission of an earlier run.
    LineNumber take(client::SubmissionId submission)
    {
        const auto found = lines_.find(submission);
        if (found == lines_.end())
            return std::nullopt;
        const auto line = found->second;
        lines_.erase(found);
        return line;
    }

    std::size_t size() const { return lines_.size(); }

private:
    std::map<client::SubmissionId, std::uint64_t> lines_;
};

} // namespace hubbub::cli
