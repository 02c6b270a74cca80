#include "protocol/qt/kept_rooms.h"

#include "protocol/crypto/identity.h"
#include "protocol/qt/profile_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace hubbub::qt {

namespace {

struct KeptRoomText {
    Q_DECLARE_TR_FUNCTIONS(KeptRoomText)
};

constexpr QLatin1String suffix{".room"};

QFileInfoList files(const QString& folder)
{
    return QDir(folder).entryInfoList({QLatin1Char('*') + suffix}, QDir::Files, QDir::Time);
}

} // namespace

QString KeptRooms::pathOf(const PublicKey& server) const
{
    return folder_ + QLatin1Char('/') + QString::fromStdString(crypto::publicKeyText(server)) + suffix;
}

Result<std::optional<KeptRoom>, Failure> KeptRooms::find(const PublicKey& server) const
{
    const QString path = pathOf(server);
    const bool isTooLong = QFileInfo(path).size() > static_cast<qint64>(KeptRoom::mostBytes);
    const auto content =
        isTooLong ? Result<std::optional<QByteArray>, Failure>(std::optional<QByteArray>(QByteArray()))
                  : readWhole(path);
    if (!content)
        return Unexpected(content.error());
    if (!*content)
        return std::optional<KeptRoom>();
    auto room = KeptRoom::parse(**content);
    if (room && room->server == server)
        return room;
    QFile::remove(path);
    return Unexpected(
        Failure{KeptRoomText::tr("%1 was damaged, and is removed: what was said last is asked of "
                                 "the server again.")
                    .arg(path)
                    .toStdString()});
}

Result<Done, Failure> KeptRooms::keep(const KeptRoom& room) const
{
    if (auto made = makeFolder(folder_); !made)
        return made;
    auto written = writeWhole(pathOf(room.server), room.content());
    forgetOldest();
    return written;
}

void KeptRooms::remove(const PublicKey& server) const
{
    QFile::remove(pathOf(server));
}

void KeptRooms::removeAll() const
{
    for (const QFileInfo& file : files(folder_))
        QFile::remove(file.filePath());
}

void KeptRooms::forgetOldest() const
{
    const QFileInfoList newestFirst = files(folder_);
    for (qsizetype i = mostRooms; i < newestFirst.size(); ++i)
        QFile::remove(newestFirst[i].filePath());
}

} // namespace hubbub::qt
