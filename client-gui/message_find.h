// Looks for a text in all rows of the message list, whatever its case.
#pragma once

#include <QString>

#include <optional>

namespace hubbub::screen {
class MessageModel;
}

namespace hubbub::gui {

class MessageFind {
public:
    struct Match {
        int row = 0;
        qsizetype from = 0; ///< in the row's text (`messageText`)
        qsizetype to = 0;
    };
    /// More than this need not be told apart.
    static constexpr int mostCounted = 1'000;

    void setText(const QString& text) { text_ = text; }
    const QString& text() const { return text_; }

    /// The first behind this place, or before it; goes on at the other end of the list. Opens the fold that
    /// it is in.
    std::optional<Match> next(screen::MessageModel& model, int row, qsizetype position, bool backwards) const;
    /// From this place on to the end of the list.
    int count(const screen::MessageModel& model, int row = 0, qsizetype position = 0) const;

private:
    QString text_;
};

} // namespace hubbub::gui
