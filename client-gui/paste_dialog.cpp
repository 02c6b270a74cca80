#include "client-gui/paste_dialog.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace hubbub::gui {

namespace {

struct PasteDialogText {
    Q_DECLARE_TR_FUNCTIONS(PasteDialogText)
};

/// Enough to recognise it.
constexpr int shownLines = 6;
constexpr int shownCharacters = 80;

QString beginningOf(const QString& text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    const bool isLonger = lines.size() > shownLines;
    lines = lines.mid(0, shownLines);
    for (QString& line : lines) {
        if (line.size() > shownCharacters)
            line = line.left(shownCharacters) + QChar(0x2026);
    }
    if (isLonger)
        lines += QString(QChar(0x2026));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

bool askAboutPaste(QWidget* parent, const QString& text)
{
    const auto lines = text.trimmed().count(QLatin1Char('\n')) + 1;
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("pasteDialog"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(PasteDialogText::tr("Paste many lines"));
    box.setTextFormat(Qt::PlainText);
    box.setText(PasteDialogText::tr("Paste these %L1 lines as one message?").arg(lines));
    box.setInformativeText(beginningOf(text));
    QPushButton* const paste = box.addButton(PasteDialogText::tr("&Paste"), QMessageBox::AcceptRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(paste);
    box.exec();
    return box.clickedButton() == paste;
}

} // namespace hubbub::gui
