#include "protocol/link/flight.h"

namespace hubbub::link {

std::size_t bytesIn(const RecordSource& source, const Stretch& stretch, std::size_t unknownRecord)
{
    if (stretch.empty())
        return 0;
    if (stretch.from.seq == stretch.to.seq)
        return stretch.to.offset - stretch.from.offset;
    std::size_t bytes = 0;
    for (Seq seq = stretch.from.seq; seq < stretch.to.seq;) {
        if (const RecordRun run = source.run(seq, stretch.to.seq, SIZE_MAX); run.count > 0) {
            bytes += run.bytes + run.count * recordOverhead;
            seq = Seq{seq.value + run.count};
            continue;
        }
        const auto size = source.sizeOf(seq);
        bytes += size ? *size + recordOverhead : unknownRecord;
        seq = next(seq);
    }
    bytes += stretch.to.offset;
    return bytes - std::min<std::size_t>(bytes, stretch.from.offset);
}

std::size_t Flight::releaseTo(const RecordSource& source, Position to, Position cursor)
{
    if (to <= from_)
        return 0;
    std::size_t released = bytes_;
    if (to < cursor) {
        const std::size_t average = bytes_ / (cursor.seq.value - from_.seq.value + 1);
        released = std::min(bytes_, bytesIn(source, {from_, to}, average));
    }
    from_ = to;
    bytes_ -= released;
    return released;
}

} // namespace hubbub::link
