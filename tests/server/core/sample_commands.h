// Commands written shortly, for tests of the fold and of stores.
#pragma once

#include "protocol/base/check.h"
#include "protocol/base/entropy.h"
#include "server/core/room_fold.h"

#include <iterator>
#include <string>
#include <utility>

namespace hubbub::test {

inline PublicKey keyOf(Byte person)
{
    return PublicKey{{person}};
}

inline server::OutboxKey outboxOf(Byte person, Byte instance = 1)
{
    return {keyOf(person), OutboxId{{instance}}};
}

/// Names clash if they are equal, or if they look alike: differ in `0` and `O` only, here.
inline chat::NameKeys keysOf(std::string name)
{
    chat::NameKeys keys{name, std::move(name)};
    for (char& letter : keys.lookalike)
        letter = letter == '0' ? 'O' : letter;
    return keys;
}

inline server::Command commandAt(std::int64_t milliseconds, decltype(server::Command::what) what)
{
    return {WallTime{milliseconds}, Salt{{static_cast<Byte>(milliseconds)}}, std::move(what)};
}

inline server::JoinCommand joinAs(const std::string& name, Byte person, Byte instance = 1)
{
    return {name, keysOf(name), outboxOf(person, instance)};
}

inline server::Submission submissionOf(const server::OutboxKey& outbox, std::uint32_t number)
{
    return {outbox, SubmissionNumber{number}, Digest{{static_cast<Byte>(number)}}};
}

inline server::SayCommand say(std::uint32_t member, const server::OutboxKey& outbox, std::uint32_t number,
                              std::string text = "hello")
{
    return {MemberId{member}, chat::MessageStyle::plain, std::move(text), submissionOf(outbox, number)};
}

inline server::LeaveCommand leave(std::uint32_t member)
{
    return {MemberId{member}, chat::LeftReason::quit, "", std::nullopt};
}

inline server::LeaveCommand leaveResting(std::uint32_t member, std::int64_t untilMilliseconds)
{
    return {MemberId{member}, chat::LeftReason::lost, "", WallTime{untilMilliseconds}};
}

/// Commands of a small, quarrelsome crowd: many have no effect. Days pass now and then, and the clock goes
/// back now and then.
class CommandSource {
public:
    explicit CommandSource(Entropy& entropy) : entropy_(entropy) {}

    server::Command next(const server::RoomFold& fold)
    {
        time_ += static_cast<std::int64_t>(entropy_.drawBelow(2000)) - 100;
        if (entropy_.drawBelow(50) == 0)
            time_ += static_cast<std::int64_t>(entropy_.drawBelow(20)) * 24 * 60 * 60 * 1000;
        server::Command command{WallTime{time_}, entropy_.draw<Salt>(), makeWhat(fold)};
        return command;
    }

private:
    decltype(server::Command::what) makeWhat(const server::RoomFold& fold)
    {
        const Byte person = static_cast<Byte>(entropy_.drawBelow(6));
        switch (entropy_.drawBelow(8)) {
        case 0:
        case 1:
            return joinAs(names[entropy_.drawBelow(std::size(names))], person, drawInstance());
        case 2:
            return leave(drawMember(fold).value);
        case 3:
            return leaveResting(drawMember(fold).value,
                                time_ + static_cast<std::int64_t>(entropy_.drawBelow(9000)));
        case 4:
            return server::AnnounceCommand{MemberId{}, "", "notice", std::nullopt};
        case 5:
            return server::AnnounceCommand{drawMember(fold), "", "notice", drawSubmission(fold, person)};
        default: {
            const auto submission = drawSubmission(fold, person);
            return server::SayCommand{drawMember(fold), chat::MessageStyle::action, "text", submission};
        }
        }
    }

    MemberId drawMember(const server::RoomFold& fold)
    {
        if (fold.members().empty() || entropy_.drawBelow(10) == 0)
            return MemberId{static_cast<std::uint32_t>(entropy_.drawBelow(50))};
        return std::next(fold.members().begin(),
                         static_cast<std::ptrdiff_t>(entropy_.drawBelow(fold.members().size())))
            ->first;
    }

    Byte drawInstance() { return static_cast<Byte>(entropy_.drawBelow(40)); }

    server::Submission drawSubmission(const server::RoomFold& fold, Byte person)
    {
        const auto outbox = outboxOf(person, drawInstance());
        // Numbers of a forgotten outbox are not repeated: that is what the store's index is for.
        highest_ += static_cast<std::uint32_t>(entropy_.drawBelow(3));
        const bool isRepeated = entropy_.drawBelow(5) == 0 && fold.cursorOf(outbox).value > 0;
        return submissionOf(outbox, isRepeated ? fold.cursorOf(outbox).value : ++highest_);
    }

    static constexpr const char* names[] = {"anna", "bOb", "b0b", "carl", "dOra", "d0ra", "emil", "fritz"};

    Entropy& entropy_;
    std::int64_t time_ = 1'700'000'000'000;
    std::uint32_t highest_ = 0;
};

} // namespace hubbub::test
