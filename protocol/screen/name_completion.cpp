#include "protocol/screen/name_completion.h"

namespace hubbub::screen {

std::optional<CompletedText> NameCompletion::complete(const CompletedText& input,
                                                      const CompletionWords& words)
{
    const bool goesOn = !found_.list.isEmpty() && input == make();
    if (goesOn) {
        chosen_ = (chosen_ + 1) % found_.list.size();
    } else {
        typed_ = input;
        found_ = candidatesFor(input, words);
        chosen_ = 0;
    }
    if (found_.list.isEmpty())
        return std::nullopt;
    return make();
}

} // namespace hubbub::screen
