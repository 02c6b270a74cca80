// The command line of hubbub.
#pragma once

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/chat/invite_link.h"
#include "protocol/qt/profile.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace hubbub::cli {

/// How to reach a server, and as whom.
struct ServerArguments {
    QString server; ///< as typed; empty: the last one, or this machine
    std::optional<PublicKey> serverKey;
    bool acceptNewKey = false;
    QString profile; ///< empty: the usual folders
    Duration timeout = 10s;
};

struct RoomArguments {
    ServerArguments server;
    std::optional<QString> name;
    bool takeOver = false;
    QString passwordFile; ///< empty: the person is asked, where there is one
    bool rememberPassword = false;
    bool json = false;
    bool plain = false;
    bool stay = false;
    bool multiline = false;
    bool ascii = false;
    bool bell = false;
    bool noCache = false;
    std::optional<Duration> giveUp; ///< nothing: as the mode has it
};
struct PingArguments {
    ServerArguments server;
};
struct AdminArguments {
    ServerArguments server;
    QString identity;    ///< a key file; empty: the profile's
    QStringList command; ///< empty: lines are read
};
struct DiscoverArguments {
    bool json = false;
    Duration timeout = 2s;
};
struct DoctorArguments {
    ServerArguments server; ///< none: the last one, or one found on this network
    bool json = false;
};
/// What was said, or what of it is searched for.
struct HistoryArguments {
    ServerArguments server;
    std::optional<WallTime> since;
    std::uint64_t limit = 0;
    std::optional<QString> query;
    bool json = false;
};
struct VerifyArguments {
    QString file; ///< `-`: standard input
};
struct DemoArguments {};
/// What to do instead: print this and end.
struct PrintAndExit {
    QString text;
};
using Arguments =
    std::variant<RoomArguments, PingArguments, AdminArguments, DiscoverArguments, DoctorArguments,
                 HistoryArguments, VerifyArguments, DemoArguments, PrintAndExit>;

/// Failures are a sentence for standard error.
Result<Arguments, Failure> readArguments(const QStringList& arguments);
/// What --lang says, looked for before anything can be said in any language.
QString languageArgument(const QStringList& arguments);

/// The server typed, else `fallback`, with the key given beside it.
Result<chat::ServerAddress, Failure> serverAddress(const ServerArguments& arguments, const QString& fallback);

} // namespace hubbub::cli
