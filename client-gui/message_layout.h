// How one row of the message list looks at a certain width: measured for the view, and painted. Made for each
// use and thrown away; the delegate remembers heights.
//
//     21:07  小明：text that wraps                 ✓
//            and stays behind its column
#pragma once

#include "protocol/screen/message_row.h"

#include <QModelIndex>
#include <QStyleOptionViewItem>
#include <QTextLayout>

namespace hubbub::gui {

class MessageLayout {
public:
    MessageLayout(const QModelIndex& index, const QStyleOptionViewItem& option, int width);

    int height() const;
    /// `row` is as wide as what it was made for.
    void paint(QPainter& painter, const QRect& row) const;
    /// Where "Try again" stands; empty if there is nothing to try.
    QRect retryArea(const QRect& row) const;

private:
    void setLine(const QModelIndex& index, const QColor& text, const QColor& background);
    void setReason(const QString& reason);
    bool isCentered() const;
    bool isUnsent() const
    {
        return state_ == screen::SendState::refused || state_ == screen::SendState::unsure;
    }
    QString stateMark() const;
    void paintBackground(QPainter& painter, const QRect& row) const;
    void paintSides(QPainter& painter, const QRect& row) const;

    QStyleOptionViewItem option_;
    screen::RowKind kind_;
    screen::SendState state_;
    QString time_;
    QString retry_;
    QColor background_;
    int textLeft_ = 0;
    int textWidth_ = 0;
    QTextLayout line_;
    QTextLayout reason_;
};

} // namespace hubbub::gui
