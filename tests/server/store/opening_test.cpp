// What a data folder must be like for a server to start on it, and the one clear sentence it gets otherwise.
#include "tests/server/store/store_folder.h"

#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

unsigned modeOf(const std::filesystem::path& path)
{
    struct stat status = {};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

void write(const std::filesystem::path& path, const QByteArray& bytes, qint64 offset = -1)
{
    QFile file(QString::fromStdString(path.string()));
    const bool isOpen = file.open(offset < 0 ? QIODevice::WriteOnly : QIODevice::ReadWrite);
    CHECK(isOpen && (offset < 0 || file.seek(offset)) && file.write(bytes) == bytes.size());
}

QByteArray read(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    CHECK(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// A folder with a room of some events, closed.
void fill(StoreFolder& folder)
{
    folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("b0b", 2))};
    for (std::uint32_t number = 1; number <= 300; ++number)
        commands.push_back(commandAt(2 + number, say(1, outboxOf(1), number, std::string(200, 'x'))));
    folder.append(commands);
    folder.close();
}

} // namespace

#define VERIFY_SAYS(text, part)                                                                              \
    QVERIFY2(QString::fromStdString(text).contains(QLatin1String(part)), (text).c_str())

class OpeningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesFolderAndFilesForTheOwnerAlone();
    void leavesAFolderThatIsThereAsItIs();
    void refusesAFolderThatCannotBeMade();
    void refusesAFolderThatCannotBeWritten();
    void refusesAFolderInUse();
    void refusesAForeignFile_data();
    void refusesAForeignFile();
    void refusesTheDatabaseOfANewerVersion();
    void beginsAnewInAnEmptyFile();
    void refusesADamagedDatabase_data();
    void refusesADamagedDatabase();
    void refusesGarbageInThePages();
    void makesKeysAgainForAnotherUnicodeVersion();
    void keepsAReserveOfOneMebibyte();
};

void OpeningTest::makesFolderAndFilesForTheOwnerAlone()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    QCOMPARE(modeOf(folder.path()), 0700U);
    QCOMPARE(modeOf(folder.database()), 0600U);
    QCOMPARE(modeOf(folder.database().string() + "-wal"), 0600U);
    QCOMPARE(modeOf(folder.path() / "hubbubd.lock"), 0600U);
    QCOMPARE(modeOf(folder.path() / "reserve"), 0600U);
}

void OpeningTest::leavesAFolderThatIsThereAsItIs()
{
    StoreFolder folder;
    QCOMPARE(mkdir(folder.path().c_str(), 0750), 0);
    QCOMPARE(chmod(folder.path().c_str(), 0750), 0);
    folder.open();
    QCOMPARE(modeOf(folder.path()), 0750U);
}

void OpeningTest::refusesAFolderThatCannotBeMade()
{
    QTemporaryDir temporary;
    const std::filesystem::path file = temporary.path().toStdString() + "/file";
    write(file, "x");
    SeededEntropy entropy(1);
    for (const std::filesystem::path& path : {file / "data", std::filesystem::path("/proc/hubbub")}) {
        const auto opened = SqliteStore::open(path, Durability::normal, entropy);
        QVERIFY(!opened);
        VERIFY_SAYS(opened.error().context, "The data folder " + path.string().append(" cannot be made: "));
    }
}

void OpeningTest::refusesAFolderThatCannotBeWritten()
{
    SeededEntropy entropy(1);
    // Not even root writes here.
    const auto kernel = SqliteStore::open("/proc/self", Durability::normal, entropy);
    QVERIFY(!kernel);
    VERIFY_SAYS(kernel.error().context, "The data folder /proc/self is not writable: ");
    if (geteuid() == 0)
        return;
    StoreFolder folder;
    QCOMPARE(mkdir(folder.path().c_str(), 0500), 0);
    VERIFY_SAYS(folder.tryOpen(), "is not writable: Permission denied.");
}

void OpeningTest::refusesAFolderInUse()
{
    StoreFolder folder;
    folder.open();
    SeededEntropy entropy(1);
    const auto second = SqliteStore::open(folder.path(), Durability::normal, entropy);
    QVERIFY(!second);
    VERIFY_SAYS(second.error().context, "is in use by another hubbubd.");
    folder.close();
    QVERIFY(SqliteStore::open(folder.path(), Durability::normal, entropy));
}

void OpeningTest::refusesAForeignFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("says");
    QTest::newRow("a text") << QByteArray(5000, 'x') << QByteArray()
                            << "cannot be read: file is not a database.";
    QTest::newRow("a short text") << QByteArray("x") << QByteArray() << "was not made by hubbubd.";
    QTest::newRow("another program's database")
        << QByteArray() << QByteArray("CREATE TABLE mail (id INTEGER)") << "was not made by hubbubd.";
    QTest::newRow("another program's marked database")
        << QByteArray()
        << QByteArray("PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE mail (id)")
        << "was not made by hubbubd.";
}

void OpeningTest::refusesAForeignFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, sql);
    QFETCH(QString, says);
    StoreFolder folder;
    QVERIFY(std::filesystem::create_directory(folder.path()));
    write(folder.database(), bytes);
    if (!sql.isEmpty())
        folder.change(sql.constData());
    const QByteArray before = read(folder.database());
    const std::string failure = folder.tryOpen();
    VERIFY_SAYS(failure, says.toLatin1().constData());
    VERIFY_SAYS(failure, folder.database().c_str());
    QCOMPARE(read(folder.database()), before);
}

void OpeningTest::refusesTheDatabaseOfANewerVersion()
{
    StoreFolder folder;
    fill(folder);
    folder.change("PRAGMA user_version = 99");
    const QByteArray before = read(folder.database());
    VERIFY_SAYS(folder.tryOpen(), "was made by a newer hubbubd (schema 99, this one knows ");
    QCOMPARE(read(folder.database()), before);
}

void OpeningTest::beginsAnewInAnEmptyFile()
{
    // A server killed while it made the file leaves it like this.
    StoreFolder folder;
    QVERIFY(std::filesystem::create_directory(folder.path()));
    write(folder.database(), {});
    QCOMPARE(folder.tryOpen(), std::string());
    folder.close();

    StoreFolder prepared;
    QVERIFY(std::filesystem::create_directory(prepared.path()));
    write(prepared.database(), {});
    prepared.change("PRAGMA journal_mode = WAL");
    QCOMPARE(prepared.tryOpen(), std::string());
}

void OpeningTest::refusesADamagedDatabase_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("says");
    QTest::newRow("a text was changed")
        << QByteArray("UPDATE events SET text = 'forged' WHERE seq = 200") << "event 200 has been changed.";
    QTest::newRow("a name was changed")
        << QByteArray("UPDATE events SET name = 'bob' WHERE seq = 7") << "event 7 has been changed.";
    QTest::newRow("an event is missing")
        << QByteArray("DELETE FROM events WHERE seq = 100") << "events are missing.";
    QTest::newRow("the last event is missing")
        << QByteArray("DELETE FROM events WHERE seq = 302") << "events are missing.";
    QTest::newRow("a column is empty")
        << QByteArray("UPDATE events SET salt = NULL WHERE seq = 5") << "event 5 is damaged.";
    QTest::newRow("the chain is short")
        << QByteArray("UPDATE events SET chain = x'00' WHERE seq = 5") << "event 5 is damaged.";
    QTest::newRow("the room is gone")
        << QByteArray("DELETE FROM room") << "its room row is missing or damaged.";
    QTest::newRow("the room is another") << QByteArray("UPDATE room SET chain = zeroblob(32)")
                                         << "its tables do not belong to its last event.";
    QTest::newRow("a member has no key")
        << QByteArray("UPDATE members SET key = x'00'") << "its tables of members are damaged.";
    QTest::newRow("a member has a number not given yet")
        << QByteArray("UPDATE room SET next_member = 2") << "its tables of members are damaged.";
    QTest::newRow("a table is gone") << QByteArray("DROP TABLE outboxes") << "no such table: outboxes.";
}

void OpeningTest::refusesADamagedDatabase()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, says);
    StoreFolder folder;
    fill(folder);
    folder.change(sql.constData());
    const std::string failure = folder.tryOpen();
    VERIFY_SAYS(failure, says.toLatin1().constData());
    VERIFY_SAYS(failure, folder.database().c_str());
}

void OpeningTest::refusesGarbageInThePages()
{
    StoreFolder folder;
    fill(folder);
    const QByteArray whole = read(folder.database());
    QVERIFY(whole.size() > qsizetype{20} * 4096);
    for (const qint64 page : {1, 5, 12}) {
        write(folder.database(), whole);
        write(folder.database(), QByteArray(64, '\xee'), page * 4096);
        VERIFY_SAYS(folder.tryOpen(), "The database ");
    }
    write(folder.database(), whole.first(whole.size() / 2));
    VERIFY_SAYS(folder.tryOpen(), "The database ");
    write(folder.database(), whole);
    QCOMPARE(folder.tryOpen(), std::string());
}

void OpeningTest::makesKeysAgainForAnotherUnicodeVersion()
{
    StoreFolder folder;
    fill(folder);
    folder.open();
    QCOMPARE(folder.restored.state.members[1].keys, keysOf("b0b")); // as the commands said
    folder.close();
    folder.change("UPDATE room SET unicode_version = '1.1.5'");
    folder.open();
    QCOMPARE(folder.restored.state.members[1].keys, chat::nameKeysOf("b0b"));
    QVERIFY(folder.store().fold().holderOf(chat::nameKeysOf("anna")));
    folder.change("UPDATE members SET lookalike_key = 'as written'");
    folder.open(); // once only
    QCOMPARE(folder.restored.state.members[1].keys.lookalike, std::string("as written"));
}

void OpeningTest::keepsAReserveOfOneMebibyte()
{
    StoreFolder folder;
    folder.open();
    struct stat status = {};
    QCOMPARE(stat((folder.path() / "reserve").c_str(), &status), 0);
    QCOMPARE(status.st_size, off_t{1024} * 1024);
    QVERIFY(status.st_blocks * 512 >= status.st_size); // real blocks, no hole
}

QTEST_APPLESS_MAIN(OpeningTest)
#include "opening_test.moc"
