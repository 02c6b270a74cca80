// Records: what is accepted can be written again and is the same then, within the limits.

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/chat/text.h"
#include "tests/fuzz/targets.h"

namespace hubbub::fuzz {

namespace {

/// A form of record: accepted, written and accepted again it is the same value and the same bytes. What is
/// written out may be a byte longer than what came: a default that was left out.
template <class Decode>
void comesBack(ByteView input, Decode decode)
{
    const auto decoded = decode(input);
    if (!decoded)
        return;
    CHECK(input.size() <= limits::recordBytes);
    const Bytes encoded = chat::encode(*decoded);
    CHECK(encoded.size() <= input.size() + 1);
    const auto again = decode(encoded);
    CHECK(again && *again == *decoded);
    CHECK(chat::encode(*again) == encoded);
}

} // namespace

void request(ByteView input)
{
    comesBack(input, chat::decodeRequest);
    const auto decoded = chat::decodeRequest(input);
    if (!decoded)
        return;
    if (const auto* say = std::get_if<chat::SayRequest>(&*decoded)) {
        CHECK(chat::isValidUtf8(say->text));
        // Its number is not part of what it says, its text is.
        chat::SayRequest other = *say;
        other.number.value ^= 1U;
        CHECK(chat::requestDigest(other) == chat::requestDigest(*say));
        other.text += '.';
        CHECK(chat::requestDigest(other) != chat::requestDigest(*say));
    }
    if (const auto* join = std::get_if<chat::JoinRequest>(&*decoded))
        CHECK(chat::isValidUtf8(join->name) && chat::isValidUtf8(join->clientVersion));
}

void reply(ByteView input)
{
    comesBack(input, chat::decodeReply);
}

void event(ByteView input)
{
    comesBack(input, chat::decodeLogRecord);
    const auto record = chat::decodeLogRecord(input);
    if (!record)
        return;
    // The chain covers every byte of the record that is kept, and its place.
    const ChainValue value = chat::chainNext({}, Seq{7}, *record);
    const auto again = chat::decodeLogRecord(chat::encode(*record));
    CHECK(again && chat::chainNext({}, Seq{7}, *again) == value);
    CHECK(chat::chainNext({}, Seq{8}, *record) != value);
    const auto* said = std::get_if<chat::Event>(&*record);
    if (said == nullptr)
        return;
    CHECK(chat::isValidUtf8(said->name) && chat::isValidUtf8(said->text()));
    // Removing the text leaves the chain as it is.
    if (const auto* content = std::get_if<chat::Content>(&said->content)) {
        chat::Event removed = *said;
        removed.content = chat::Tombstone{chat::contentDigest(*content)};
        CHECK(chat::chainNext({}, Seq{7}, removed) == value);
    }
}

void roster(ByteView input)
{
    const auto entries = chat::decodeRosterRecord(input);
    if (!entries)
        return;
    std::vector<chat::RosterEntry> again;
    for (const Bytes& record : chat::encodeRoster(*entries)) {
        const auto part = chat::decodeRosterRecord(record);
        CHECK(part && (record.size() <= 1'000 || part->size() == 1));
        again.insert(again.end(), part->begin(), part->end());
    }
    CHECK(again == *entries);
}

} // namespace hubbub::fuzz
