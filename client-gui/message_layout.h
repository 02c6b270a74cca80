// How one row of the message list looks: laid out once, painted as often as needed, asked what is under the
// mouse. Points are relative to the row's top left corner.
#pragma once

#include "client-gui/colors.h"
#include "client-gui/message_look.h"
#include "client-gui/message_text.h"
#include "protocol/screen/message_row.h"

#include <QTextLayout>

class QPainter;

namespace hubbub::gui {

/// What is different each time that a row is painted.
struct MessagePaint {
    QRect exposed; ///< of the row
    qsizetype selectedFrom = 0;
    qsizetype selectedTo = 0;
    QString found; ///< to be marked wherever it stands
    int hoveredLink = -1;
    bool isCurrent = false; ///< where the keyboard is
    bool showsTime = false;
};

class MessageLayout {
public:
    enum class Part { none, text, link, action, fold };
    struct Hit {
        Part part = Part::none;
        qsizetype position = 0; ///< in the text, the nearest
        int link = -1;
    };

    /// `look` must outlive it.
    MessageLayout(const screen::MessageModel& model, int row, const MessageLook& look);

    int height() const { return height_; }
    const MessageText& text() const { return text_; }
    void paint(QPainter& painter, QPoint at, const MessagePaint& how) const;
    Hit hitAt(QPoint point) const;
    /// Where these characters stand, for scrolling to them and for showing something beside them.
    QRect rectOf(qsizetype from, qsizetype to) const;
    /// Of the words that try it again, or confirm it; empty if there is nothing to do.
    QRect actionRect() const;

private:
    enum class Fold { none, closed, open };

    void layOutText();
    struct Hint {
        QString text;
        Tone tone;
    };
    void layOutReason(const QString& reason);
    /// Below the text, and what can be done about it.
    void layOutHint(const Hint& hint, const QString& action);
    QList<QTextLayout::FormatRange> formats() const;
    bool isCentered() const;
    int unreadLineHeight() const;

    qreal baseline() const;
    void paintUnreadLine(QPainter& painter) const;
    void paintBackground(QPainter& painter) const;
    void paintSides(QPainter& painter, const MessagePaint& how) const;
    void paintText(QPainter& painter, const MessagePaint& how) const;
    void paintFoldMark(QPainter& painter) const;
    /// Along the row, whichever direction it has.
    QRect mirrored(const QRect& rect) const;

    const MessageLook* look_;
    screen::RowKind kind_ = screen::RowKind::message;
    screen::SendState state_ = screen::SendState::none;
    Fold fold_ = Fold::none;
    bool isInFold_ = false; ///< a row of one that is open
    bool isUnreadStart_ = false;
    bool isMention_ = false;
    bool isRemoved_ = false;
    bool continuesGroup_ = false;
    QString time_;
    QString name_;
    QColor background_;
    MessageText text_;
    QTextLayout line_;
    QTextLayout hint_;
    int actionStart_ = -1; ///< in hint_
    QPoint textAt_;
    QPoint hintAt_;
    int bodyTop_ = 0; ///< below the gap and the unread line
    int height_ = 0;
};

} // namespace hubbub::gui
