#include "client-cli/line_splitter.h"

#include <algorithm>
#include <utility>

namespace hubbub::cli {

void LineSplitter::add(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto end = bytes.find(static_cast<char>(separator_));
        keep(bytes.substr(0, end));
        if (end == std::string_view::npos)
            return;
        endLine();
        bytes.remove_prefix(end + 1);
    }
}

void LineSplitter::finish()
{
    if (!hasPartial_)
        return;
    // What ends a file of several lines is not part of the last message.
    if (separator_ == Separator::nul && partial_.text.ends_with('\n'))
        partial_.text.pop_back();
    endLine();
}

std::optional<InputLine> LineSplitter::next()
{
    if (lines_.empty())
        return std::nullopt;
    InputLine line = std::move(lines_.front());
    lines_.pop_front();
    return line;
}

void LineSplitter::keep(std::string_view bytes)
{
    const std::size_t room = mostBytes - partial_.text.size();
    partial_.text += bytes.substr(0, room);
    partial_.isCut = partial_.isCut || bytes.size() > room;
    hasPartial_ = hasPartial_ || !bytes.empty();
}

void LineSplitter::endLine()
{
    partial_.number = ++count_;
    if (separator_ == Separator::newline && partial_.text.ends_with('\r'))
        partial_.text.pop_back();
    lines_.push_back(std::exchange(partial_, {}));
    hasPartial_ = false;
}

} // namespace hubbub::cli
