#include "client-cli/ping_session.h"

#include "client-cli/plain_output.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"

namespace hubbub::cli {

PingSession::PingSession(qt::RoomClient& client, const qt::Profile& profile,
                         std::function<void(const QString&)> print,
                         std::function<void(const QString&)> complain, QObject* parent)
    : QObject(parent),
      client_(client),
      profile_(profile),
      print_(std::move(print)),
      complain_(std::move(complain))
{
    connect(&client_, &qt::RoomClient::noticed, this, &PingSession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, [this](const QString& text, bool fatal) {
        complain_(shown(text.toStdString()));
        if (fatal)
            Q_EMIT finished(ExitCode::usage);
    });
}

void PingSession::start()
{
    client_.start();
    client_.askInfo();
}

void PingSession::stop()
{
    client_.leave({}, false);
}

void PingSession::handleNotice(const client::Notice& notice)
{
    if (const auto* key = std::get_if<client::ServerKeyNotice>(&notice)) {
        serverKey_ = key->key;
        if (key->verdict == client::KeyVerdict::changed)
            PlainOutput({complain_, complain_, false}).showServerKey(*key);
    } else if (const auto* link = std::get_if<client::LinkNotice>(&notice)) {
        if (link->state == client::LinkState::connected)
            sinceAsked_.start();
    } else if (const auto* info = std::get_if<client::InfoNotice>(&notice)) {
        printInfo(*info);
        isAnswered_ = true;
        client_.leave({}, false);
    } else if (const auto* refused = std::get_if<client::RefusedNotice>(&notice)) {
        complain_(qt::refusalText(refused->refusal));
        Q_EMIT finished(ExitCode::usage);
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        if (ended->reason != client::EndReason::left)
            PlainOutput({complain_, complain_, false}).showEnd(*ended);
        Q_EMIT finished(ended->reason == client::EndReason::left && !isAnswered_
                            ? ExitCode::noAnswer
                            : exitCodeFor(ended->reason));
    }
}

/// Words that scripts can rely on, the room's name last because it may hold spaces.
void PingSession::printInfo(const client::InfoNotice& notice)
{
    const Duration measured =
        std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(sinceAsked_.nsecsElapsed()));
    const auto milliseconds = std::chrono::duration<double, std::milli>(notice.roundTrip.value_or(measured));
    const PublicKey server = serverKey_.value_or(PublicKey{});
    const PublicKey own = crypto::clientIdentity(profile_.secret(), server).shared;
    print_(QStringLiteral("%1 rtt %2 ms version %3 members %4/%5 key %6 own-key %7 room %8")
               .arg(QString::fromStdString(client_.server().text()))
               .arg(milliseconds.count(), 0, 'f', 3)
               .arg(shown(notice.info.version))
               .arg(notice.info.members ? QString::number(*notice.info.members) : QStringLiteral("-"))
               .arg(notice.info.memberLimit)
               .arg(QString::fromStdString(crypto::publicKeyText(server)),
                    QString::fromStdString(crypto::publicKeyText(own)),
                    shown(notice.info.room).replace(QLatin1Char('\n'), QLatin1Char(' '))));
}

} // namespace hubbub::cli
