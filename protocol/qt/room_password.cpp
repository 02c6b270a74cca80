#include "protocol/qt/room_password.h"

#include "protocol/crypto/identity.h"
#include "protocol/qt/utf8.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <string>
#include <vector>

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

void wipe(std::string& text)
{
    crypto::wipe({reinterpret_cast<Byte*>(text.data()), text.size()});
}

/// The file `passwords`: lines of `KEY argon2id.…`, newest first. Nothing of it is left when it goes.
class RememberedLines {
public:
    explicit RememberedLines(const Profile& profile) : text_(profile.kept(fileName)) {}
    RememberedLines(const RememberedLines&) = delete;
    RememberedLines& operator=(const RememberedLines&) = delete;
    ~RememberedLines() { wipe(text_); }

    std::string_view find(const PublicKey& server) const
    {
        const std::string name = crypto::publicKeyText(server) + ' ';
        for (const std::string_view line : lines()) {
            if (line.starts_with(name))
                return line.substr(name.size());
        }
        return {};
    }
    /// With `key`, if it is not empty, in place of this server's.
    void replace(Profile& profile, const PublicKey& server, std::string_view key) const
    {
        const std::string name = crypto::publicKeyText(server) + ' ';
        QByteArray text;
        text.reserve(text_.size() + static_cast<qsizetype>(name.size() + key.size()) + 2);
        qsizetype kept = 0;
        const auto add = [&](std::string_view begin, std::string_view rest) {
            if (kept++ < mostRemembered)
                text.append(begin.data(), static_cast<qsizetype>(begin.size()))
                    .append(rest.data(), static_cast<qsizetype>(rest.size()))
                    .append('\n');
        };
        if (!key.empty())
            add(name, key);
        for (const std::string_view line : lines()) {
            if (!line.starts_with(name))
                add(line, {});
        }
        profile.keep(fileName, text);
        wipe(text);
    }

private:
    std::vector<std::string_view> lines() const
    {
        std::vector<std::string_view> lines;
        std::string_view rest(text_.constData(), static_cast<std::size_t>(text_.size()));
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            if (!line.empty())
                lines.push_back(line);
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        }
        return lines;
    }

    QByteArray text_;
};

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
    return crypto::parsePasswordKey(RememberedLines(profile).find(server));
}

void rememberPassword(Profile& profile, const PublicKey& server, const crypto::PasswordKey& key)
{
    std::string text = crypto::passwordKeyText(key);
    RememberedLines(profile).replace(profile, server, text);
    wipe(text);
}

void forgetPassword(Profile& profile, const PublicKey& server)
{
    if (rememberedPassword(profile, server))
        RememberedLines(profile).replace(profile, server, {});
}

} // namespace hubbub::qt
