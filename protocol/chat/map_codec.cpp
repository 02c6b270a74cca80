#include "protocol/chat/map_codec.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub::chat::cbor {

namespace {

constexpr auto mostMilliseconds = std::numeric_limits<std::uint32_t>::max();

} // namespace

void put(Writer& out, WallTime time)
{
    CHECK(time.milliseconds >= 0);
    out.number(static_cast<std::uint64_t>(time.milliseconds));
}

void put(Writer& out, Duration duration)
{
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    out.number(static_cast<std::uint64_t>(std::clamp<std::int64_t>(rounded, 0, mostMilliseconds)));
}

void put(Writer& out, std::chrono::milliseconds duration)
{
    CHECK(duration.count() >= 0);
    out.number(static_cast<std::uint64_t>(duration.count()));
}

void get(Reader& in, WallTime& time)
{
    time.milliseconds = static_cast<std::int64_t>(in.number(std::numeric_limits<std::int64_t>::max()));
}

void get(Reader& in, Duration& duration)
{
    duration = std::chrono::milliseconds(in.number(mostMilliseconds));
}

void get(Reader& in, std::chrono::milliseconds& duration)
{
    duration = std::chrono::milliseconds(in.number(std::numeric_limits<std::int64_t>::max()));
}

Bytes MapWriter::take()
{
    Writer out;
    out.map(count_);
    out.items(pairs_.take());
    return out.take();
}

void MapWriter::startPair(std::uint64_t key)
{
    CHECK(count_ == 0 || key > lastKey_);
    lastKey_ = key;
    ++count_;
    pairs_.number(key);
}

bool MapReader::finish()
{
    while (key_) {
        in_.skip();
        readKey();
    }
    return in_.complete();
}

bool MapReader::find(std::uint64_t key)
{
    while (key_ && *key_ < key) {
        in_.skip();
        readKey();
    }
    return key_ == key;
}

void MapReader::readKey()
{
    const auto before = key_;
    key_.reset();
    if (left_ == 0 || in_.failed())
        return;
    --left_;
    const auto key = in_.number();
    if (before && key <= *before)
        in_.fail();
    if (!in_.failed())
        key_ = key;
}

} // namespace hubbub::chat::cbor
