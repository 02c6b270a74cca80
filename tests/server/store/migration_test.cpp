// How a database of an earlier version becomes one of this version, and what is left of it if it does not.
#include "server/store/backup.h"
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"

#include <QFile>
#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// One version more than the program has, as a later one may add it.
std::vector<const char*> stepsAnd(const char* further)
{
    const SchemaSteps steps = schemaSteps();
    std::vector<const char*> more(steps.begin(), steps.end());
    more.push_back(further);
    return more;
}

constexpr const char* addsMotto = "ALTER TABLE room ADD COLUMN motto TEXT NOT NULL DEFAULT 'none';"
                                  "CREATE TABLE bans (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID";

/// A store that the hubbubd of that time has made (tests/data/stores/README.md).
QString fixture(std::int64_t version)
{
    return QStringLiteral(HUBBUB_SOURCE_DIR "/tests/data/stores/schema-%1.db").arg(version);
}

void copyFixture(std::int64_t version, const StoreFolder& folder)
{
    std::filesystem::create_directory(folder.path());
    const QString target = QString::fromStdString(folder.database().string());
    const bool isCopied = QFile::copy(fixture(version), target)
                       && QFile::setPermissions(target, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isCopied)
        qFatal("there is no fixture of schema %lld", static_cast<long long>(version));
}

std::int64_t numberIn(const std::filesystem::path& file, const char* sql)
{
    auto database = Database::open(file);
    CHECK(database);
    return database->number(sql).value_or(-1);
}

} // namespace

#define VERIFY_SAYS(text, part)                                                                              \
    QVERIFY2(QString::fromStdString(text).contains(QLatin1String(part)), (text).c_str())

class MigrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAStoreOfEveryVersion_data();
    void opensAStoreOfEveryVersion();
    void takesTheStepsAndKeepsACopyOfHowItWas();
    void anEmptyFileTakesAllSteps();
    void leavesEverythingAsItWasIfAStepFails();
    void leavesEverythingAsItWasIfTheCopyCannotBeMade();
    void replacesTheCopyOfAnEarlierTry();
    void opensWhatNeedsNoStepWithoutACopy();

private:
    static Result<std::optional<Migration>, Failure> prepare(StoreFolder& folder, SchemaSteps steps)
    {
        auto database = Database::open(folder.database());
        CHECK(database);
        return prepareSchema(*database, folder.database(), Durability::normal, folder.entropy(), steps);
    }
    static std::filesystem::path copyOf(const StoreFolder& folder)
    {
        return folder.database().string() + ".schema-" + std::to_string(schemaVersion());
    }
};

void MigrationTest::opensAStoreOfEveryVersion_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= schemaVersion(); ++version)
        QTest::addRow("%d", version) << version;
}

void MigrationTest::opensAStoreOfEveryVersion()
{
    QFETCH(int, version);
    StoreFolder folder;
    copyFixture(version, folder);
    QCOMPARE(numberIn(folder.database(), "PRAGMA user_version"), version);
    QCOMPARE(folder.tryOpen(), std::string());
    const FoldState state = folder.restored.state;
    QVERIFY(state.head >= Seq{5});
    QVERIFY(!state.members.empty());
    QCOMPARE(folder.restored.tail.size(), state.head.value);
    QCOMPARE(numberIn(folder.database(), "SELECT count(*) FROM submissions"),
             numberIn(folder.database(), "SELECT count(*) FROM events WHERE number > 0"));
    QCOMPARE(folder.restored.formerNames.size(), std::size_t{version >= 4});

    // The room goes on: who is there speaks, somebody comes.
    const FoldedMember& present = state.members.front();
    const auto later = state.lastTime.milliseconds + 1;
    const auto outcomes =
        folder.append({commandAt(later, leave(present.id.value)), commandAt(later, joinAs("newcomer", 99))});
    QCOMPARE(countCommitted(outcomes), std::size_t{2});
    folder.open();
    QCOMPARE(folder.restored.state.head, Seq{state.head.value + 2});
}

void MigrationTest::takesTheStepsAndKeepsACopyOfHowItWas()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1))});
    const LogId log = folder.restored.log;
    folder.close();

    const auto steps = stepsAnd(addsMotto);
    const auto migration = prepare(folder, steps);
    QVERIFY2(migration.has_value(), migration ? "" : migration.error().context.c_str());
    QVERIFY(migration->has_value());
    QCOMPARE((*migration)->from, schemaVersion());
    QCOMPARE((*migration)->to, schemaVersion() + 1);
    QCOMPARE((*migration)->copy, copyOf(folder));
    QCOMPARE(numberIn(folder.database(), "PRAGMA user_version"), schemaVersion() + 1);
    QCOMPARE(numberIn(folder.database(), "SELECT count(*) FROM room WHERE motto = 'none'"), 1);
    QCOMPARE(numberIn(folder.database(), "SELECT count(*) FROM events"), 2);
    VERIFY_SAYS(folder.tryOpen(), "was made by a newer hubbubd (schema ");

    // The copy is a whole store of before, whose first start draws a new log id.
    std::filesystem::rename(copyOf(folder), folder.database());
    std::filesystem::remove(folder.database().string() + "-wal");
    folder.open();
    QCOMPARE(folder.restored.state.head, Seq{2});
    QVERIFY(folder.restored.log != log);
}

void MigrationTest::anEmptyFileTakesAllSteps()
{
    StoreFolder folder;
    QVERIFY(std::filesystem::create_directory(folder.path()));
    QFile file(QString::fromStdString(folder.database().string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto steps = stepsAnd(addsMotto);
    const auto migration = prepare(folder, steps);
    QVERIFY(migration.has_value() && !migration->has_value());
    QCOMPARE(numberIn(folder.database(), "PRAGMA user_version"), schemaVersion() + 1);
    QCOMPARE(numberIn(folder.database(), "SELECT count(*) FROM room WHERE motto = 'none'"), 1);
    QVERIFY(!std::filesystem::exists(copyOf(folder)));
}

void MigrationTest::leavesEverythingAsItWasIfAStepFails()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    folder.close();
    const auto steps = stepsAnd("CREATE TABLE bans (id); ALTER TABLE nowhere ADD COLUMN x");
    const auto migration = prepare(folder, steps);
    QVERIFY(!migration);
    VERIFY_SAYS(migration.error().context, " which failed, and is as it was: no such table: nowhere.");
    QCOMPARE(numberIn(folder.database(), "PRAGMA user_version"), schemaVersion());
    QCOMPARE(numberIn(folder.database(), "SELECT count(*) FROM sqlite_schema WHERE name = 'bans'"), 0);
    QCOMPARE(folder.tryOpen(), std::string());
    QCOMPARE(folder.restored.state.head, Seq{1});
}

void MigrationTest::leavesEverythingAsItWasIfTheCopyCannotBeMade()
{
    StoreFolder folder;
    folder.open();
    folder.close();
    // A folder with something in it stands in the way.
    QVERIFY(std::filesystem::create_directories(copyOf(folder) / "x"));
    const auto steps = stepsAnd(addsMotto);
    const auto migration = prepare(folder, steps);
    QVERIFY(!migration);
    VERIFY_SAYS(migration.error().context, " cannot be written: File exists.");
    VERIFY_SAYS(migration.error().context, copyOf(folder).c_str());
    QCOMPARE(folder.tryOpen(), std::string());
}

void MigrationTest::replacesTheCopyOfAnEarlierTry()
{
    StoreFolder folder;
    folder.open();
    folder.close();
    const auto fails = stepsAnd("no sql");
    QVERIFY(!prepare(folder, fails));
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    folder.close();
    const auto steps = stepsAnd(addsMotto);
    QVERIFY(prepare(folder, steps));
    QCOMPARE(numberIn(copyOf(folder), "SELECT head FROM room"), 1);
}

void MigrationTest::opensWhatNeedsNoStepWithoutACopy()
{
    StoreFolder folder;
    folder.open();
    folder.open();
    QVERIFY(!std::filesystem::exists(copyOf(folder)));
}

QTEST_APPLESS_MAIN(MigrationTest)
#include "migration_test.moc"
