#include "protocol/qt/outbox_folder.h"

#include "protocol/crypto/hash.h"
#include "protocol/qt/profile_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QUrl>

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace hubbub::qt {

namespace {

struct OutboxFiles {
    Q_DECLARE_TR_FUNCTIONS(OutboxFiles)
};

constexpr QLatin1String suffix{".journal"};
/// A journal in which everything is settled is shortened when it has grown by this much.
constexpr qsizetype linesBeforeCompaction = 1000;
/// File systems take names of at most 255 bytes.
constexpr qsizetype nameBytes = 200;

QString fileNameFor(const std::string& place)
{
    const QByteArray plain = QUrl::toPercentEncoding(QString::fromStdString(place));
    if (plain.size() <= nameBytes)
        return QString::fromLatin1(plain) + suffix;
    const Digest digest = crypto::sha256({bytesOf(place)});
    return QString::fromStdString(toHex(digest.view())) + suffix;
}

Unexpected<Failure> cannotWrite(const QFile& file, const QString& why)
{
    return Unexpected(
        Failure{OutboxFiles::tr("%1 cannot be written: %2.").arg(file.fileName(), why).toStdString()});
}

/// All of them, or none.
Result<Done, Failure> appendLines(QFile& file, const std::vector<client::JournalEntry>& entries)
{
    QByteArray lines;
    for (const client::JournalEntry& entry : entries)
        lines += journalLine(entry);
    const bool mustSync = std::ranges::any_of(entries, mustOutlivePowerCut);
    const qint64 before = file.size();
    QString why;
    if (file.write(lines) != lines.size())
        why = file.errorString();
    else if (mustSync && ::fdatasync(file.handle()) != 0)
        why = qt_error_string(errno);
    else
        return Done{};
    // Half a line would spoil the next one, and a whole one tell of what was never sent.
    file.resize(before);
    return cannotWrite(file, why);
}

} // namespace

Result<OutboxFolder, Failure> OutboxFolder::open(const QString& folder)
{
    if (auto made = makeFolder(folder); !made)
        return Unexpected(made.error());
    OutboxFolder outboxes(folder);
    const QStringList files = QDir(folder).entryList({QLatin1Char('*') + suffix}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        if (auto loaded = outboxes.load(file); !loaded)
            return Unexpected(loaded.error());
    }
    return outboxes;
}

Result<Done, Failure> OutboxFolder::load(const QString& fileName)
{
    Place place;
    place.path = folder_ + QLatin1Char('/') + fileName;
    const auto text = readWhole(place.path);
    if (!text)
        return Unexpected(text.error());
    qsizetype damagedLine = 0;
    const auto journal = OutboxJournal::parse(text->value_or(QByteArray()), damagedLine);
    if (!journal)
        return Unexpected(damagedFile(place.path, damagedLine));
    place.journal = *journal;
    if (place.journal.compacted() != *text) {
        if (auto compacted = compact(place); !compacted)
            return compacted;
    }
    places_.emplace(fileName, std::move(place));
    return Done{};
}

std::optional<client::RestoredOutbox> OutboxFolder::restored(const std::string& place) const
{
    const auto found = places_.find(fileNameFor(place));
    return found == places_.end() ? std::nullopt : found->second.journal.restored();
}

Result<Done, Failure> OutboxFolder::append(const std::string& placeName,
                                           const std::vector<client::JournalEntry>& entries)
{
    if (entries.empty())
        return Done{};
    Place& place = placeFor(placeName);
    if (auto written = write(place, entries); !written)
        return written;
    // Not before: what is restored later in this run must be what the file says.
    for (const client::JournalEntry& entry : entries)
        place.journal.apply(entry);
    place.linesSinceCompaction += static_cast<qsizetype>(entries.size());
    if (place.linesSinceCompaction > linesBeforeCompaction && !place.journal.hasUnsettled())
        static_cast<void>(compact(place).has_value()); // a long journal says the same
    return Done{};
}

Result<Done, Failure> OutboxFolder::write(Place& place, const std::vector<client::JournalEntry>& entries)
{
    if (!place.file) {
        auto file = std::make_unique<QFile>(place.path);
        constexpr auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;
        if (!file->open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return cannotWrite(*file, file->errorString());
        place.file = std::move(file);
    }
    return appendLines(*place.file, entries);
}

OutboxFolder::Place& OutboxFolder::placeFor(const std::string& place)
{
    const QString fileName = fileNameFor(place);
    const auto [found, isNew] = places_.try_emplace(fileName);
    if (isNew)
        found->second.path = folder_ + QLatin1Char('/') + fileName;
    return found->second;
}

Result<Done, Failure> OutboxFolder::compact(Place& place)
{
    place.file.reset();
    place.linesSinceCompaction = 0;
    return writeWhole(place.path, place.journal.compacted());
}

} // namespace hubbub::qt
