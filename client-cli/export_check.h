// Checks a transcript that hubbubd exported (docs/EXPORT.md): whether the chain holds from its first line to
// its last.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/result.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QString>

#include <optional>

namespace hubbub::cli {

struct ExportReport {
    QString log; ///< its id, in hexadecimal digits
    Seq first;
    Seq last;                  ///< below `first`: there is no event in it
    QString chain;             ///< h(last), in hexadecimal digits, to compare with another export
    std::uint64_t removed = 0; ///< texts that only a digest is left of
    /// The first event cannot be proven: what was before it is not known.
    bool beginsUnproven = false;
    std::optional<Seq>
        brokenAt; ///< what stands here is not what was said, or something was left out or put in
};

/// A failure is a sentence for the person: this is no export, or a part of one.
Result<ExportReport, Failure> checkExport(QIODevice& lines);

} // namespace hubbub::cli
