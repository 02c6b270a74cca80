#include "client-cli/terminal/key_decoder.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::terminal {

namespace {

using Kind = Key::Kind;

constexpr char escape = '\x1b';
constexpr char deleteByte = '\x7f';
const QByteArray pasteBegin("\x1b[200~");
const QByteArray pasteEnd("\x1b[201~");
/// Longer ones are none that we know.
constexpr qsizetype mostSequence = 32;

Key keyOf(Kind kind)
{
    Key key;
    key.kind = kind;
    return key;
}

/// The letter that ends `ESC [` or `ESC O`.
Kind kindOfLetter(char letter)
{
    switch (letter) {
    case 'A':
        return Kind::up;
    case 'B':
        return Kind::down;
    case 'C':
        return Kind::right;
    case 'D':
        return Kind::left;
    case 'H':
        return Kind::home;
    case 'F':
        return Kind::end;
    case 'M': // of the keypad
        return Kind::enter;
    case 'Z':
        return Kind::backTab;
    case 'I':
        return Kind::focusIn;
    case 'O':
        return Kind::focusOut;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return Kind::function;
    default:
        return Kind::other;
    }
}

/// The number before `~`.
Key keyOfNumber(int number)
{
    switch (number) {
    case 1:
    case 7:
        return keyOf(Kind::home);
    case 2:
        return keyOf(Kind::insert);
    case 3:
        return keyOf(Kind::deleteKey);
    case 4:
    case 8:
        return keyOf(Kind::end);
    case 5:
        return keyOf(Kind::pageUp);
    case 6:
        return keyOf(Kind::pageDown);
    default:
        break;
    }
    // F1 to F12, with the gaps of the VT220.
    constexpr std::array functionNumbers = {11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24};
    const auto* const found = std::ranges::find(functionNumbers, number);
    if (found == functionNumbers.end())
        return keyOf(Kind::other);
    Key key = keyOf(Kind::function);
    key.number = static_cast<int>(found - functionNumbers.begin()) + 1;
    return key;
}

/// The second parameter is 1 and a bit for each of Shift, Alt, Ctrl.
void setModifiers(Key& key, int parameter)
{
    const int bits = std::max(0, parameter - 1);
    key.isAlt = (bits & 2) != 0;
    key.isCtrl = (bits & 4) != 0;
}

qsizetype utf8Length(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0xc0)
        return 1;
    return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

} // namespace

std::optional<Key> KeyDecoder::take()
{
    if (isPasting_)
        return takePaste();
    if (bytes_.isEmpty())
        return std::nullopt;
    return bytes_.front() == escape ? takeEscape() : takeText();
}

std::optional<Key> KeyDecoder::flush()
{
    if (!isHalf())
        return std::nullopt;
    const bool isEscape = bytes_ == QByteArray(1, escape);
    bytes_.clear();
    return keyOf(isEscape ? Kind::escape : Kind::other);
}

std::optional<Key> KeyDecoder::drop(qsizetype count, Key key)
{
    bytes_.remove(0, count);
    return key;
}

std::optional<Key> KeyDecoder::takePaste()
{
    const qsizetype end = bytes_.indexOf(pasteEnd);
    // The end may have come in half.
    const qsizetype sure = end >= 0 ? end : std::max<qsizetype>(0, bytes_.size() - pasteEnd.size() + 1);
    pasted_ += bytes_.left(std::min(sure, mostPasted - pasted_.size()));
    bytes_.remove(0, sure);
    if (end < 0)
        return std::nullopt;
    isPasting_ = false;
    Key key = keyOf(Kind::pasted);
    // Terminals send the return key for a newline.
    key.text =
        QString::fromUtf8(std::exchange(pasted_, {})).replace(QLatin1String("\r\n"), QLatin1String("\n"));
    key.text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return drop(pasteEnd.size(), key);
}

std::optional<Key> KeyDecoder::takeEscape()
{
    if (bytes_.size() == 1)
        return std::nullopt;
    if (bytes_.startsWith(pasteBegin)) {
        bytes_.remove(0, pasteBegin.size());
        isPasting_ = true;
        return takePaste();
    }
    if (bytes_[1] == '[' || bytes_[1] == 'O')
        return takeSequence();
    if (bytes_[1] == escape && bytes_.size() == 2)
        return std::nullopt;
    bytes_.remove(0, 1);
    const QByteArray rest = bytes_;
    auto key = take();
    if (key)
        key->isAlt = true;
    else if (bytes_ == rest)
        bytes_.prepend(escape);
    return key;
}

std::optional<Key> KeyDecoder::takeSequence()
{
    if (bytes_.size() == 2)
        return std::nullopt;
    if (bytes_.startsWith("\x1b[<"))
        return takeMouse(3);
    if (bytes_.startsWith("\x1b[[")) { // F1 to F5 of Linux's console
        if (bytes_.size() == 3)
            return std::nullopt;
        Key key = keyOf(Kind::function);
        key.number = bytes_[3] - 'A' + 1;
        return drop(4, key);
    }
    qsizetype at = 2;
    while (at < bytes_.size() && bytes_[at] >= '0' && bytes_[at] <= '?')
        ++at;
    if (at > mostSequence)
        return drop(at, keyOf(Kind::other));
    if (at == bytes_.size())
        return std::nullopt;
    const QList<QByteArray> parameters = bytes_.mid(2, at - 2).split(';');
    const char final = bytes_[at];
    Key key = final == '~' ? keyOfNumber(parameters.first().toInt()) : keyOf(kindOfLetter(final));
    if (key.kind == Kind::function && key.number == 0)
        key.number = final - 'P' + 1;
    setModifiers(key, parameters.size() > 1 ? parameters[1].toInt() : 0);
    return drop(at + 1, key);
}

/// `ESC [ < button ; column ; row M`, or m when it is let go.
std::optional<Key> KeyDecoder::takeMouse(qsizetype from)
{
    const auto isEnd = [](char byte) { return byte == 'M' || byte == 'm'; };
    const auto* const end = std::find_if(bytes_.cbegin() + from, bytes_.cend(), isEnd);
    if (end == bytes_.cend())
        return bytes_.size() > mostSequence ? drop(bytes_.size(), keyOf(Kind::other)) : std::nullopt;
    const int button = bytes_.mid(from).split(';').first().toInt();
    constexpr int wheelUp = 64;
    constexpr int wheelDown = 65;
    const Kind kind = button == wheelUp ? Kind::wheelUp : button == wheelDown ? Kind::wheelDown : Kind::other;
    return drop(end - bytes_.cbegin() + 1, keyOf(kind));
}

std::optional<Key> KeyDecoder::takeText()
{
    const char first = bytes_.front();
    if (first == '\r' || first == '\n')
        return drop(1, keyOf(Kind::enter));
    if (first == '\t')
        return drop(1, keyOf(Kind::tab));
    if (first == deleteByte || first == '\b')
        return drop(1, keyOf(Kind::backspace));
    if (static_cast<unsigned char>(first) < ' ') {
        Key key = keyOf(Kind::control);
        // Ctrl clears the upper bits of a letter or sign.
        const char letter = static_cast<char>(first + (first >= 1 && first <= 26 ? 'a' - 1 : '@'));
        key.text = QLatin1Char(letter);
        return drop(1, key);
    }
    const qsizetype length = utf8Length(first);
    if (bytes_.size() < length)
        return std::nullopt;
    Key key = keyOf(Kind::text);
    key.text = QString::fromUtf8(bytes_.left(length));
    return drop(length, key);
}

} // namespace hubbub::terminal
