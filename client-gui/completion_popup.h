// The list beside the cursor, of what the word there could become. Never takes the focus: the input keeps the
// keys and passes on those that are the list's.
#pragma once

#include "protocol/screen/completion_candidates.h"

#include <QListView>
#include <QStringListModel>

namespace hubbub::gui {

class CompletionPopup final : public QListView {
    Q_OBJECT

public:
    /// A part of this window, above the rest of it.
    explicit CompletionPopup(QWidget* window);

    /// `word` is where what is completed stands, in the window's coordinates.
    void offer(const screen::Candidates& found, const QRect& word);
    void choose(int row);
    /// From the chosen row, round at both ends.
    void chooseNext(int rows);
    int chosenRow() const { return currentIndex().row(); }
    /// For who does not see it: what is chosen, and of how many.
    QString spokenChoice() const;

Q_SIGNALS:
    /// By the mouse.
    void rowClicked(int row);

private:
    QStringListModel rows_;
};

} // namespace hubbub::gui
