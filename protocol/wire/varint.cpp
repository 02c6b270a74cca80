#include "protocol/wire/varint.h"

#include "protocol/base/check.h"

#include <algorithm>
#include <bit>

namespace hubbub::wire {

namespace {

/// The two bits that tell the length of a varint are the logarithm of its bytes.
constexpr unsigned lengthBitsAt = 6;
constexpr Byte valueBits = 0x3f;

} // namespace

std::size_t varintBytes(std::uint64_t value)
{
    if (value < std::uint64_t{1} << 6U)
        return 1;
    if (value < std::uint64_t{1} << 14U)
        return 2;
    if (value < std::uint64_t{1} << 30U)
        return 4;
    return 8;
}

void Reader::fail()
{
    failed_ = true;
    rest_ = {};
}

ByteView Reader::bytes(std::uint64_t count)
{
    if (count > rest_.size()) {
        fail();
        return {};
    }
    const auto taken = rest_.first(static_cast<std::size_t>(count));
    rest_ = rest_.subspan(taken.size());
    return taken;
}

ByteView Reader::rest()
{
    return bytes(rest_.size());
}

std::uint64_t Reader::littleEndian(std::size_t count)
{
    const auto taken = bytes(count);
    std::uint64_t value = 0;
    for (std::size_t i = taken.size(); i > 0; --i)
        value = value << 8U | taken[i - 1];
    return value;
}

std::uint8_t Reader::u8()
{
    return static_cast<std::uint8_t>(littleEndian(1));
}

std::uint16_t Reader::u16()
{
    return static_cast<std::uint16_t>(littleEndian(2));
}

std::uint32_t Reader::u32()
{
    return static_cast<std::uint32_t>(littleEndian(4));
}

std::uint64_t Reader::u64()
{
    return littleEndian(8);
}

std::uint64_t Reader::varint()
{
    if (rest_.empty()) {
        fail();
        return 0;
    }
    const auto taken = bytes(std::size_t{1} << (rest_.front() >> lengthBitsAt));
    if (taken.empty())
        return 0;
    std::uint64_t value = taken.front() & valueBits;
    for (const Byte byte : taken.subspan(1))
        value = value << 8U | byte;
    return value;
}

std::uint64_t Reader::varintIn(std::uint64_t min, std::uint64_t max)
{
    const auto value = varint();
    if (value >= min && value <= max)
        return value;
    fail();
    return 0;
}

void Writer::littleEndian(std::uint64_t value, std::size_t count)
{
    CHECK(count <= left());
    for (std::size_t i = 0; i < count; ++i)
        buffer_[written_++] = static_cast<Byte>(value >> 8 * i);
}

void Writer::u8(std::uint8_t value)
{
    littleEndian(value, 1);
}

void Writer::u16(std::uint16_t value)
{
    littleEndian(value, 2);
}

void Writer::u32(std::uint32_t value)
{
    littleEndian(value, 4);
}

void Writer::u64(std::uint64_t value)
{
    littleEndian(value, 8);
}

void Writer::varint(std::uint64_t value)
{
    CHECK(value <= varintMax);
    const auto count = varintBytes(value);
    CHECK(count <= left());
    const auto lengthBits = static_cast<Byte>(std::countr_zero(count) << lengthBitsAt);
    for (std::size_t i = 0; i < count; ++i)
        buffer_[written_ + i] = static_cast<Byte>(value >> 8 * (count - 1 - i));
    buffer_[written_] |= lengthBits;
    written_ += count;
}

void Writer::bytes(ByteView bytes)
{
    CHECK(bytes.size() <= left());
    std::ranges::copy(bytes, buffer_.subspan(written_).begin());
    written_ += bytes.size();
}

void Writer::fillUp(Byte value)
{
    std::ranges::fill(buffer_.subspan(written_), value);
    written_ = buffer_.size();
}

void Writer::overwrite(std::size_t at, ByteView bytes)
{
    CHECK(at <= written_ && bytes.size() <= written_ - at);
    std::ranges::copy(bytes, buffer_.subspan(at).begin());
}

} // namespace hubbub::wire
