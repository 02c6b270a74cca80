#include "client-gui/keys_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

struct KeysText {
    Q_DECLARE_TR_FUNCTIONS(KeysText)
};

QString table()
{
    const QList<std::pair<QString, QString>> keys{
        {KeysText::tr("Enter"), KeysText::tr("send")},
        {KeysText::tr("Shift+Enter"), KeysText::tr("a new line")},
        {KeysText::tr("Tab"),
         KeysText::tr(
             "complete a name, a command or an emoji (:smi); from an empty input to the next control")},
        {KeysText::tr("Up, Down"), KeysText::tr("in an empty input: what was sent before")},
        {KeysText::tr("Ctrl+C"), KeysText::tr("copy the selected messages")},
        {KeysText::tr("Ctrl+Shift+M"), KeysText::tr("select all messages")},
        {KeysText::tr("Ctrl+F"), KeysText::tr("find in the room")},
        {KeysText::tr("F3, Shift+F3"), KeysText::tr("to the next older place, to the next newer one")},
        {KeysText::tr("Ctrl+Shift+F"), KeysText::tr("search the whole room")},
        {KeysText::tr("Ctrl+G"), KeysText::tr("go to a date")},
        {KeysText::tr("Ctrl+Shift+G"), KeysText::tr("from the past back to now")},
        {KeysText::tr("Alt+U"), KeysText::tr("to the first unread message")},
        {KeysText::tr("Page Up, Page Down"), KeysText::tr("scroll the messages")},
        {KeysText::tr("Alt+Home, Alt+End"), KeysText::tr("to the oldest message, to the newest")},
        {KeysText::tr("Ctrl+Shift+A"), KeysText::tr("a notice to everyone (for admins)")},
        {KeysText::tr("Ctrl+Shift+R"), KeysText::tr("confirm that the newest notice has been read")},
        {KeysText::tr("Ctrl+L"), KeysText::tr("to the input")},
        {KeysText::tr("Ctrl+M"), KeysText::tr("show or hide the members")},
        {KeysText::tr("Ctrl++, Ctrl+-, Ctrl+0"), KeysText::tr("size of the text")},
        {KeysText::tr("Ctrl+N"), KeysText::tr("enter a room")},
        {KeysText::tr("Ctrl+R"), KeysText::tr("try to connect now")},
        {KeysText::tr("Ctrl+,"), KeysText::tr("settings")},
        {KeysText::tr("Ctrl+Q"), KeysText::tr("leave and quit")},
    };
    QString rows;
    for (const auto& [key, meaning] : keys) {
        rows += QStringLiteral(
                    "<tr><td style=\"white-space: pre; padding-right: 12px\"><b>%1</b></td><td>%2</td></tr>")
                    .arg(key.toHtmlEscaped(), meaning.toHtmlEscaped());
    }
    return QStringLiteral("<table>%1</table>").arg(rows);
}

} // namespace

void showKeys(QWidget* parent)
{
    auto* const dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("keysDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(KeysText::tr("Keys"));
    auto* const keys = new QLabel(table());
    keys->setTextFormat(Qt::RichText);
    keys->setWordWrap(true);
    keys->setMargin(8);
    auto* const scroll = new QScrollArea;
    scroll->setWidget(keys);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(KeysText::tr("Keys"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* const column = new QVBoxLayout(dialog);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    const int width = 80 * keys->fontMetrics().averageCharWidth();
    const QSize wanted(width, keys->heightForWidth(width) + 80);
    dialog->resize(wanted.boundedTo(dialog->screen()->availableSize() * 9 / 10));
    dialog->open();
}

} // namespace hubbub::gui
