#include "client-gui/about_dialog.h"

#include "client-gui/icons.h"
#include "protocol/base/version.h"
#include "protocol/chat/icu_version.h"
#include "protocol/crypto/library_versions.h"
#include "protocol/qt/utf8.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

namespace hubbub::gui {

namespace {

struct AboutText {
    Q_DECLARE_TR_FUNCTIONS(AboutText)
};

QString libraries()
{
    QString text = QStringLiteral("Qt %1 · libsodium %2 · ICU %3")
                       .arg(QLatin1String(qVersion()), qt::fromUtf8(crypto::sodiumVersion()),
                            qt::fromUtf8(chat::icuVersion()));
    if (const std::string version = crypto::multiBufferVersion(); !version.empty())
        text += QStringLiteral(" · intel-ipsec-mb %1").arg(qt::fromUtf8(version));
    return text;
}

} // namespace

void showAbout(QWidget* parent)
{
    auto* const box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutText::tr("About Hubbub"));
    box->setIconPixmap(applicationIcon().pixmap(64));
    box->setTextFormat(Qt::PlainText);
    box->setText(AboutText::tr("Hubbub %1").arg(qt::fromUtf8(version)));
    box->setInformativeText(
        AboutText::tr("A chat room for the people on one network, or on many. What is said goes over UDP, "
                      "encrypted, and reaches everyone in the same order.")
        + QStringLiteral("\n\n")
        + AboutText::tr("Free software under the MIT licence. © 2026 The Hubbub authors.")
        + QStringLiteral("\n\n") + libraries());
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    const QPushButton* const aboutQt = box->addButton(AboutText::tr("About &Qt"), QMessageBox::HelpRole);
    box->setDefaultButton(box->addButton(QMessageBox::Close));
    box->setEscapeButton(QMessageBox::Close);
    QObject::connect(aboutQt, &QPushButton::clicked, qApp, &QApplication::aboutQt);
    box->open();
}

} // namespace hubbub::gui
