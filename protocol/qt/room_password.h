// The room's password between the person and the engine: as text from a screen, a terminal or a file, and as
// keys that a profile keeps for those who asked for it.
#pragma once

#include "protocol/base/result.h"
#include "protocol/crypto/password.h"
#include "protocol/qt/profile.h"

#include <QString>

#include <memory>
#include <optional>

namespace hubbub::qt {

/// Shared with the thread that makes the key; wiped with its last owner.
using SharedPassword = std::shared_ptr<const crypto::Password>;

/// In NFC, as the server's operator has it. The caller's text is the caller's to forget.
SharedPassword passwordOf(const QString& text);
/// The same of one line in UTF-8, with or without its newline. A failure, with a sentence, if it is empty,
/// too long or no UTF-8.
Result<SharedPassword, Failure> passwordOfLine(std::string_view line);
/// The first line of the file; `-`: of standard input.
Result<SharedPassword, Failure> readPasswordFile(const QString& path);

/// True if the person can be asked on the terminal.
bool canAskForPassword();
/// Asks on the terminal, without echo. A failure if there is none, or the person gives none.
Result<SharedPassword, Failure> askForPassword(const QString& prompt);

/// What the profile keeps for this server.
std::optional<crypto::PasswordKey> rememberedPassword(const Profile& profile, const PublicKey& server);
void rememberPassword(Profile& profile, const PublicKey& server, const crypto::PasswordKey& key);
void forgetPassword(Profile& profile, const PublicKey& server);

} // namespace hubbub::qt
