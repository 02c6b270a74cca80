// The file in which a client writes down its outbox before it sends: one entry a line, each with a checksum,
// so that a line that a crash tore is told from damage. Knows the file's text, not where it lies.
#pragma once

#include "protocol/client/journal.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace hubbub::qt {

QByteArray journalLine(const client::JournalEntry& entry);

/// Whether it must have been forced onto the disk before anything is sent or told. What a power cut takes of
/// the rest costs at most texts that were not shown as sent. But with its old number a text would be refused
/// that is in the log under the other one, and what was shown as refused would be said after all.
bool mustOutlivePowerCut(const client::JournalEntry& entry);

/// What a journal comes to.
class OutboxJournal {
public:
    /// Nothing if a line other than the last is damaged; then `damagedLine` tells which, from 1.
    static std::optional<OutboxJournal> parse(const QByteArray& text, qsizetype& damagedLine);

    void apply(const client::JournalEntry& entry);
    /// Nothing before an outbox was drawn.
    std::optional<client::RestoredOutbox> restored() const;
    /// The shortest journal that comes to the same.
    QByteArray compacted() const;
    bool hasUnsettled() const { return !unsettled_.empty(); }

private:
    bool applyLine(const QByteArray& line);

    std::optional<OutboxId> outbox_;
    SubmissionNumber nextNumber_{1};
    std::map<SubmissionNumber, client::SubmissionNumbered> unsettled_;
};

} // namespace hubbub::qt
