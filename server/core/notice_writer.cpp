#include "server/core/notice_writer.h"

#include "protocol/chat/text.h"
#include "server/core/limits.h"

#include <iterator>

namespace hubbub::server {

void NoticeWriter::log(Instant now, LogLevel level, std::string_view category, std::string_view text)
{
    if (!levels_.isWritten(level, category))
        return;
    constexpr BucketRate rate{limits::noticesPerSecond, limits::noticeBurst};
    if (!bucket_.has(now, rate, 1)) {
        ++leftOut_;
        ++leftOutInAll_;
        return;
    }
    bucket_.take(now, rate, 1);
    std::string line = chat::printable(text);
    if (leftOut_ > 0)
        line += " (" + std::to_string(std::exchange(leftOut_, 0)) + " lines before it left out)";
    notices_.emplace_back(LogNotice{level, category, std::move(line)});
}

void NoticeWriter::handOver(ServerOutbox& out)
{
    std::move(notices_.begin(), notices_.end(), std::back_inserter(out.notices));
    notices_.clear();
}

} // namespace hubbub::server
