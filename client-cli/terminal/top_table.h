// The table of `hubbub admin top`: members with what the server knows of their links, in the order that is
// asked for, as wide as the screen is. Pure.
#pragma once

#include "client-cli/terminal/screen_line.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <QString>

#include <optional>
#include <vector>

namespace hubbub::terminal {

struct TopRow {
    QString name; ///< safe to show
    MemberId member;
    bool isAdmin = false;
    bool isAway = false;
    Duration present{}; ///< since it entered
    Duration idle{};    ///< since it was last heard
    std::optional<Duration> roundTrip;
    std::uint32_t lossPerMille = 0;
    Seq confirmed; ///< the last event that it has acknowledged
    QString version;
};

enum class TopSort : quint8 { name, present, idle, roundTrip, loss, confirmed };

/// What people look for first stands at the top: the longest idle, the farthest, the one with most loss, the
/// one that is behind.
void sortTop(std::vector<TopRow>& rows, TopSort sort);

/// The headings, and then a line for each row: those columns that there is room for; the heading of the order
/// in bold.
std::vector<ScreenLine> topLines(const std::vector<TopRow>& rows, TopSort sort, int columns, Glyphs glyphs);

/// `3 d`, `2 h`, `14 min`, `9 s`.
QString shortTime(Duration time);

} // namespace hubbub::terminal
