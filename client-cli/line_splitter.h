// Cuts a stream of bytes into lines, with bounded memory however long a line is.
#pragma once

#include "client-cli/line_input.h"

#include <deque>
#include <optional>
#include <string_view>

namespace hubbub::cli {

class LineSplitter {
public:
    enum class Separator : char { newline = '\n', nul = '\0' };
    /// More than 16 KiB cannot be said; some may be lost in cleaning.
    static constexpr std::size_t mostBytes = std::size_t{64} * 1024;

    explicit LineSplitter(Separator separator) : separator_(separator) {}

    void add(std::string_view bytes);
    /// The last line may lack its separator.
    void finish();
    std::optional<InputLine> next();
    bool isEmpty() const { return lines_.empty(); }

private:
    void keep(std::string_view bytes);
    void endLine();

    Separator separator_;
    InputLine partial_;
    bool hasPartial_ = false;
    std::deque<InputLine> lines_;
    std::uint64_t count_ = 0;
};

} // namespace hubbub::cli
