#include "client-cli/terminal/edit_keys.h"

#include <algorithm>
#include <array>

namespace hubbub::terminal {

namespace {

using Kind = Key::Kind;
using Edit = void (LineEditor::*)();

struct LetterKey {
    char16_t letter;
    Edit edit;
};

constexpr std::array controlKeys = {
    LetterKey{u'a', &LineEditor::home},           LetterKey{u'e', &LineEditor::end},
    LetterKey{u'b', &LineEditor::left},           LetterKey{u'f', &LineEditor::right},
    LetterKey{u'k', &LineEditor::killToEnd},      LetterKey{u'u', &LineEditor::killToStart},
    LetterKey{u'w', &LineEditor::killWordBefore}, LetterKey{u'y', &LineEditor::yank},
    LetterKey{u't', &LineEditor::transpose},      LetterKey{u'd', &LineEditor::eraseAfter},
};

constexpr std::array altKeys = {
    LetterKey{u'b', &LineEditor::wordLeft},
    LetterKey{u'f', &LineEditor::wordRight},
    LetterKey{u'd', &LineEditor::killWordAfter},
};

template <std::size_t Count>
Edit find(const std::array<LetterKey, Count>& keys, const QString& text)
{
    const auto* const found =
        std::ranges::find_if(keys, [&](const LetterKey& key) { return text == QChar(key.letter); });
    return found == keys.end() ? nullptr : found->edit;
}

Edit editOf(const Key& key)
{
    const bool isByWord = key.isAlt || key.isCtrl;
    switch (key.kind) {
    case Kind::control:
        return key.isAlt ? nullptr : find(controlKeys, key.text);
    case Kind::text:
        return find(altKeys, key.text.toLower());
    case Kind::left:
        return isByWord ? &LineEditor::wordLeft : &LineEditor::left;
    case Kind::right:
        return isByWord ? &LineEditor::wordRight : &LineEditor::right;
    case Kind::home:
        return isByWord ? nullptr : &LineEditor::home;
    case Kind::end:
        return isByWord ? nullptr : &LineEditor::end;
    case Kind::backspace:
        return isByWord ? &LineEditor::killShortWordBefore : &LineEditor::eraseBefore;
    case Kind::deleteKey:
        return isByWord ? &LineEditor::killWordAfter : &LineEditor::eraseAfter;
    default:
        return nullptr;
    }
}

} // namespace

bool editWith(LineEditor& editor, const Key& key)
{
    if (key.kind == Kind::text && !key.isAlt) {
        editor.insert(key.text);
        return true;
    }
    const Edit edit = editOf(key);
    if (edit == nullptr)
        return false;
    (editor.*edit)();
    return true;
}

} // namespace hubbub::terminal
