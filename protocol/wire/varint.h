// The variable-length integers of QUIC (RFC 9000, section 16), and a reader and a writer of fields made of
// them.
#pragma once

#include "protocol/base/bytes.h"

namespace hubbub::wire {

inline constexpr std::uint64_t varintMax = (std::uint64_t{1} << 62U) - 1;

/// 1, 2, 4 or 8.
std::size_t varintBytes(std::uint64_t value);

/// Reads fields one after another. After the first failure every further read fails too, so one check at the
/// end is enough.
class Reader {
public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}

    std::uint8_t u8();
    std::uint16_t u16(); ///< little-endian, as are u32 and u64
    std::uint32_t u32();
    std::uint64_t u64();
    std::uint64_t varint();
    /// A varint outside [min, max] is a failure like any other.
    std::uint64_t varintIn(std::uint64_t min, std::uint64_t max);
    /// Empty, as every number is 0, after a failure.
    ByteView bytes(std::uint64_t count);
    ByteView rest();

    bool failed() const { return failed_; }
    /// True after a failure as well, so that a loop over fields ends.
    bool atEnd() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }

private:
    std::uint64_t littleEndian(std::size_t count);
    void fail();

    ByteView rest_;
    bool failed_ = false;
};

/// Writes fields into a buffer of fixed size that the caller owns. The caller asks left() first; writing
/// beyond it is a mistake (CHECK).
class Writer {
public:
    explicit Writer(MutableBytes buffer) : buffer_(buffer) {}

    void u8(std::uint8_t value);
    void u16(std::uint16_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void varint(std::uint64_t value);
    void bytes(ByteView bytes);
    /// Fills what is left.
    void fillUp(Byte value);
    /// Replaces what was written from `at` on; lengths become known last.
    void overwrite(std::size_t at, ByteView bytes);

    std::size_t written() const { return written_; }
    std::size_t left() const { return buffer_.size() - written_; }
    ByteView view() const { return buffer_.first(written_); }

private:
    void littleEndian(std::uint64_t value, std::size_t count);

    MutableBytes buffer_;
    std::size_t written_ = 0;
};

} // namespace hubbub::wire
