// What an earlier run has told of the same room, while another one tells it again: rows that stand already
// stay as they are, as far as they are still told so.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <QString>

#include <map>

namespace hubbub::screen {

class EarlierRun {
public:
    enum class Verdict {
        news, ///< it had not come so far
        told, ///< and was shown, or cleared away since, or not worth a row
        otherwise,
    };

    /// It was told up to here.
    void begin(Seq end);
    void add(Seq seq, const QString& line, WallTime time);
    /// In order of seq. What comes after an event that is told otherwise, or later, is news.
    Verdict compare(Seq seq, const QString& line, WallTime time);
    Seq end() const { return end_; }
    void forget() { begin({}); }

private:
    struct Told {
        QString line;
        WallTime time;
    };
    Seq end_;
    std::map<Seq, Told> told_;
};

} // namespace hubbub::screen
