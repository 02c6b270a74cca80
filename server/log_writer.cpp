// The journal's protocol is a datagram of fields, and stable by promise; why not libsystemd is told in
// service_manager.cpp.
#include "server/log_writer.h"

#include "protocol/chat/text.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace hubbub::server {

namespace {

constexpr std::string_view usualJournalSocket = "/run/systemd/journal/socket";

std::string_view levelWord(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "";
}

/// syslog(3)'s numbers.
char priorityOf(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return '7';
    case LogLevel::info:
        return '6';
    case LogLevel::warning:
        return '4';
    case LogLevel::error:
        return '3';
    }
    return '6';
}

/// True if standard error is the stream that the journal gave: who redirects it wants the lines there.
bool isStandardError(std::string_view journalStream)
{
    struct stat status = {};
    if (journalStream.empty() || ::fstat(STDERR_FILENO, &status) != 0)
        return false;
    return journalStream == std::to_string(status.st_dev) + ':' + std::to_string(status.st_ino);
}

void addField(std::string& entry, std::string_view name, std::string_view value)
{
    entry += name;
    if (value.find('\n') == std::string_view::npos) {
        entry += '=';
    } else {
        // With its length, in 64 bits, little-endian.
        entry += '\n';
        for (unsigned shift = 0; shift < 64; shift += 8)
            entry += static_cast<char>(static_cast<std::uint64_t>(value.size()) >> shift);
    }
    entry += value;
    entry += '\n';
}

const char* textOrNothing(const char* text)
{
    return text != nullptr ? text : "";
}

} // namespace

LogWriter::LogWriter()
    : LogWriter(textOrNothing(std::getenv("JOURNAL_STREAM")), std::string(usualJournalSocket))
{
}

LogWriter::LogWriter(std::string_view journalStream, std::string journalSocket)
    : journalSocket_(std::move(journalSocket))
{
    if (isStandardError(journalStream) && journalSocket_.size() < sizeof(sockaddr_un::sun_path))
        socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

LogWriter::~LogWriter()
{
    if (socket_ >= 0)
        ::close(socket_);
}

void LogWriter::write(const LogNotice& notice)
{
    if (socket_ >= 0 && sendToJournal(notice))
        return;
    const std::string text = line(notice) + '\n';
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

/// The room does not wait for a journal that has no time: then the line takes the way of standard error.
bool LogWriter::sendToJournal(const LogNotice& notice) const
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, journalSocket_.data(), journalSocket_.size());
    const std::string entry = journalEntry(notice);
    return ::sendto(socket_, entry.data(), entry.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                    reinterpret_cast<const sockaddr*>(&address), sizeof address)
        == static_cast<ssize_t>(entry.size());
}

std::string LogWriter::line(const LogNotice& notice)
{
    return std::string(levelWord(notice.level)) + ' ' + std::string(notice.category) + ": "
         + chat::printable(notice.text);
}

std::string LogWriter::journalEntry(const LogNotice& notice)
{
    std::string entry;
    addField(entry, "PRIORITY", std::string_view(std::string(1, priorityOf(notice.level))));
    addField(entry, "SYSLOG_IDENTIFIER", "hubbubd");
    addField(entry, "HUBBUB_CATEGORY", notice.category);
    addField(entry, "MESSAGE", chat::printable(notice.text));
    return entry;
}

} // namespace hubbub::server
