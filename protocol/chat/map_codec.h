// Reading and writing maps with small numbers as keys from one list of fields: what a record holds is told
// once, in a template that runs with a MapWriter and with a MapReader:
//
//     template <class Map, class Join> void fields(Map& map, Join& join) { map.field(2, join.name);
//     map.flag(4, join.takeOver); … }
//
// The keys must be told in ascending order: deterministic encoding has them so, and reading walks along.
#pragma once

#include "protocol/base/time.h"
#include "protocol/chat/cbor.h"
#include "protocol/wire/frame.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::chat::cbor {

// put() and get() carry one value; types of the room add their own beside them, and are found by their
// namespace.

inline void put(Writer& out, std::uint64_t value)
{
    out.number(value);
}
inline void put(Writer& out, std::uint32_t value)
{
    out.number(value);
}
inline void put(Writer& out, bool value)
{
    out.boolean(value);
}
inline void put(Writer& out, const std::string& value)
{
    out.text(value);
}
template <class Tag, class Rep>
void put(Writer& out, const StrongId<Tag, Rep>& id)
{
    out.number(id.value);
}
template <class Tag, std::size_t N>
void put(Writer& out, const OpaqueId<Tag, N>& id)
{
    out.bytes(id.view());
}
void put(Writer& out, WallTime time);
/// In milliseconds, rounded up: who waits that long has waited long enough. At most 2^32 - 1.
void put(Writer& out, Duration duration);
/// 64 bits of them: for what people set, not for what engines wait.
void put(Writer& out, std::chrono::milliseconds duration);
template <class Value>
void putNullable(Writer& out, const std::optional<Value>& value)
{
    if (value)
        put(out, *value);
    else
        out.null();
}
template <class First, class Second>
void put(Writer& out, const std::pair<First, Second>& pair)
{
    out.array(2);
    put(out, pair.first);
    put(out, pair.second);
}
template <class Element>
void put(Writer& out, const std::vector<Element>& list)
{
    out.array(list.size());
    for (const auto& element : list)
        put(out, element);
}

inline void get(Reader& in, std::uint64_t& value)
{
    value = in.number();
}
inline void get(Reader& in, std::uint32_t& value)
{
    value = static_cast<std::uint32_t>(in.number(std::numeric_limits<std::uint32_t>::max()));
}
inline void get(Reader& in, bool& value)
{
    value = in.boolean();
}
inline void get(Reader& in, std::string& value)
{
    value = in.text();
}
template <class Tag, class Rep>
void get(Reader& in, StrongId<Tag, Rep>& id)
{
    id = in.id<StrongId<Tag, Rep>>();
}
template <class Tag, std::size_t N>
void get(Reader& in, OpaqueId<Tag, N>& id)
{
    id = in.opaque<OpaqueId<Tag, N>>();
}
/// No further than streams go: what is told of a record that cannot be sent is a lie, and one more than it
/// must still be a number that frames can carry.
inline void get(Reader& in, Seq& seq)
{
    seq = Seq{in.number(wire::maxRecordSeq)};
}
void get(Reader& in, WallTime& time);
void get(Reader& in, Duration& duration);
void get(Reader& in, std::chrono::milliseconds& duration);
template <class Value>
void getNullable(Reader& in, std::optional<Value>& value)
{
    value.reset();
    if (!in.takeNull())
        get(in, value.emplace());
}

/// Reads an array whose first `known` elements `readKnown` takes; those behind them belong to later versions
/// and are skipped.
template <class ReadKnown>
void getArray(Reader& in, std::size_t known, ReadKnown readKnown)
{
    const auto elements = in.array();
    if (elements < known)
        return in.fail();
    readKnown();
    in.skip(elements - known);
}
template <class First, class Second>
void get(Reader& in, std::pair<First, Second>& pair)
{
    getArray(in, 2, [&] {
        get(in, pair.first);
        get(in, pair.second);
    });
}
template <class Element>
void get(Reader& in, std::vector<Element>& list)
{
    const auto count = in.array();
    for (std::size_t i = 0; i < count && !in.failed(); ++i)
        get(in, list.emplace_back());
}

class MapWriter {
public:
    template <class Value>
    void field(std::uint64_t key, const Value& value)
    {
        startPair(key);
        put(pairs_, value);
    }
    template <class Value>
    void optional(std::uint64_t key, const std::optional<Value>& value)
    {
        if (value)
            field(key, *value);
    }
    /// A value that need not be written when it is the one to begin with.
    template <class Value>
    void defaulted(std::uint64_t key, const Value& value)
    {
        if (value != Value{})
            field(key, value);
    }
    template <class Value>
    void nullable(std::uint64_t key, const std::optional<Value>& value)
    {
        if (value)
            return field(key, *value);
        startPair(key);
        pairs_.null();
    }
    Bytes take();

private:
    void startPair(std::uint64_t key);

    Writer pairs_;
    std::size_t count_ = 0;
    std::uint64_t lastKey_ = 0;
};

class MapReader {
public:
    explicit MapReader(ByteView bytes) : in_(bytes), left_(in_.map()) { readKey(); }

    /// Fails if the key is missing.
    template <class Value>
    void field(std::uint64_t key, Value& value)
    {
        if (!find(key))
            return in_.fail();
        get(in_, value);
        readKey();
    }
    template <class Value>
    void optional(std::uint64_t key, std::optional<Value>& value)
    {
        if (find(key))
            field(key, value.emplace());
    }
    template <class Value>
    void defaulted(std::uint64_t key, Value& value)
    {
        if (find(key))
            field(key, value);
    }
    template <class Value>
    void nullable(std::uint64_t key, std::optional<Value>& value)
    {
        if (!find(key) || !in_.takeNull())
            return field(key, value.emplace());
        readKey();
    }
    /// For what the caller finds wrong with the values.
    void fail() { in_.fail(); }
    /// Skips what is left of the map. True if it was a map with all that was asked for, and nothing follows
    /// it.
    bool finish();

private:
    /// Skips pairs with lower keys. True if this key has come; its value is next.
    bool find(std::uint64_t key);
    void readKey();

    Reader in_;
    std::size_t left_;
    std::optional<std::uint64_t> key_;
};

} // namespace hubbub::chat::cbor
