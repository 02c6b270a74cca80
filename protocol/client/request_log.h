// The requests of one session, as the log that stream 0 carries to the server. Keeps a record until it is
// acknowledged; whether it was answered is known elsewhere.
#pragma once

#include "protocol/link/record_source.h"

#include <deque>

namespace hubbub::client {

class RequestLog final : public link::RecordSource {
public:
    /// Its seq names the request.
    Seq append(Bytes record);
    /// Everything below has arrived.
    void trim(Seq next);

    Seq head() const override;
    Seq first() const override { return first_; }
    std::optional<ByteView> find(Seq seq) const override;

private:
    Seq first_{1};
    std::deque<Bytes> records_;
};

} // namespace hubbub::client
