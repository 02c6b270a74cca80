// What a legal name is and when two of them clash (docs/PROTOCOL.md, section 9). The one place where names
// are judged.
#pragma once

#include "protocol/base/limits.h"
#include "protocol/base/result.h"
#include "protocol/chat/refusal.h"

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::chat {

/// Of a name as it is typed. NFC makes a text at most three times shorter (Hangul: three conjoining letters
/// become one syllable), so nothing longer can be legal: it is not even looked at.
inline constexpr std::size_t typedNameBytes = 3 * limits::nameBytes;

/// Two names clash if either key is the same; both are claimed in one step.
struct NameKeys {
    std::string fold;      ///< NFKC and full case folding, repeated until stable
    std::string lookalike; ///< UTS 39 skeleton, case folded, with the exemptions of section 9
    friend auto operator<=>(const NameKeys&, const NameKeys&) = default;
};

/// A legal name in NFC, with its keys. Can only be made by parsing.
class Name {
public:
    /// NAME_ILLEGAL with the reason, in a sentence for the person; says nothing of who has the name or what
    /// is reserved.
    static Result<Name, Refusal> parse(std::string_view text);

    const std::string& text() const { return text_; }
    const NameKeys& keys() const { return keys_; }

private:
    Name(std::string text, NameKeys keys) : text_(std::move(text)), keys_(std::move(keys)) {}
    std::string text_;
    NameKeys keys_;
};

/// Keys of any text, legal as a name or not: for reserved words.
NameKeys nameKeysOf(std::string_view text);

/// `server`, `system`, `everyone` … and what the configuration adds, by both keys.
class ReservedNames {
public:
    explicit ReservedNames(const std::vector<std::string>& more);
    bool contains(const NameKeys& keys) const;

private:
    std::vector<std::string> folds_;      ///< sorted
    std::vector<std::string> lookalikes_; ///< sorted
};

/// The n-th variation of a name that is not to be had (n from 2): `小明2`, shortened where the limits ask for
/// it. The caller tries until one is free.
std::string nameVariation(const Name& name, unsigned n);

/// Of the ICU in use: keys made with another version are made again when a store is opened.
std::string_view unicodeVersion();

} // namespace hubbub::chat
