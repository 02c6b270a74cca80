#include "server/core/command.h"

namespace hubbub::server {

const Submission* submissionOf(const Command& command)
{
    if (const auto* say = std::get_if<SayCommand>(&command.what))
        return &say->submission;
    if (const auto* announce = std::get_if<AnnounceCommand>(&command.what))
        return announce->submission ? &*announce->submission : nullptr;
    return nullptr;
}

} // namespace hubbub::server
