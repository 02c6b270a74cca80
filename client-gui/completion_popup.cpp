#include "client-gui/completion_popup.h"

#include "protocol/qt/command_help.h"
#include "protocol/qt/utf8.h"

#include <QScrollBar>

#include <algorithm>

namespace hubbub::gui {

using screen::Candidates;

namespace {

/// More are reached by scrolling.
constexpr int mostRowsShown = 8;

QString rowText(Candidates::Kind kind, const screen::Candidate& candidate)
{
    switch (kind) {
    case Candidates::Kind::emoji:
        return candidate.inserted + QStringLiteral("  ") + candidate.shown;
    case Candidates::Kind::command:
        if (const auto* const info = client::findCommand(qt::toUtf8(candidate.shown.mid(1))))
            return qt::commandLine(*info);
        break;
    case Candidates::Kind::name:
    case Candidates::Kind::none:
        break;
    }
    return candidate.shown;
}

} // namespace

CompletionPopup::CompletionPopup(QWidget* window) : QListView(window)
{
    setObjectName(QStringLiteral("completions"));
    setAccessibleName(tr("Suggestions"));
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::StyledPanel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setModel(&rows_);
    connect(this, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowClicked(index.row()); });
    hide();
}

void CompletionPopup::offer(const Candidates& found, const QRect& word)
{
    QStringList texts;
    for (const screen::Candidate& candidate : found.list)
        texts += rowText(found.kind, candidate);
    rows_.setStringList(texts);
    choose(0);

    const int shown = std::min(rows_.rowCount(), mostRowsShown);
    const int rowHeight = std::max(sizeHintForRow(0), 1);
    // In a small window there is less room above the input.
    const int rows = std::clamp((word.top() - 2 * frameWidth()) / rowHeight, 1, shown);
    const int bar = rows < rows_.rowCount() ? verticalScrollBar()->sizeHint().width() : 0;
    const int wide = sizeHintForColumn(0) + bar + 2 * frameWidth();
    const int width = std::min(wide, parentWidget()->width());
    const int height = rows * rowHeight + 2 * frameWidth();
    const int left = std::clamp(word.left(), 0, parentWidget()->width() - width);
    setGeometry(left, std::max(word.top() - height, 0), width, height);
    show();
    raise();
}

void CompletionPopup::choose(int row)
{
    setCurrentIndex(rows_.index(row));
}

void CompletionPopup::chooseNext(int rows)
{
    const int count = rows_.rowCount();
    choose((chosenRow() + rows % count + count) % count);
}

QString CompletionPopup::spokenChoice() const
{
    return tr("%1; suggestion %2 of %3")
        .arg(currentIndex().data().toString())
        .arg(chosenRow() + 1)
        .arg(rows_.rowCount());
}

} // namespace hubbub::gui
