// The log as lines, for archives and other programs: JSON that holds what the chain needs (docs/EXPORT.md),
// or the texts that everybody saw.
#pragma once

#include "protocol/base/result.h"
#include "server/store/log_reader.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <string_view>
#include <variant>

namespace hubbub::server {

enum class ExportForm { json, text };

/// Both ends belong to it; an end that is left out is the log's own.
struct ExportRange {
    using End = std::variant<Seq, WallTime>;
    std::optional<End> from;
    std::optional<End> to;
};

/// A seq, or a time as RFC 3339 writes it, of which the zone (this machine's), the seconds or all of the time
/// of day may be left out: a day begins with its first millisecond and ends with its last.
Result<ExportRange::End, Failure> parseFrom(std::string_view text);
Result<ExportRange::End, Failure> parseTo(std::string_view text);

/// `write` gets whole lines, and gives a clause when it cannot go on. A failure is a sentence.
using WriteLines = std::function<std::optional<std::string>(const QByteArray& lines)>;
Result<Done, Failure> exportLog(LogReader& log, ExportForm form, const ExportRange& range,
                                const WriteLines& write);

} // namespace hubbub::server
