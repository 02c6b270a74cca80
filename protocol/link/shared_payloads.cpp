#include "protocol/link/shared_payloads.h"

#include "protocol/link/flight.h"
#include "protocol/link/frame_sizes.h"
#include "protocol/wire/frame.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// One RECORDS frame with the records from `first` up to `end`, or as far as there is room.
Bytes recordsPayload(const RecordSource& source, StreamId stream, Seq first, Seq end)
{
    Bytes bytes(limits::payloadBytes);
    wire::Writer out(bytes);
    wire::RecordsWriter records(out, stream, first);
    for (Seq seq = first; seq < end; seq = next(seq)) {
        const auto record = source.find(seq);
        if (!record || !records.add(*record))
            break;
    }
    bytes.resize(out.written());
    return bytes;
}

} // namespace

void SharedPayloads::make(const RecordSource& source, StreamId stream, Seq first)
{
    clear();
    stream_ = stream;
    while (payloads_.size() < most && first <= source.head()) {
        Payload payload = write(source, first);
        if (payload.end == first)
            break;
        first = payload.end;
        payloads_.push_back(std::move(payload));
    }
    isWhole_ = first > source.head();
    for (std::size_t i = 0; i + 1 < payloads_.size(); ++i) {
        payloads_[i].repeats = 0;
        payloads_[i].forms[0].resize(limits::payloadBytes, static_cast<Byte>(wire::paddingByte));
    }
}

SharedPayloads::Payload SharedPayloads::write(const RecordSource& source, Seq first)
{
    Payload payload;
    payload.first = payload.end = first;
    std::size_t room = limits::payloadBytes - recordsHeaderBytes(stream_, first);
    while (payload.end <= source.head()) {
        const auto record = source.find(payload.end);
        if (!record || bytesInFrame(*record) > room)
            break;
        room -= bytesInFrame(*record);
        payload.flightBytes += record->size() + recordOverhead;
        payload.end = next(payload.end);
    }
    payload.forms[0] = recordsPayload(source, stream_, first, payload.end);
    if (payload.end <= source.head())
        return payload;
    room = std::min(room, limits::repeatedBytes);
    while (payload.repeats < limits::repeatedRecords) {
        const Seq before{first.value - payload.repeats - 1};
        const auto record = before < source.first() ? std::nullopt : source.find(before);
        if (!record || bytesInFrame(*record) > room)
            break;
        room -= bytesInFrame(*record);
        payload.forms[++payload.repeats] = recordsPayload(source, stream_, before, payload.end);
    }
    return payload;
}

const SharedPayloads::Payload* SharedPayloads::from(Seq first) const
{
    const auto found = std::ranges::find(payloads_, first, &Payload::first);
    return found == payloads_.end() ? nullptr : &*found;
}

} // namespace hubbub::link
