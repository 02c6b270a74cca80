// The journals of a profile, one per server place, opened as they are needed. Only for whoever holds the
// profile's lock.
#pragma once

#include "protocol/base/result.h"
#include "protocol/qt/outbox_journal.h"

#include <QFile>
#include <QString>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hubbub::qt {

class OutboxFolder {
public:
    /// Reads every journal there is, and shortens those that have grown or were torn. Fails if one is
    /// damaged.
    static Result<OutboxFolder, Failure> open(const QString& folder);

    std::optional<client::RestoredOutbox> restored(const std::string& place) const;
    /// Given to the system before it returns, so that it outlives this process; forced onto the disk only
    /// when an outbox is drawn: what a power cut takes away besides, the server's next number makes up for. A
    /// failure leaves the journal as it was.
    Result<Done, Failure> append(const std::string& place, const std::vector<client::JournalEntry>& entries);

private:
    struct Place {
        QString path;
        OutboxJournal journal;
        std::unique_ptr<QFile> file;
        qsizetype linesSinceCompaction = 0;
    };

    explicit OutboxFolder(QString folder) : folder_(std::move(folder)) {}
    Place& placeFor(const std::string& place);
    Result<Done, Failure> load(const QString& fileName);
    static Result<Done, Failure> write(Place& place, const std::vector<client::JournalEntry>& entries);
    Result<Done, Failure> compact(Place& place);

    QString folder_;
    /// By file name.
    std::map<QString, Place> places_;
};

} // namespace hubbub::qt
