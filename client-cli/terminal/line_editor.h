// A text being typed, with a cursor between its user-perceived characters, edited by the keys of Emacs. Knows
// no terminal.
#pragma once

#include <QString>

namespace hubbub::terminal {

class LineEditor {
public:
    const QString& text() const { return text_; }
    qsizetype cursor() const { return cursor_; }
    bool isEmpty() const { return text_.isEmpty(); }
    /// With the cursor at its end, or where it is told.
    void setText(const QString& text, qsizetype cursor = -1);
    /// Empties it; returns what was there.
    QString take();

    void insert(const QString& text);
    void left();
    void right();
    void wordLeft() { cursor_ = wordStart(); }
    void wordRight() { cursor_ = wordEnd(); }
    /// Of the line, where the text has several.
    void home();
    void end();
    /// False if there is no line above, or below.
    bool up();
    bool down();

    void eraseBefore();
    void eraseAfter();
    // What these take can be put back.
    void killToEnd();
    void killToStart();
    /// Back to a space, as Ctrl-W does.
    void killWordBefore();
    void killWordAfter();
    /// Back to the beginning of a word, as Alt-Backspace does.
    void killShortWordBefore();
    void yank() { insert(killed_); }
    /// The characters around the cursor change places.
    void transpose();

private:
    qsizetype wordStart() const;
    qsizetype wordEnd() const;
    qsizetype lineStart(qsizetype at) const;
    qsizetype lineEnd(qsizetype at) const;
    void kill(qsizetype from, qsizetype to);

    QString text_;
    qsizetype cursor_ = 0;
    QString killed_;
};

} // namespace hubbub::terminal
