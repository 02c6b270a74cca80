// What is selected in the message list, by character and over any number of rows. Holds on to rows while
// others come and go around them.
#pragma once

#include <QPersistentModelIndex>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace hubbub::screen {
class MessageModel;
}

namespace hubbub::gui {

class MessageSelection {
public:
    /// By what the mouse goes on after one, two or three clicks.
    enum class Unit { character, word, message };

    void setModel(const screen::MessageModel* model);

    /// What is selected of one row.
    struct Part {
        int row = 0;
        qsizetype from = 0;
        qsizetype to = 0;
    };

    bool isEmpty() const;
    std::optional<Part> firstPart() const;
    /// Something of this row.
    bool holds(int row) const;
    /// Positions in the row's text (`messageText`); equal: nothing of this row.
    std::pair<qsizetype, qsizetype> rangeIn(int row, qsizetype length) const;
    /// Readable: a part of one message as it is; of several, each with its time and who said it.
    QString text() const;

    void clear();
    /// The unit at this place, from which `extend` goes on.
    void begin(int row, qsizetype position, Unit unit);
    void extend(int row, qsizetype position);
    /// Whole rows.
    void selectRows(int from, int to);
    void select(int row, qsizetype from, qsizetype to);

private:
    struct Place {
        QPersistentModelIndex row;
        qsizetype position = 0;
    };
    static bool isBefore(const Place& one, const Place& other);
    std::pair<qsizetype, qsizetype> unitAt(int row, qsizetype position) const;
    Place place(int row, qsizetype position) const;
    std::vector<Part> parts() const;

    const screen::MessageModel* model_ = nullptr;
    Unit unit_ = Unit::character;
    Place originStart_; ///< the unit that it began with
    Place originEnd_;
    Place start_;
    Place end_;
};

} // namespace hubbub::gui
