#include "protocol/screen/earlier_run.h"

namespace hubbub::screen {

void EarlierRun::begin(Seq end)
{
    end_ = end;
    told_.clear();
}

void EarlierRun::add(Seq seq, const QString& line, WallTime time)
{
    told_.insert_or_assign(seq, Told{line, time});
}

EarlierRun::Verdict EarlierRun::compare(Seq seq, const QString& line, WallTime time)
{
    if (seq > end_) {
        forget();
        return Verdict::news;
    }
    const auto row = told_.find(seq);
    if (row == told_.end() || (row->second.line == line && row->second.time == time))
        return Verdict::told;
    forget();
    return Verdict::otherwise;
}

} // namespace hubbub::screen
