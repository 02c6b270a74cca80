// CBOR as records use it (RFC 8949): a writer of deterministic encoding (section 4.2.1) and a reader that
// takes nothing else. Hand-made because outside bytes are hostile: nothing is allocated by a length that was
// only claimed, one value has one encoding, and what is skipped can be had as it stands. The tests hold it
// against Qt's codec.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"

#include <limits>
#include <string_view>
#include <utility>

namespace hubbub::chat::cbor {

/// Our own records nest three deep; the rest is for those of later versions, and bounds the stack that
/// skipping takes.
inline constexpr int maxDepth = 8;

class Writer {
public:
    void number(std::uint64_t value);
    void bytes(ByteView value);
    /// Valid UTF-8.
    void text(std::string_view value);
    void boolean(bool value);
    void null();
    /// The elements follow.
    void array(std::size_t count);
    /// Keys and values follow, the keys ascending.
    void map(std::size_t count);
    /// Whole items that are encoded already.
    void items(ByteView encoded);

    Bytes take() { return std::move(out_); }

private:
    void head(std::uint8_t major, std::uint64_t value);

    Bytes out_;
};

/// Reads one value after another. After the first failure every further read fails too, so one check at the
/// end is enough. Views point into what is read.
class Reader {
public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}

    std::uint64_t number(std::uint64_t most = std::numeric_limits<std::uint64_t>::max());
    ByteView bytes();
    std::string_view text();
    bool boolean();
    /// Takes a null if that is what comes next.
    bool takeNull();
    /// Whether an array comes next, for values that have several forms.
    bool isArrayNext() const;
    /// How many elements follow; never more than there are bytes left.
    std::size_t array();
    /// How many pairs follow; never more than there are bytes left.
    std::size_t map();
    /// Passes over whole items of any kind; gives them as they stand.
    ByteView skip(std::size_t count = 1);

    template <class Id>
    Id opaque()
    {
        const auto id = Id::from(bytes());
        if (!id)
            fail();
        return id.value_or(Id{});
    }
    template <class Id>
    Id id()
    {
        return Id{static_cast<typename Id::Value>(number(std::numeric_limits<typename Id::Value>::max()))};
    }

    /// For what the caller finds wrong with a value.
    void fail();
    bool failed() const { return failed_; }
    bool atEnd() const { return rest_.empty(); }
    /// Everything was as asked for, and nothing is left.
    bool complete() const { return !failed_ && atEnd(); }

private:
    struct Head {
        std::uint8_t major = 0;
        std::uint8_t info = 0;
        std::uint64_t value = 0;
    };
    Head head();
    std::uint64_t headOf(std::uint8_t major);
    ByteView take(std::uint64_t count);
    void skipOne(int depth);

    ByteView rest_;
    bool failed_ = false;
};

/// How many items these bytes hold one after another; CHECKs that they are whole.
std::size_t countItems(ByteView encoded);

} // namespace hubbub::chat::cbor
