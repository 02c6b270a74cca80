#include "server/hash_password.h"

#include "protocol/qt/room_password.h"

#include <QCoreApplication>

namespace hubbub::server {

namespace {

struct HashPassword {
    Q_DECLARE_TR_FUNCTIONS(HashPassword)
};

Result<qt::SharedPassword, Failure> readPassword()
{
    if (!qt::canAskForPassword())
        return qt::readPasswordFile(QStringLiteral("-"));
    auto first = qt::askForPassword(HashPassword::tr("The room's password: "));
    if (!first)
        return first;
    auto second = qt::askForPassword(HashPassword::tr("Once more: "));
    if (!second)
        return second;
    if (!crypto::equalSecrets(bytesOf((*first)->view()), bytesOf((*second)->view())))
        return Unexpected(Failure{HashPassword::tr("The two are not the same.").toStdString()});
    return first;
}

} // namespace

Result<std::string, Failure> hashedPassword(Entropy& entropy)
{
    const auto password = readPassword();
    if (!password)
        return Unexpected(password.error());
    PasswordChallenge challenge{{}, limits::passwordMemoryKib, limits::passwordPasses};
    entropy.fill(challenge.salt);
    const auto key = crypto::stretchPassword(**password, challenge);
    if (!key)
        return Unexpected(
            Failure{HashPassword::tr("This machine has not the memory that it takes.").toStdString()});
    return crypto::passwordKeyText(*key);
}

} // namespace hubbub::server
