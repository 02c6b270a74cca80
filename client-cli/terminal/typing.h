// What is being typed, with all that helps to type it: editing keys, completion, what was sent before, and a
// search in that. Knows no screen.
#pragma once

#include "client-cli/terminal/candidate_list.h"
#include "client-cli/terminal/key.h"
#include "client-cli/terminal/line_editor.h"
#include "protocol/screen/input_history.h"
#include "protocol/screen/name_completion.h"

#include <functional>

namespace hubbub::terminal {

class Typing {
public:
    /// Asked when something is to be completed.
    explicit Typing(std::function<screen::CompletionWords()> words) : words_(std::move(words)) {}

    const LineEditor& editor() const { return editor_; }
    /// A search in what was sent ends: what is typed next belongs to this text.
    void setText(const QString& text);
    void insert(const QString& text) { editor_.insert(text); }
    QString take() { return editor_.take(); }
    /// To be recalled.
    void remember(const QString& text) { history_.add(text); }

    /// False: the key is none of those that edit.
    bool handleKey(const Key& key);

    /// What Tab has just chosen from; nothing once something else is typed.
    Choices choices() const;

    /// While one searches in what was sent, keys belong to the search.
    bool isRecalling() const { return isRecalling_; }
    const QString& recallWords() const { return recallWords_; }

private:
    bool handleRecallKey(const Key& key);
    void beginRecall();
    void recall();
    void endRecall(bool isTaken);
    bool older();
    bool younger();
    bool complete();

    std::function<screen::CompletionWords()> words_;
    LineEditor editor_;
    screen::InputHistory history_;
    screen::NameCompletion completion_;
    QString completed_; ///< by the last Tab
    QString stashed_;   ///< what stood there before older lines were recalled

    bool isRecalling_ = false;
    QString recallWords_;
    qsizetype recallSkips_ = 0;
    QString beforeRecall_;
};

} // namespace hubbub::terminal
