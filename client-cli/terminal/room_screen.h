// The room on a terminal: puts together what is shown, and turns keys into what the person wants. Owns what
// is typed and where the list is scrolled to; what is said and told is the controller's.
#pragma once

#include "client-cli/terminal/found_list.h"
#include "client-cli/terminal/frame.h"
#include "client-cli/terminal/member_column.h"
#include "client-cli/terminal/room_view.h"
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
    /// What is typed next is the room's password, and not shown.
    void askPassword();
    /// A sentence above the input, until a key is pressed.
    void tell(const QString& text);
    /// What is typed and not sent.
    QString draft() const;
    void setDraft(const QString& text) { typing_.setText(text); }
    void draw();

Q_SIGNALS:
    void nameGiven(const QString& name);
    /// The receiver makes of it what it needs; the screen wipes it.
    void passwordGiven(const QString& password);
    /// The person has been asked, where that is due.
    void leaveRequested(const QString& reason);
    void suspendRequested();
    void draftChanged(const QString& text);

private:
    enum class Mode : quint8 {
        typing,
        naming,  ///< a name is wanted
        opening, ///< the room's password is wanted
        leaving, ///< asked whether to leave
        pasting, ///< shown what would be pasted
        finding, ///< chooses among what a search has found
    };

    // Keys.
    void handleKey(const Key& key);
    bool handleScreenKey(const Key& key);
    bool handleScrollKey(const Key& key);
    bool handleAltKey(const Key& key);
    void handleLeavingKey(const Key& key);
    void handlePastingKey(const Key& key);
    void handleFindingKey(const Key& key);
    void handleTypingKey(const Key& key);
    void paste(const QString& text);
    void askToLeave();
    void interrupt();
    void submit();
    void giveName();
    void handlePasswordKey(const Key& key);
    void givePassword();
    void beginAsking(Mode mode, const QString& suggestion);
    bool isAsking() const { return mode_ == Mode::naming || mode_ == Mode::opening; }

    // What the room does.
    void watch(screen::MessageModel& messages);
    void handleRows(int first, int last);
    void retryLast();
    void toggleFolds();
    void goToUnread();
    void showKeys();

    // The past (room_screen_past.cpp).
    void connectPast();
    void scrollUp(int lines);
    void scrollDown(int lines);
    void toStart();
    void toEnd();
    void leaveThis();
    void handlePlace(screen::MessageModel* shown, Seq at);
    void search(const QString& words);
    void showFound();
    void searchFurther();
    void goToFound();
    void stepFound(int results);
    QString headText();
    QString foundTitle() const;
    QString foundNote() const;
    QString pastTitle() const;

    // What is shown.
    void changed();
    void drawSoon();
    void updateWatched();
    void updateTitle();
    void updateLinkTimer();
    FrameContents contents(const FrameLayout& layout);
    Style statusStyle() const;
    ScreenLine topLine(int columns) const;
    ScreenLine statusLine(int columns) const;
    ScreenLine statusEnd();
    TypedInput typedInput() const;
    std::vector<ScreenLine> telling(int columns) const;
    std::vector<ScreenLine> preview(int columns) const;
    QString question() const;

    screen::RoomController& room_;
    TerminalScreen& terminal_;
    RoomScreenOptions options_;
    RoomView view_;
    MemberColumn members_;
    FoundList found_;
    Typing typing_;

    Mode mode_ = Mode::typing;
    Mode modeBefore_ = Mode::typing; ///< the question
    QString suggestedName_;
    QString draftBeforeName_;
    QString pasted_;
    QString told_;
    QString whyNotFound_;
    const screen::MessageModel* watchedPast_ = nullptr;
    bool hasMoved_ = false; ///< to another place, since the last line was entered
    bool showsMembers_ = true;
    bool isFocused_ = true;
    QString title_;

    QTimer drawTimer_;
    QElapsedTimer sinceDrawn_;
    QTimer linkTimer_;
};

} // namespace hubbub::terminal
