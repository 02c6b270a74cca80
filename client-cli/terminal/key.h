// What a person does at the keyboard of a terminal, or with the wheel of its mouse.
#pragma once

#include <QString>

namespace hubbub::terminal {

struct Key {
    enum class Kind : quint8 {
        text,    ///< typed, or composed by an input method
        pasted,  ///< between the brackets of a paste; may hold newlines
        control, ///< Ctrl with the letter in `text`, in lower case
        enter,
        tab,
        backTab,
        backspace,
        deleteKey,
        insert,
        left,
        right,
        up,
        down,
        home,
        end,
        pageUp,
        pageDown,
        function, ///< its number in `number`
        wheelUp,
        wheelDown,
        focusIn,
        focusOut,
        escape,
        other, ///< known to be a key, with no meaning here
    };
    Kind kind = Kind::other;
    QString text;
    int number = 0;
    bool isAlt = false;
    bool isCtrl = false; ///< of keys without a letter
    friend bool operator==(const Key&, const Key&) = default;
};

} // namespace hubbub::terminal
