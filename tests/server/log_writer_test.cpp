// The operator's log as lines, and as entries of systemd's journal, for which a socket of the test's own
// stands.
#include "server/log_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

using namespace hubbub;
using namespace hubbub::server;

namespace {

/// As systemd tells it to a service whose standard error goes to the journal.
std::string streamOfStandardError()
{
    struct stat status = {};
    ::fstat(STDERR_FILENO, &status);
    return std::to_string(status.st_dev) + ':' + std::to_string(status.st_ino);
}

class Journal {
public:
    explicit Journal(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_DGRAM, 0))
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        isOpen_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Journal() { ::close(socket_); }
    bool isOpen() const { return isOpen_; }
    std::string take() const
    {
        std::array<char, 4096> buffer{};
        const auto size = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        return size < 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(size));
    }

private:
    int socket_;
    bool isOpen_ = false;
};

} // namespace

class LogWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLineHasLevelAndCategory()
    {
        QCOMPARE(LogWriter::line({LogLevel::warning, "room", "something"}),
                 std::string("warning room: something"));
        QCOMPARE(LogWriter::line({LogLevel::info, "session", "a\x1b[31mb"}).find('\x1b'), std::string::npos);
    }

    void anEntryHasFields_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("priority");
        QTest::newRow("debug") << static_cast<int>(LogLevel::debug) << QStringLiteral("7");
        QTest::newRow("info") << static_cast<int>(LogLevel::info) << QStringLiteral("6");
        QTest::newRow("warning") << static_cast<int>(LogLevel::warning) << QStringLiteral("4");
        QTest::newRow("error") << static_cast<int>(LogLevel::error) << QStringLiteral("3");
    }
    void anEntryHasFields()
    {
        QFETCH(const int, level);
        QFETCH(const QString, priority);
        QCOMPARE(LogWriter::journalEntry({static_cast<LogLevel>(level), "store", "not stored: full"}),
                 "PRIORITY=" + priority.toStdString()
                     + "\nSYSLOG_IDENTIFIER=hubbubd\nHUBBUB_CATEGORY=store\nMESSAGE=not stored: full\n");
    }

    /// Nothing in a text can make a field of its own.
    void linesWithinATextStayInItsField()
    {
        const std::string entry = LogWriter::journalEntry({LogLevel::info, "admin", "a\nPRIORITY=0"});
        const std::string message =
            std::string("MESSAGE\n") + std::string("\x0c\0\0\0\0\0\0\0", 8) + "a\nPRIORITY=0\n";
        QVERIFY(entry.ends_with(message));
    }

    void theJournalGetsEntriesWhereStandardErrorIsItsStream()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("socket")).toStdString();
        const Journal journal(path);
        QVERIFY(journal.isOpen());
        LogWriter log(streamOfStandardError(), path);
        QVERIFY(log.isJournal());
        log.write({LogLevel::info, "room", "小明 (#1) joined"});
        QCOMPARE(journal.take(), LogWriter::journalEntry({LogLevel::info, "room", "小明 (#1) joined"}));
    }

    void elsewhereLinesGoToStandardError()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("socket")).toStdString();
        const Journal journal(path);
        for (const std::string& stream : {std::string(), std::string("1:1"), std::string("x")}) {
            LogWriter log(stream, path);
            QVERIFY(!log.isJournal());
        }
        // Nobody listens there: the line is not lost.
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        const int before = ::dup(STDERR_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        LogWriter log(streamOfStandardError(), folder.filePath(QStringLiteral("none")).toStdString());
        const bool isJournal = log.isJournal();
        log.write({LogLevel::error, "store", "x"});
        ::dup2(before, STDERR_FILENO);
        ::close(before);
        ::close(ends[1]);
        std::array<char, 64> line{};
        const auto size = ::read(ends[0], line.data(), line.size());
        ::close(ends[0]);
        QVERIFY(isJournal);
        QCOMPARE(std::string(line.data(), static_cast<std::size_t>(size)), std::string("error store: x\n"));
    }
};

QTEST_APPLESS_MAIN(LogWriterTest)
#include "log_writer_test.moc"
