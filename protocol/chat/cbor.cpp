#include "protocol/chat/cbor.h"

#include "protocol/base/check.h"
#include "protocol/chat/text.h"

#include <algorithm>
#include <bit>

namespace hubbub::chat::cbor {

namespace {

// RFC 8949, section 3: the upper three bits of an item's first byte tell its major type, the lower five its
// value or where that stands.
enum Major : std::uint8_t {
    unsignedNumber,
    negativeNumber,
    byteString,
    textString,
    arrayHead,
    mapHead,
    tag,
    simple
};

constexpr std::uint8_t simpleFalse = 20;
constexpr std::uint8_t simpleTrue = 21;
constexpr std::uint8_t simpleNull = 22;
/// Infos of 24, 25, 26, 27 announce 1, 2, 4, 8 bytes of value; above lie indefinite lengths and what is not
/// assigned.
constexpr std::uint8_t firstLongInfo = 24;
constexpr std::uint8_t lastLongInfo = 27;

/// How a head is written at its shortest: bytes of value behind the first byte.
std::size_t valueBytes(std::uint64_t value)
{
    if (value < firstLongInfo)
        return 0;
    if (value <= 0xff)
        return 1;
    if (value <= 0xffff)
        return 2;
    return value <= 0xffff'ffff ? 4 : 8;
}

} // namespace

void Writer::head(std::uint8_t major, std::uint64_t value)
{
    const auto count = valueBytes(value);
    const auto info =
        count == 0 ? value : static_cast<std::uint64_t>(firstLongInfo + std::countr_zero(count));
    out_.push_back(static_cast<Byte>(major << 5U | info));
    for (auto left = count; left > 0; --left)
        out_.push_back(static_cast<Byte>(value >> 8U * (left - 1)));
}

void Writer::number(std::uint64_t value)
{
    head(unsignedNumber, value);
}

void Writer::bytes(ByteView value)
{
    head(byteString, value.size());
    items(value);
}

void Writer::text(std::string_view value)
{
    head(textString, value.size());
    items(bytesOf(value));
}

void Writer::boolean(bool value)
{
    head(simple, value ? simpleTrue : simpleFalse);
}

void Writer::null()
{
    head(simple, simpleNull);
}

void Writer::array(std::size_t count)
{
    head(arrayHead, count);
}

void Writer::map(std::size_t count)
{
    head(mapHead, count);
}

void Writer::items(ByteView encoded)
{
    out_.insert(out_.end(), encoded.begin(), encoded.end());
}

void Reader::fail()
{
    failed_ = true;
    rest_ = {};
}

ByteView Reader::take(std::uint64_t count)
{
    if (count > rest_.size()) {
        fail();
        return {};
    }
    const auto taken = rest_.first(static_cast<std::size_t>(count));
    rest_ = rest_.subspan(taken.size());
    return taken;
}

Reader::Head Reader::head()
{
    const auto first = take(1);
    if (first.empty())
        return {};
    Head head{.major = static_cast<std::uint8_t>(first[0] >> 5U),
              .info = static_cast<std::uint8_t>(first[0] & 31U)};
    head.value = head.info;
    if (head.info < firstLongInfo)
        return head;
    if (head.info > lastLongInfo) {
        fail();
        return {};
    }
    head.value = 0;
    const auto behind = take(std::size_t{1} << static_cast<unsigned>(head.info - firstLongInfo));
    for (const auto byte : behind)
        head.value = head.value << 8U | byte;
    // Simple values are another matter: there the longer heads are floating-point numbers.
    if (head.major != simple && valueBytes(head.value) != behind.size())
        fail();
    return failed_ ? Head{} : head;
}

std::uint64_t Reader::headOf(std::uint8_t major)
{
    const auto got = head();
    if (got.major != major)
        fail();
    return failed_ ? 0 : got.value;
}

std::uint64_t Reader::number(std::uint64_t most)
{
    const auto value = headOf(unsignedNumber);
    if (value > most)
        fail();
    return failed_ ? 0 : value;
}

ByteView Reader::bytes()
{
    return take(headOf(byteString));
}

std::string_view Reader::text()
{
    const auto value = textOf(take(headOf(textString)));
    if (!isValidUtf8(value)) {
        fail();
        return {};
    }
    return value;
}

bool Reader::boolean()
{
    const auto got = head();
    if (got.major != simple || (got.info != simpleFalse && got.info != simpleTrue))
        fail();
    return !failed_ && got.info == simpleTrue;
}

bool Reader::takeNull()
{
    constexpr Byte null = simple << 5U | simpleNull;
    if (rest_.empty() || rest_[0] != null)
        return false;
    rest_ = rest_.subspan(1);
    return true;
}

bool Reader::isArrayNext() const
{
    return !rest_.empty() && rest_[0] >> 5U == arrayHead;
}

std::size_t Reader::array()
{
    const auto count = headOf(arrayHead);
    if (count > rest_.size())
        fail();
    return failed_ ? 0 : static_cast<std::size_t>(count);
}

std::size_t Reader::map()
{
    const auto count = headOf(mapHead);
    if (count > rest_.size() / 2)
        fail();
    return failed_ ? 0 : static_cast<std::size_t>(count);
}

ByteView Reader::skip(std::size_t count)
{
    const auto before = rest_;
    for (std::size_t i = 0; i < count && !failed_; ++i)
        skipOne(maxDepth);
    return failed_ ? ByteView{} : before.first(before.size() - rest_.size());
}

void Reader::skipOne(int depth)
{
    if (depth == 0)
        return fail();
    const auto got = head();
    if (failed_)
        return;
    switch (static_cast<Major>(got.major)) {
    case unsignedNumber:
    case negativeNumber:
        return;
    case byteString:
        take(got.value);
        return;
    case textString:
        if (!isValidUtf8(textOf(take(got.value))))
            fail();
        return;
    case arrayHead:
        // Each element takes a byte at least, so a count that lies ends with the bytes.
        for (std::uint64_t i = 0; i < got.value && !failed_; ++i)
            skipOne(depth - 1);
        return;
    case mapHead: {
        ByteView previous;
        for (std::uint64_t i = 0; i < got.value && !failed_; ++i) {
            const auto before = rest_;
            skipOne(depth - 1);
            const auto key = before.first(before.size() - rest_.size());
            if (!std::lexicographical_compare(previous.begin(), previous.end(), key.begin(), key.end()))
                fail();
            previous = key;
            skipOne(depth - 1);
        }
        return;
    }
    case tag:
        return skipOne(depth - 1);
    case simple:
        // A simple value below 32 may not be written in two bytes (RFC 8949, section 3.3).
        if (got.info == firstLongInfo && got.value < 32)
            fail();
        return;
    }
}

std::size_t countItems(ByteView encoded)
{
    std::size_t count = 0;
    Reader reader(encoded);
    for (; !reader.atEnd(); ++count)
        reader.skip();
    CHECK(!reader.failed());
    return count;
}

} // namespace hubbub::chat::cbor
