// What the word before the cursor could become: a command at the beginning of the line, what a command takes,
// somebody's name, an emoji by its `:name:`. For every input, whether it shows a list or goes on with Tab.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace hubbub::screen {

struct CompletedText {
    QString text;
    qsizetype cursor = 0;
    friend bool operator==(const CompletedText&, const CompletedText&) = default;
};

/// What there is to choose from.
struct CompletionWords {
    QStringList names;    ///< the likeliest first
    QStringList commands; ///< without the slash
};

struct Candidate {
    QString shown; ///< `小明`, `/kick`, `:smile:`; begins like what was typed, but for emoji of several words
    QString inserted; ///< the emoji itself, where `shown` is its name
};

struct Candidates {
    enum class Kind : std::uint8_t { none, command, name, emoji };
    Kind kind = Kind::none;
    qsizetype from = 0; ///< what is typed of it stands between here and the cursor
    QList<Candidate> list;
};

Candidates candidatesFor(const CompletedText& typed, const CompletionWords& words);

/// The same with the candidate in place, and one space behind it.
CompletedText withCandidate(const CompletedText& typed, const Candidates& found, const Candidate& chosen);

/// When the second colon of `:smile:` has just been typed: the same with the emoji in its place.
std::optional<CompletedText> withEmojiClosed(const CompletedText& typed);

} // namespace hubbub::screen
