// Values as a room has them, for the micro-benchmarks.
#pragma once

#include "protocol/chat/event.h"

#include <string>

namespace hubbub::bench {

inline chat::LogRecord sampleMessage(std::size_t textBytes)
{
    chat::Event event;
    event.time = {1'800'000'000'000};
    event.member = MemberId{500};
    event.name = "member000500";
    event.number = SubmissionNumber{1000};
    event.content = chat::Content{{}, std::string(textBytes, 'x')};
    event.what = chat::Message{};
    return event;
}

} // namespace hubbub::bench
