#include "protocol/screen/input_history.h"

#include <algorithm>

namespace hubbub::screen {

void InputHistory::add(const QString& text)
{
    if (kept_.isEmpty() || kept_.last() != text)
        kept_ += text;
    if (kept_.size() > mostKept)
        kept_.removeFirst();
    reset();
}

std::optional<QString> InputHistory::older()
{
    if (at_ == 0)
        return std::nullopt;
    return kept_[--at_];
}

std::optional<QString> InputHistory::younger()
{
    if (at_ >= kept_.size())
        return std::nullopt;
    ++at_;
    return at_ == kept_.size() ? QString() : kept_[at_];
}

std::optional<QString> InputHistory::recalled() const
{
    return at_ < kept_.size() ? std::optional(kept_[at_]) : std::nullopt;
}

QStringList InputHistory::matching(const QString& part) const
{
    QStringList found = kept_.filter(part, Qt::CaseInsensitive);
    std::ranges::reverse(found);
    found.removeDuplicates();
    return found;
}

} // namespace hubbub::screen
