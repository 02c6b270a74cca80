// Keys from the bytes of a terminal: UTF-8, the sequences that xterm and those after it send, Alt as a
// leading escape, pastes in brackets, the wheel. Looks at no clock: the owner says when an escape stays
// alone.
#pragma once

#include "client-cli/terminal/key.h"

#include <QByteArray>

#include <optional>

namespace hubbub::terminal {

class KeyDecoder {
public:
    /// More of one paste is thrown away: many times what a message may hold.
    static constexpr qsizetype mostPasted = 1 << 20;

    void add(const QByteArray& bytes) { bytes_ += bytes; }
    /// The next whole key.
    std::optional<Key> take();
    /// What is left may still become a key: ask flush() if nothing follows soon.
    bool isHalf() const { return !bytes_.isEmpty() && !isPasting_; }
    /// Nothing followed: an escape was the key of that name, and half a character is none.
    std::optional<Key> flush();

private:
    std::optional<Key> takePaste();
    std::optional<Key> takeEscape();
    std::optional<Key> takeSequence();
    std::optional<Key> takeMouse(qsizetype from);
    std::optional<Key> takeText();
    std::optional<Key> drop(qsizetype count, Key key);

    QByteArray bytes_;
    QByteArray pasted_;
    bool isPasting_ = false;
};

} // namespace hubbub::terminal
