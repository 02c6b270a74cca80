#include "protocol/base/check.h"
#include "protocol/wire/frame.h"
#include "protocol/wire/frame_type.h"

#include <algorithm>

namespace hubbub::wire {

namespace {

/// The frame's length is always written as a varint of two bytes; this is the most that it can tell.
constexpr std::size_t typeBytes = 1;
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
    const std::size_t growth = varintBytes(record.size()) + record.size();
    if (growth > room())
        return false;
    begin();
    out_.varint(record.size());
    out_.bytes(record);
    note(growth, 1);
    return true;
}

void RecordsWriter::addFramed(ByteView records, std::size_t count)
{
    CHECK(records.size() <= room());
    begin();
    out_.bytes(records);
    note(records.size(), count);
}

std::size_t RecordsWriter::room() const
{
    if (count_ > 0)
        return std::min(out_.left(), longestFrame - length_);
    const std::size_t header = varintBytes(stream_.value) + varintBytes(first_.value);
    const std::size_t before = typeBytes + lengthBytes + header;
    return std::min(out_.left() - std::min(out_.left(), before), longestFrame - header);
}

void RecordsWriter::begin()
{
    CHECK(first_.value >= 1 && first_.value + count_ <= maxRecordSeq);
    if (count_ > 0) {
        CHECK(out_.written() == lengthAt_ + lengthBytes + length_);
        return;
    }
    out_.varint(static_cast<std::uint64_t>(FrameType::records));
    lengthAt_ = out_.written();
    out_.bytes(ByteArray<lengthBytes>{});
    out_.varint(stream_.value);
    out_.varint(first_.value);
    length_ = varintBytes(stream_.value) + varintBytes(first_.value);
}

void RecordsWriter::note(std::size_t bytes, std::size_t count)
{
    length_ += bytes;
    count_ += count;
    out_.overwrite(lengthAt_, twoByteVarint(length_));
}

} // namespace hubbub::wire
