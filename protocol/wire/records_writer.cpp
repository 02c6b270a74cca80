#include "protocol/base/check.h"
#include "protocol/wire/frame.h"
#include "protocol/wire/frame_type.h"

namespace hubbub::wire {

namespace {

/// The frame's length is always written as a varint of two bytes; this is the most that it can tell.
constexpr std::size_t lengthBytes = 2;
constexpr std::size_t longestFrame = (std::size_t{1} << 14U) - 1;

ByteArray<lengthBytes> twoByteVarint(std::size_t value)
{
    return {static_cast<Byte>(0x40U | value >> 8U), static_cast<Byte>(value)};
}

} // namespace

bool RecordsWriter::add(ByteView record)
{
    CHECK(record.size() <= limits::recordBytes);
    CHECK(first_.value >= 1 && first_.value + count_ <= maxRecordSeq);
    constexpr auto type = static_cast<std::uint64_t>(FrameType::records);
    const auto header = varintBytes(stream_.value) + varintBytes(first_.value);
    const auto growth = varintBytes(record.size()) + record.size();

    if (count_ == 0) {
        if (varintBytes(type) + lengthBytes + header + growth > out_.left() || header + growth > longestFrame)
            return false;
        out_.varint(type);
        lengthAt_ = out_.written();
        out_.bytes(ByteArray<lengthBytes>{});
        out_.varint(stream_.value);
        out_.varint(first_.value);
        length_ = header;
    }
    CHECK(out_.written() == lengthAt_ + lengthBytes + length_);
    if (growth > out_.left() || length_ + growth > longestFrame)
        return false;
    out_.varint(record.size());
    out_.bytes(record);
    length_ += growth;
    ++count_;
    out_.overwrite(lengthAt_, twoByteVarint(length_));
    return true;
}

} // namespace hubbub::wire
