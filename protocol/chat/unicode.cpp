#include "protocol/chat/unicode.h"

#include "protocol/base/check.h"

#include <unicode/brkiter.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

namespace hubbub::chat::unicode {

namespace {

/// ICU fails only when its data is missing or memory is: nothing here can go on then.
void require(UErrorCode status)
{
    CHECK(U_SUCCESS(status));
}

icu::UnicodeString fromUtf8(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string toUtf8(const icu::UnicodeString& text)
{
    std::string result;
    text.toUTF8String(result);
    return result;
}

icu::UnicodeString normalized(const icu::Normalizer2* (*instance)(UErrorCode&),
                              const icu::UnicodeString& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = instance(status); // ICU's own, immutable
    require(status);
    auto result = normalizer->normalize(text, status);
    require(status);
    return result;
}

const USpoofChecker& spoofChecker()
{
    static const icu::LocalUSpoofCheckerPointer checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        icu::LocalUSpoofCheckerPointer made(uspoof_open(&status));
        require(status);
        uspoof_setChecks(made.getAlias(),
                         USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS | USPOOF_INVISIBLE
                             | USPOOF_HIDDEN_OVERLAY,
                         &status);
        uspoof_setRestrictionLevel(made.getAlias(), USPOOF_HIGHLY_RESTRICTIVE);
        require(status);
        return made;
    }();
    return *checker;
}

std::unique_ptr<icu::BreakIterator> graphemeIterator()
{
    // Making one costs loading its rules, so one is kept; walking changes an iterator, so each use has a
    // copy.
    static const std::unique_ptr<const icu::BreakIterator> prototype = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<const icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        require(status);
        return made;
    }();
    return std::unique_ptr<icu::BreakIterator>(prototype->clone());
}

} // namespace

std::string nfc(std::string_view text)
{
    return toUtf8(normalized(&icu::Normalizer2::getNFCInstance, fromUtf8(text)));
}

std::string nfd(std::string_view text)
{
    return toUtf8(normalized(&icu::Normalizer2::getNFDInstance, fromUtf8(text)));
}

std::string fold(std::string_view text)
{
    // Of ASCII alone only the capitals change; most of what is searched through in some rooms is no more.
    if (std::ranges::all_of(text, [](char each) { return static_cast<unsigned char>(each) < 0x80; })) {
        std::string folded(text);
        for (char& each : folded)
            each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
        return folded;
    }
    auto current = fromUtf8(text);
    for (;;) {
        auto folded = normalized(&icu::Normalizer2::getNFKCInstance, current);
        folded.foldCase();
        folded = normalized(&icu::Normalizer2::getNFKCInstance, folded);
        if (folded == current)
            return toUtf8(folded);
        current = std::move(folded);
    }
}

std::string skeleton(char32_t character)
{
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result;
    uspoof_getSkeletonUnicodeString(&spoofChecker(), 0, icu::UnicodeString(static_cast<UChar32>(character)),
                                    result, &status);
    require(status);
    return toUtf8(result);
}

std::vector<std::size_t> graphemeEnds(std::string_view text)
{
    const auto characters = fromUtf8(text);
    const auto iterator = graphemeIterator();
    iterator->setText(characters);
    std::vector<std::size_t> ends;
    std::size_t bytes = 0;
    auto from = iterator->first();
    for (auto to = iterator->next(); to != icu::BreakIterator::DONE; to = iterator->next()) {
        bytes += toUtf8(characters.tempSubStringBetween(from, to)).size();
        ends.push_back(bytes);
        from = to;
    }
    return ends;
}

Mixture mixtureIn(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto found = uspoof_check2UnicodeString(&spoofChecker(), fromUtf8(text), nullptr, &status);
    require(status);
    if ((found & USPOOF_RESTRICTION_LEVEL) != 0)
        return Mixture::scripts;
    if ((found & USPOOF_MIXED_NUMBERS) != 0)
        return Mixture::digits;
    if ((found & USPOOF_INVISIBLE) != 0)
        return Mixture::repeatedMark;
    if ((found & USPOOF_HIDDEN_OVERLAY) != 0)
        return Mixture::hiddenOverlay;
    return Mixture::none;
}

} // namespace hubbub::chat::unicode
