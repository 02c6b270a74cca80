// Tab in the input: completes the word before the cursor; asked again at the same place, it goes on to the
// next candidate that fits. Knows no widget.
#pragma once

#include "protocol/screen/completion_candidates.h"

namespace hubbub::screen {

class NameCompletion {
public:
    /// Nothing if nothing fits.
    std::optional<CompletedText> complete(const CompletedText& input, const CompletionWords& words);

    /// What the last answer was chosen from, and which one it is: for lists beside the input.
    const QList<Candidate>& candidates() const { return found_.list; }
    qsizetype chosen() const { return chosen_; }

private:
    CompletedText make() const { return withCandidate(typed_, found_, found_.list[chosen_]); }

    CompletedText typed_;
    Candidates found_;
    qsizetype chosen_ = 0;
};

} // namespace hubbub::screen
