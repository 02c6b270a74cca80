// Where the operator's log goes: to systemd's journal with its fields, when standard error is connected to
// it, else as lines to standard error.
#pragma once

#include "server/core/server_core.h"

#include <string>
#include <string_view>

namespace hubbub::server {

class LogWriter {
public:
    /// `journalStream`: what JOURNAL_STREAM holds (systemd.exec(5)); `journalSocket`: where the journal
    /// listens.
    LogWriter(std::string_view journalStream, std::string journalSocket);
    /// As systemd has it in this process.
    LogWriter();
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;
    ~LogWriter();

    /// Printable, whatever the text holds.
    void write(const LogNotice& notice);
    bool isJournal() const { return socket_ >= 0; }

    /// `warning room: …`
    static std::string line(const LogNotice& notice);
    /// One entry of the journal's own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).
    static std::string journalEntry(const LogNotice& notice);

private:
    bool sendToJournal(const LogNotice& notice) const;

    std::string journalSocket_;
    int socket_ = -1;
};

} // namespace hubbub::server
