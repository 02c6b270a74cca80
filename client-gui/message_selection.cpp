#include "client-gui/message_selection.h"

#include "client-gui/message_text.h"
#include "protocol/screen/message_model.h"

#include <QStringList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace hubbub::gui {

void MessageSelection::setModel(const screen::MessageModel* model)
{
    clear();
    model_ = model;
}

bool MessageSelection::isBefore(const Place& one, const Place& other)
{
    return std::pair(one.row.row(), one.position) < std::pair(other.row.row(), other.position);
}

MessageSelection::Place MessageSelection::place(int row, qsizetype position) const
{
    return {model_->index(row), position};
}

bool MessageSelection::isEmpty() const
{
    return !start_.row.isValid() || !end_.row.isValid() || !isBefore(start_, end_);
}

bool MessageSelection::holds(int row) const
{
    return !isEmpty() && row >= start_.row.row() && row <= end_.row.row() && !model_->isHidden(row);
}

std::pair<qsizetype, qsizetype> MessageSelection::rangeIn(int row, qsizetype length) const
{
    if (!holds(row))
        return {0, 0};
    const qsizetype from = row == start_.row.row() ? std::min(start_.position, length) : 0;
    const qsizetype to = row == end_.row.row() ? std::min(end_.position, length) : length;
    return {from, std::max(from, to)};
}

std::optional<MessageSelection::Part> MessageSelection::firstPart() const
{
    if (isEmpty())
        return std::nullopt;
    const bool isOneRow = start_.row == end_.row;
    const qsizetype to = isOneRow ? end_.position : messageText(*model_, start_.row.row()).text.size();
    return Part{start_.row.row(), start_.position, to};
}

QString MessageSelection::text() const
{
    if (isEmpty())
        return {};
    std::vector<Part> parts = this->parts();
    // Dates, and where something was removed, are only worth their line where nothing else is selected.
    const auto isEmptyOfWords = [this](const Part& part) {
        const screen::MessageRow& row = model_->row(part.row);
        return row.kind == screen::RowKind::day || row.isRemoved;
    };
    if (!std::ranges::all_of(parts, isEmptyOfWords))
        std::erase_if(parts, isEmptyOfWords);
    if (parts.size() == 1) {
        const auto [row, from, to] = parts.front();
        return plainText(QStringView(messageText(*model_, row).text).sliced(from, to - from));
    }
    QStringList lines;
    for (const auto& [row, from, to] : parts)
        lines += plainLine(*model_, row, from, to);
    return lines.join(QLatin1Char('\n'));
}

std::vector<MessageSelection::Part> MessageSelection::parts() const
{
    std::vector<Part> parts;
    for (int row = start_.row.row(); row <= end_.row.row(); ++row) {
        const auto [from, to] = rangeIn(row, messageText(*model_, row).text.size());
        if (from < to)
            parts.push_back({row, from, to});
    }
    return parts;
}

void MessageSelection::clear()
{
    originStart_ = originEnd_ = start_ = end_ = {};
}

std::pair<qsizetype, qsizetype> MessageSelection::unitAt(int row, qsizetype position) const
{
    const QString text = messageText(*model_, row).text;
    position = std::clamp<qsizetype>(position, 0, text.size());
    switch (unit_) {
    case Unit::character:
        return {position, position};
    case Unit::message:
        return {0, text.size()};
    case Unit::word:
        break;
    }
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(position);
    const qsizetype from =
        finder.isAtBoundary() && position < text.size() ? position : finder.toPreviousBoundary();
    finder.setPosition(std::max<qsizetype>(from, 0));
    const qsizetype to = finder.toNextBoundary();
    return {std::max<qsizetype>(from, 0), to < 0 ? text.size() : to};
}

void MessageSelection::begin(int row, qsizetype position, Unit unit)
{
    unit_ = unit;
    const auto [from, to] = unitAt(row, position);
    originStart_ = start_ = place(row, from);
    originEnd_ = end_ = place(row, to);
}

void MessageSelection::extend(int row, qsizetype position)
{
    if (!originStart_.row.isValid() || !originEnd_.row.isValid())
        return begin(row, position, Unit::character);
    const auto [from, to] = unitAt(row, position);
    start_ = std::min(originStart_, place(row, from), isBefore);
    end_ = std::max(originEnd_, place(row, to), isBefore);
}

void MessageSelection::selectRows(int from, int to)
{
    unit_ = Unit::message;
    begin(from, 0, Unit::message);
    extend(to, 0);
}

void MessageSelection::select(int row, qsizetype from, qsizetype to)
{
    begin(row, from, Unit::character);
    extend(row, to);
}

} // namespace hubbub::gui
