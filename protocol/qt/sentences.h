// The English sentences that servers and engines send along with their codes, in the person's language. Those
// known here are translated; others are shown as they came.
#pragma once

#include <QString>

#include <string_view>

namespace hubbub::qt {

/// Safe to show; one line. Empty if `english` is.
QString translatedSentence(std::string_view english);
/// Whether translatedSentence() has words of its own for it.
bool isKnownSentence(std::string_view english);
/// No translator is installed, or one to English: what servers say needs no translation.
bool speaksEnglish();

} // namespace hubbub::qt
