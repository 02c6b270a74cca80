// What is read and copied of a store from outside, while its server has it.
#include "server/store/backup.h"
#include "server/store/log_reader.h"
#include "tests/server/store/store_folder.h"

#include <QTest>

#include <sys/stat.h>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

#define VERIFY_SAYS(text, part)                                                                              \
    QVERIFY2(QString::fromStdString(text).contains(QLatin1String(part)), (text).c_str())

namespace {

/// Numbers 1 to 12, at 1 to 12 ms; number 2 is void: nobody is there to say it.
void fill(StoreFolder& folder)
{
    folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1)), commandAt(2, say(7, outboxOf(7), 1))};
    for (std::uint32_t number = 1; number <= 10; ++number)
        commands.push_back(commandAt(2 + number, say(1, outboxOf(1), number)));
    folder.append(commands);
}

} // namespace

class LogReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBesideTheServer();
    void readsWhatAServerHasLeft();
    void findsPlacesByTime();
    void changesNothing();
    void saysWhatItCannotRead();
    void copiesWhileTheServerWrites();
    void copiesOverNothing();
    void copiesNoRoomThatIsNotThere();
};

void LogReaderTest::readsBesideTheServer()
{
    StoreFolder folder;
    fill(folder);
    auto log = LogReader::open(folder.path());
    QVERIFY(log.has_value());
    QCOMPARE(log->log(), folder.restored.log);
    QCOMPARE(log->first(), Seq{1});
    QCOMPARE(log->head(), Seq{12});
    const auto rows = log->read(Seq{1}, 5);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), std::size_t{5});
    QVERIFY(std::holds_alternative<chat::VoidEvent>((*rows)[1].record));
    // What the server adds meanwhile does not belong to it, and is not held up by it.
    QCOMPARE(countCommitted(folder.append({commandAt(13, say(1, outboxOf(1), 11))})), std::size_t{1});
    QCOMPARE(log->head(), Seq{12});
    QVERIFY(!log->read(Seq{14}, 1));
    QCOMPARE(*log->chainAt(Seq{0}), std::optional(ChainValue{}));
    QCOMPARE(*log->chainAt(Seq{3}), std::optional(log->read(Seq{3}, 1)->front().chain));
}

void LogReaderTest::readsWhatAServerHasLeft()
{
    StoreFolder folder;
    fill(folder);
    folder.close();
    auto log = LogReader::open(folder.path());
    QVERIFY2(log.has_value(), log ? "" : log.error().context.c_str());
    QCOMPARE(log->read(Seq{1}, 100)->size(), std::size_t{12});
}

void LogReaderTest::findsPlacesByTime()
{
    StoreFolder folder;
    fill(folder);
    auto log = LogReader::open(folder.path());
    QVERIFY(log.has_value());
    QCOMPARE(*log->firstSince(WallTime{0}), Seq{1});
    QCOMPARE(*log->firstSince(WallTime{5}), Seq{5});
    QCOMPARE(*log->firstSince(WallTime{13}), Seq{13});
    QCOMPARE(*log->lastUntil(WallTime{0}), Seq{0});
    QCOMPARE(*log->lastUntil(WallTime{5}), Seq{5});
    QCOMPARE(*log->lastUntil(WallTime{99}), Seq{12});
}

void LogReaderTest::changesNothing()
{
    StoreFolder folder;
    fill(folder);
    folder.close();
    const auto writtenAt = std::filesystem::last_write_time(folder.database());
    {
        auto log = LogReader::open(folder.path());
        QVERIFY(log.has_value() && log->read(Seq{1}, 100));
    }
    QCOMPARE(std::filesystem::last_write_time(folder.database()), writtenAt);
    QCOMPARE(folder.tryOpen(), std::string());
}

void LogReaderTest::saysWhatItCannotRead()
{
    StoreFolder folder;
    const auto nothing = LogReader::open(folder.path());
    QVERIFY(!nothing);
    VERIFY_SAYS(nothing.error().context, "hubbub.db cannot be read: unable to open database file.");
    fill(folder);
    folder.close();
    folder.change("UPDATE events SET salt = NULL WHERE seq = 4");
    auto damaged = LogReader::open(folder.path());
    QVERIFY(damaged.has_value());
    const auto rows = damaged->read(Seq{1}, 12);
    QVERIFY(!rows);
    VERIFY_SAYS(rows.error().context, "is damaged: event 4 is damaged.");
    folder.change("PRAGMA user_version = 99");
    const auto newer = LogReader::open(folder.path());
    QVERIFY(!newer);
    VERIFY_SAYS(newer.error().context, "was made by a newer hubbubd (schema 99,");
}

void LogReaderTest::copiesWhileTheServerWrites()
{
    StoreFolder folder;
    fill(folder);
    StoreFolder copy(8);
    QVERIFY(std::filesystem::create_directory(copy.path()));
    const auto done = backUpFolder(folder.path(), copy.database());
    QVERIFY2(done.has_value(), done ? "" : done.error().context.c_str());
    QCOMPARE(countCommitted(folder.append({commandAt(13, say(1, outboxOf(1), 11))})), std::size_t{1});

    struct stat status = {};
    QCOMPARE(stat(copy.database().c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    QVERIFY(!std::filesystem::exists(copy.database().string() + "-wal"));
    QVERIFY(!std::filesystem::exists(copy.database().string() + ".part"));
    const LogId original = folder.restored.log;
    folder.open();
    QCOMPARE(folder.restored.log, original);
    copy.open();
    QVERIFY(copy.restored.log != original);
    QCOMPARE(copy.restored.state.head, Seq{12});
    // Once only.
    const LogId drawn = copy.restored.log;
    copy.open();
    QCOMPARE(copy.restored.log, drawn);
}

void LogReaderTest::copiesOverNothing()
{
    StoreFolder folder;
    fill(folder);
    const auto onto = backUpFolder(folder.path(), folder.database());
    QVERIFY(!onto);
    VERIFY_SAYS(onto.error().context, "Nothing was saved: the copy ");
    VERIFY_SAYS(onto.error().context, "cannot be written: File exists.");
    const auto nowhere = backUpFolder(folder.path(), "/proc/hubbub/copy.db");
    QVERIFY(!nowhere);
    VERIFY_SAYS(nowhere.error().context, "the copy /proc/hubbub/copy.db cannot be written: No such file");
    QCOMPARE(folder.tryOpen(), std::string());
    QCOMPARE(folder.restored.state.head, Seq{12});
}

void LogReaderTest::copiesNoRoomThatIsNotThere()
{
    StoreFolder folder;
    QVERIFY(std::filesystem::create_directory(folder.path()));
    const auto target = folder.path() / "copy.db";
    QVERIFY(!backUpFolder(folder.path(), target));
    QVERIFY(!std::filesystem::exists(target));
    QVERIFY(!std::filesystem::exists(folder.database()));
}

QTEST_APPLESS_MAIN(LogReaderTest)
#include "log_reader_test.moc"
