// What the operator is told: printable, and no more than can be read.
#pragma once

#include "server/core/server_core.h"
#include "server/core/token_bucket.h"

#include <string>
#include <string_view>

namespace hubbub::server {

class NoticeWriter {
public:
    /// Lines that are not written do not count.
    explicit NoticeWriter(const LogLevels& levels) : levels_(levels) {}
    void setLevels(const LogLevels& levels) { levels_ = levels; }

    /// Bounded by limits::noticesPerSecond; what is left out is counted and told with the next one.
    void log(Instant now, LogLevel level, std::string_view category, std::string_view text);
    /// Results of the operator's own doing are never left out.
    void tell(ServerNotice notice) { notices_.push_back(std::move(notice)); }
    void handOver(ServerOutbox& out);
    /// Lines, since the beginning.
    std::uint64_t leftOut() const { return leftOutInAll_; }

private:
    LogLevels levels_;
    std::vector<ServerNotice> notices_;
    TokenBucket bucket_;
    std::uint64_t leftOut_ = 0;
    std::uint64_t leftOutInAll_ = 0;
};

} // namespace hubbub::server
