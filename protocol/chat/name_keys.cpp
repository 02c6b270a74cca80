// The two keys by which names clash (docs/PROTOCOL.md, section 9), and what is reserved by them.
#include "protocol/chat/name.h"
#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>

namespace hubbub::chat {

namespace {

/// Raised when keys are made in another way than before, so that stored ones are made again.
constexpr std::string_view keyScheme = "1";

/// The skeleton of UTS 39 throws l, I and 1 together, O and 0, and m and rn. People tell them apart in names,
/// and have names that differ by nothing else, so they stay apart here. A character of another script with
/// such a skeleton goes with the one of ours that is of its kind: a capital with I, a digit with 1 or 0, so
/// that Cyrillic and Greek capitals still clash with Latin ones.
std::string exempted(char32_t character, std::string skeleton)
{
    const auto kind = u_charType(static_cast<UChar32>(character));
    if (skeleton == "l" && kind == U_UPPERCASE_LETTER)
        return "I";
    if (skeleton == "l" && kind == U_DECIMAL_DIGIT_NUMBER)
        return "1";
    if (skeleton == "O" && kind == U_DECIMAL_DIGIT_NUMBER)
        return "0";
    if (skeleton.starts_with("rn"))
        return skeleton.replace(0, 2, "m");
    return skeleton;
}

std::string lookalikeKey(std::string_view text)
{
    std::string skeleton;
    forEachCharacter(unicode::nfd(text), [&](const Utf8Character& character) {
        skeleton += exempted(character.value, unicode::skeleton(character.value));
    });
    return unicode::fold(skeleton);
}

constexpr std::array<std::string_view, 8> alwaysReserved{"server", "system", "everyone", "here",
                                                         "all",    "系统",   "服务器",   "所有人"};

void sortUnique(std::vector<std::string>& keys)
{
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

std::string versionText(void (*read)(UVersionInfo))
{
    UVersionInfo version{};
    read(version);
    return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

} // namespace

NameKeys nameKeysOf(std::string_view text)
{
    return {.fold = unicode::fold(text), .lookalike = lookalikeKey(text)};
}

ReservedNames::ReservedNames(const std::vector<std::string>& more)
{
    const auto reserve = [this](std::string_view word) {
        auto keys = nameKeysOf(word);
        folds_.push_back(std::move(keys.fold));
        lookalikes_.push_back(std::move(keys.lookalike));
    };
    std::for_each(alwaysReserved.begin(), alwaysReserved.end(), reserve);
    std::for_each(more.begin(), more.end(), reserve);
    sortUnique(folds_);
    sortUnique(lookalikes_);
}

bool ReservedNames::contains(const NameKeys& keys) const
{
    return std::binary_search(folds_.begin(), folds_.end(), keys.fold)
        || std::binary_search(lookalikes_.begin(), lookalikes_.end(), keys.lookalike);
}

std::string_view unicodeVersion()
{
    static const std::string version = std::string(keyScheme) + " unicode "
                                     + versionText(&u_getUnicodeVersion) + " icu "
                                     + versionText(&u_getVersion);
    return version;
}

} // namespace hubbub::chat
