// Finding words in what is loaded of the room.
#pragma once

#include "protocol/screen/message_model.h"

#include <QStringList>

#include <string_view>
#include <vector>

namespace hubbub::screen {

class RowSearch {
public:
    /// What is answered to a search for nothing.
    static constexpr std::string_view forWhat = "Search for what? /search WORDS.";

    explicit RowSearch(const MessageModel& messages) : messages_(messages) {}

    /// Of these words, and from the end on.
    void begin(const QString& words) { words_ = words.split(QChar::Space, Qt::SkipEmptyParts); }
    bool isActive() const { return !words_.isEmpty(); }
    void end() { words_.clear(); }

    /// The nearest row before this one, or behind it, that holds all of the words in any case; -1: none.
    int before(int row) const;
    int behind(int row) const;
    /// All of them, the youngest first.
    std::vector<int> rows() const;

private:
    bool fits(int row) const;

    const MessageModel& messages_;
    QStringList words_;
};

} // namespace hubbub::screen
