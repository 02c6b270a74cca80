// The room on a terminal: puts together what is shown, and turns keys into what the person wants. Owns what
// is typed and where the list is scrolled to; what is said and told is the controller's.
#pragma once

#include "client-cli/terminal/frame.h"
#include "client-cli/terminal/member_column.h"
#include "client-cli/terminal/room_view.h"
#include "client-cli/terminal/row_search.h"
#include "client-cli/terminal/terminal_screen.h"
#include "client-cli/terminal/typing.h"
#include "protocol/screen/room_controller.h"

#include <QElapsedTimer>

namespace hubbub::terminal {

struct RoomScreenOptions {
    Glyphs glyphs = Glyphs::unicode;
    bool rings = false; ///< when somebody speaks to this person
};

class RoomScreen final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    RoomScreen(screen::RoomController& room, TerminalScreen& terminal, RoomScreenOptions options,
               QObject* parent = nullptr);

    /// What is typed next is a name. What was being typed comes back after it.
    void askName(const QString& suggestion);
    /// A sentence above the input, until a key is pressed.
    void tell(const QString& text);
    /// What is typed and not sent.
    QString draft() const;
    void setDraft(const QString& text) { typing_.setText(text); }
    void draw();

Q_SIGNALS:
    void nameGiven(const QString& name);
    /// The person has been asked, where that is due.
    void leaveRequested(const QString& reason);
    void suspendRequested();
    void draftChanged(const QString& text);

private:
    enum class Mode : quint8 {
        typing,
        naming,  ///< a name is wanted
        leaving, ///< asked whether to leave
        pasting, ///< shown what would be pasted
    };

    // Keys.
    void handleKey(const Key& key);
    bool handleScreenKey(const Key& key);
    bool handleScrollKey(const Key& key);
    bool handleAltKey(const Key& key);
    void handleLeavingKey(const Key& key);
    void handlePastingKey(const Key& key);
    void handleTypingKey(const Key& key);
    void paste(const QString& text);
    void askToLeave();
    void interrupt();
    void submit();
    void giveName();

    // What the room does.
    void handleRows(int first, int last);
    void search(const QString& words);
    void searchOn(bool isOlder);
    void retryLast();
    void toggleFolds();
    void goToUnread();
    void showKeys();

    // What is shown.
    void changed();
    void drawSoon();
    void updateWatched();
    void updateTitle();
    void updateLinkTimer();
    FrameContents contents(const FrameLayout& layout);
    Style statusStyle() const;
    ScreenLine topicLine(int columns) const;
    ScreenLine statusLine(int columns) const;
    ScreenLine statusEnd();
    TypedInput typedInput() const;
    std::vector<ScreenLine> telling(int columns) const;
    QString question() const;

    screen::RoomController& room_;
    TerminalScreen& terminal_;
    RoomScreenOptions options_;
    RoomView view_;
    MemberColumn members_;
    RowSearch search_;
    Typing typing_;

    Mode mode_ = Mode::typing;
    Mode modeBefore_ = Mode::typing; ///< the question
    QString suggestedName_;
    QString draftBeforeName_;
    QString pasted_;
    QString told_;
    QPersistentModelIndex found_;
    bool showsMembers_ = true;
    bool isFocused_ = true;
    QString title_;

    QTimer drawTimer_;
    QElapsedTimer sinceDrawn_;
    QTimer linkTimer_;
};

} // namespace hubbub::terminal
