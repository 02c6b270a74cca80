// The log of docs/PROTOCOL.md, section 10, with the chain over it: each record as the document has it, and as
// a value.
#pragma once

#include "protocol/chat/event.h"
#include "tests/protocol/chat/counting.h"
#include "tests/support/hex.h"

#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::test {

struct ChainedRecord {
    const char* what;
    chat::LogRecord value;
    std::string_view record; ///< hex
    std::string_view chain;  ///< hex; over all up to this one
};

inline std::vector<ChainedRecord> chainedLog()
{
    using namespace chat;
    const auto event = [](std::int64_t second, MemberId member, std::string name, SubmissionNumber number,
                          unsigned salt, std::string text, decltype(Event::what) what, Bytes further = {}) {
        return Event{.time = {1'700'000'000'000 + 1000 * second},
                     .member = member,
                     .name = std::move(name),
                     .number = number,
                     .content = Content{counting<Salt>(salt), std::move(text)},
                     .what = std::move(what),
                     .further = std::move(further)};
    };
    const MemberId xiaoming{1};
    return {
        {"joined", event(0, xiaoming, "小明", {0}, 0x10, "", Joined{counting<Fingerprint>(0xa0)}),
         "88011b0000018bcfe568000166e5b08fe6988e004810111213141516176048a0a1a2a3a4a5a6a7",
         "c617e7419eb74c1182417847445a17c7d0cb74a987b1acb54828bfba0fdd5baa"},
        {"message", event(1, xiaoming, "小明", {1}, 0x20, "你好", Message{}),
         "87031b0000018bcfe56be80166e5b08fe6988e0148202122232425262766e4bda0e5a5bd",
         "8bcf986190ca87726d7b9c4388f10d2a6e2e7e2e32c934987bee05174d64ad37"},
        {"action", event(2, xiaoming, "小明", {2}, 0x30, "waves", Message{MessageStyle::action}),
         "88031b0000018bcfe56fd00166e5b08fe6988e0248303132333435363765776176657301",
         "72d862acdeb476e9608749830165483d9de836a025a58707fb451a909b4255f3"},
        {"announcement", event(3, {0}, "", {0}, 0x40, "Tea at five", Announcement{}),
         "87041b0000018bcfe573b80060004840414243444546476b5465612061742066697665",
         "23ea7ebe7bab8899b37e3a7b05b2864f7c3de964c90438c33c7d2249bfe05983"},
        {"void", VoidEvent{}, "f6", "e760ba6b3172402b4776cde96b313c1b8ec8c49d620954b592ee7ed4ac0c1851"},
        {"unknown kind", event(4, xiaoming, "小明", {3}, 0x50, "x", UnknownKind{9}, hex("8201617907")),
         "89091b0000018bcfe577a00166e5b08fe6988e0348505152535455565761788201617907",
         "277a585ae06b94e96416715c01197e9d639acd355e3930a561c4f7fa213bd458"},
        {"left", event(5, xiaoming, "小明", {0}, 0x60, "", Left{LeftReason::lost}),
         "88021b0000018bcfe57b880166e5b08fe6988e004860616263646566676002",
         "8ffe630ffb2fb235c5b5fe0529140d3c7e428f714a00865d9ec3ea7db4a4e2b7"},
        {"renamed", event(6, xiaoming, "小明", {0}, 0x70, "", Renamed{"小红"}),
         "88051b0000018bcfe57f700166e5b08fe6988e004870717273747576776066e5b08fe7baa2",
         "8bd5de171aef105630bc2e3b4660a8300c33f2408a5de7392490187947d5b282"},
        {"topic", event(7, {0}, "", {0}, 0x80, "茶", TopicSet{}),
         "87061b0000018bcfe5835800600048808182838485868763e88cb6",
         "b5f4c52d734afb8369843aff7636fba144c522733d71eb881836bcb58e8c86f7"},
        {"removed", event(8, {0}, "", {0}, 0x90, "spam", Removed{{3}}),
         "88071b0000018bcfe58740006000489091929394959697647370616d03",
         "fb676990b353a103731e606a932b59289c362edf0c22b0a80b405e2b13a2fb41"},
        {"announcement that asks for confirmation",
         event(9, {0}, "", {0}, 0xa0, "Tea at six", Announcement{true}),
         "88041b0000018bcfe58b2800600048a0a1a2a3a4a5a6a76a54656120617420736978f5",
         "f507abbac7eb1fa0338ed6eb1668de64a63b8626d3811a6d60a0f18405ae2f60"},
    };
}

} // namespace hubbub::test
