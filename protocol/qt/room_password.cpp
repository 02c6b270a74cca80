#include "protocol/qt/room_password.h"

#include "protocol/crypto/identity.h"
#include "protocol/qt/utf8.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QList>

namespace hubbub::qt {

namespace {

struct PasswordText {
    Q_DECLARE_TR_FUNCTIONS(PasswordText)
};

/// Servers whose passwords are kept: as many as anybody enters.
constexpr qsizetype mostRemembered = 64;
const QString fileName = QStringLiteral("passwords");

Unexpected<Failure> fail(const QString& sentence)
{
    return Unexpected(Failure{sentence.toStdString()});
}

void wipe(QByteArray& bytes)
{
    crypto::wipe({reinterpret_cast<Byte*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
}

void wipe(QString& text)
{
    crypto::wipe(
        {reinterpret_cast<Byte*>(text.data()), static_cast<std::size_t>(text.size()) * sizeof(QChar)});
}

/// `KEY argon2id.…`, newest first; what is no such line is left out.
QList<QByteArray> rememberedLines(const Profile& profile, const PublicKey& without)
{
    const QByteArray name = QByteArray::fromStdString(crypto::publicKeyText(without));
    QList<QByteArray> lines;
    const QList<QByteArray> all = profile.kept(fileName).split('\n');
    for (const QByteArray& line : all) {
        if (!line.isEmpty() && !line.startsWith(name + ' '))
            lines += line;
    }
    return lines;
}

void keepLines(Profile& profile, QList<QByteArray> lines)
{
    while (lines.size() > mostRemembered)
        lines.removeLast();
    profile.keep(fileName, lines.isEmpty() ? QByteArray() : lines.join('\n') + '\n');
}

} // namespace

SharedPassword passwordOf(const QString& text)
{
    QString normal = text.normalized(QString::NormalizationForm_C);
    QByteArray bytes = normal.toUtf8();
    auto password = std::make_shared<const crypto::Password>(
        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    wipe(bytes);
    if (!normal.isSharedWith(text))
        wipe(normal);
    return password;
}

Result<SharedPassword, Failure> passwordOfLine(std::string_view line)
{
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    if (line.empty())
        return fail(PasswordText::tr("The password is empty."));
    if (line.size() > limits::passwordBytes)
        return fail(PasswordText::tr("The password is too long; at most %1 bytes are allowed.")
                        .arg(limits::passwordBytes));
    QString text = fromUtf8(line);
    if (text.contains(QChar::ReplacementCharacter)) {
        wipe(text);
        return fail(PasswordText::tr("The password is no text in UTF-8."));
    }
    SharedPassword password = passwordOf(text);
    wipe(text);
    return password;
}

Result<SharedPassword, Failure> readPasswordFile(const QString& path)
{
    QFile file(path);
    const bool isOpen =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(
            PasswordText::tr("The password file %1 cannot be read: %2.").arg(path, file.errorString()));
    QByteArray line = file.readLine(static_cast<qint64>(limits::passwordBytes) + 3);
    auto password = passwordOfLine({line.constData(), static_cast<std::size_t>(line.size())});
    wipe(line);
    if (!password)
        return fail(PasswordText::tr("%1: %2").arg(path, fromUtf8(password.error().context)));
    return password;
}

std::optional<crypto::PasswordKey> rememberedPassword(const Profile& profile, const PublicKey& server)
{
    const QByteArray name = QByteArray::fromStdString(crypto::publicKeyText(server)) + ' ';
    const QList<QByteArray> lines = profile.kept(fileName).split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(name))
            return crypto::parsePasswordKey(line.mid(name.size()).toStdString());
    }
    return std::nullopt;
}

void rememberPassword(Profile& profile, const PublicKey& server, const crypto::PasswordKey& key)
{
    QList<QByteArray> lines = rememberedLines(profile, server);
    lines.prepend(
        QByteArray::fromStdString(crypto::publicKeyText(server) + ' ' + crypto::passwordKeyText(key)));
    keepLines(profile, std::move(lines));
}

void forgetPassword(Profile& profile, const PublicKey& server)
{
    if (rememberedPassword(profile, server))
        keepLines(profile, rememberedLines(profile, server));
}

} // namespace hubbub::qt
