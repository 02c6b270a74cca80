#include "server/server_keys.h"

#include "protocol/base/bytes.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <string_view>

namespace hubbub::server {

namespace {

QString pathIn(const std::string& folder, const char* name)
{
    return QDir(QString::fromStdString(folder)).filePath(QString::fromLatin1(name));
}

Result<Done, Failure> writeFile(const QString& path, const std::string& text)
{
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size())
        && file.commit();
    if (!written)
        return Unexpected(
            Failure{"cannot write " + path.toStdString() + ": " + file.errorString().toStdString()});
    return Done{};
}

Result<QByteArray, Failure> readFile(const QString& path)
{
    constexpr qint64 keyFileBytes = qint64{64} * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Unexpected(
            Failure{"cannot read " + path.toStdString() + ": " + file.errorString().toStdString()});
    return file.read(keyFileBytes);
}

void wipe(std::string& text)
{
    crypto::wipe({reinterpret_cast<Byte*>(text.data()), text.size()});
}

/// Written without a buffer, so that nothing of the key stays behind in memory that is given back.
Result<Done, Failure> writeKeyFile(const QString& path, const crypto::KeyPair& pair)
{
    std::string text = toBase64Url(pair.secret.view());
    std::string line;
    line.reserve(text.size() + 1);
    line.append(text).append(1, '\n');
    auto written = writeFile(path, line);
    wipe(line);
    wipe(text);
    return written;
}

Result<crypto::KeyPair, Failure> readKeyFile(const QString& path)
{
    auto text = readFile(path);
    if (!text)
        return Unexpected(text.error());
    const std::string_view line(text->constData(), static_cast<std::size_t>(text->size()));
    auto bytes = fromBase64Url(line.substr(0, line.find_first_of("\r\n")));
    crypto::wipe({reinterpret_cast<Byte*>(text->data()), static_cast<std::size_t>(text->size())});
    if (!bytes || bytes->size() != crypto::PrivateKey::size)
        return Unexpected(Failure{path.toStdString()
                                  + " is damaged: it should hold one key of 43 characters. Put it back from "
                                    "a copy; without it members will not trust this server."});
    crypto::PrivateKey secret;
    std::ranges::copy(*bytes, secret.bytes().begin());
    crypto::wipe(*bytes);
    return crypto::KeyPair::fromPrivate(secret);
}

Result<ServerKeys, Failure> makeServerKeys(const std::string& folder, Entropy& entropy)
{
    const auto identity = crypto::KeyPair::draw(entropy);
    const auto admin = crypto::KeyPair::draw(entropy);
    const QString adminFile = pathIn(folder, "admin.key");
    const std::string adminList =
        "# Public keys of this room's admins, one a line.\n" + crypto::publicKeyText(admin.shared) + '\n';
    // The identity comes last: while it is missing, the next start makes all three anew.
    auto written = writeKeyFile(adminFile, admin);
    if (written)
        written = writeFile(pathIn(folder, "admins"), adminList);
    if (written)
        written = writeKeyFile(pathIn(folder, "server.key"), identity);
    if (!written)
        return Unexpected(written.error());
    return ServerKeys{identity, {admin.shared}, adminFile.toStdString()};
}

} // namespace

Result<std::vector<PublicKey>, Failure> readAdminKeys(const std::string& folder)
{
    const QString path = pathIn(folder, "admins");
    if (!QFile::exists(path))
        return std::vector<PublicKey>{};
    const auto text = readFile(path);
    if (!text)
        return Unexpected(text.error());
    std::vector<PublicKey> admins;
    int number = 0;
    for (const QString& line : QString::fromUtf8(*text).split(QLatin1Char('\n'))) {
        ++number;
        const QString key = line.section(QLatin1Char('#'), 0, 0).trimmed();
        if (key.isEmpty())
            continue;
        const auto parsed = crypto::parsePublicKey(key.toStdString());
        if (!parsed)
            return Unexpected(Failure{path.toStdString() + ':' + std::to_string(number)
                                      + ": expected a public key of 43 characters."});
        admins.push_back(*parsed);
    }
    return admins;
}

Result<ServerKeys, Failure> openServerKeys(const std::string& folder, RoomAge age, Entropy& entropy)
{
    const QString identityFile = pathIn(folder, "server.key");
    if (!QFile::exists(identityFile) && age == RoomAge::isNew)
        return makeServerKeys(folder, entropy);
    if (!QFile::exists(identityFile))
        return Unexpected(Failure{identityFile.toStdString()
                                  + " is missing, and this room has members who know it. Put it back from a "
                                    "copy, or begin with another data folder."});
    auto identity = readKeyFile(identityFile);
    if (!identity)
        return Unexpected(identity.error());
    auto admins = readAdminKeys(folder);
    if (!admins)
        return Unexpected(admins.error());
    return ServerKeys{*identity, *admins, std::nullopt};
}

} // namespace hubbub::server
