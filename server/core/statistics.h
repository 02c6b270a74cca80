// Figures on request: what is counted, and how much there is of what. All of them stand in one table, from
// which the reply to `stats`, the manual page and what Prometheus reads follow.
#pragma once

#include "server/core/reception.h"
#include "server/core/room_state.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::server {

using Figures = std::vector<std::pair<std::string, std::uint64_t>>;

/// `counter`: only rises while the server runs.
enum class FigureType : std::uint8_t { gauge, counter };

struct FigureKind {
    std::string_view name; ///< `drop.*` stands for all that begin with `drop.`
    FigureType type = FigureType::gauge;
    std::string_view unit; ///< empty: a number of what the name says
    std::string_view meaning;

    bool isFamily() const { return name.ends_with('*'); }
    /// Without the `*`.
    std::string_view prefix() const { return name.substr(0, name.find('*')); }
};

/// In the order in which figures are told.
std::span<const FigureKind> figureKinds();
/// Null if there is no such figure.
const FigureKind* figureKindOf(std::string_view name);

/// Those of the core. Looks at every session: for people and for what asks once in some seconds.
Figures gatherStatistics(Instant now, const RoomState& state, const Reception& reception,
                         std::size_t joinsUnderWay);
/// Brings figures of several origins into the table's order.
void sortFigures(Figures& figures);

} // namespace hubbub::server
