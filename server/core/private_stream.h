// What the server tells one session on stream 0: answers and news, kept until acknowledged.
#pragma once

#include "protocol/link/record_source.h"

#include <memory>
#include <vector>

namespace hubbub::server {

/// Shared, since news are the same for everyone.
using SharedRecord = std::shared_ptr<const Bytes>;

class PrivateStream final : public link::RecordSource {
public:
    /// At most limits::recordBytes: a larger one is a mistake.
    void append(SharedRecord record);
    /// Everything below `next` has arrived.
    void trim(Seq next);
    /// False when so much is unacknowledged that no further request is taken. (What has been taken is
    /// answered all the same: a store that was slow may answer thousands at once.)
    bool hasRoomForRequests(std::size_t most) const;
    /// True while long lists may go on.
    bool hasRoomForLists() const;
    /// True when hardly anything is on its way: what nobody waits for may go.
    bool hasRoomForPages() const;

    Seq head() const override;
    Seq first() const override { return first_; }
    std::optional<ByteView> find(Seq seq) const override;

private:
    Seq first_{1};
    std::size_t bytes_ = 0;
    std::vector<SharedRecord> records_; ///< from first_ on
};

} // namespace hubbub::server
