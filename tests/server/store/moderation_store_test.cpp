// What moderation leaves in the database: restrictions that hold after a start, texts that are gone, and a
// record of who did it.
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"

#include <QFile>
#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

const PublicKey adminKey{{9, 9}};

Moderator admin()
{
    return {MemberId{1}, "anna", adminKey};
}

RestrictCommand ban(const chat::RestrictedSet& whom, std::optional<WallTime> until = {})
{
    return {admin(), chat::RestrictionKind::ban, whom, "bob", until, "spam"};
}

bool holds(const std::filesystem::path& file, const char* text)
{
    QFile bytes(QString::fromStdString(file.string()));
    return bytes.open(QIODevice::ReadOnly) && bytes.readAll().contains(text);
}

} // namespace

class ModerationStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsFoundAgainAndFoldsTheSame()
    {
        StoreFolder folder;
        folder.open();
        AnnounceCommand question{MemberId{1}, "anna", "fire drill", std::nullopt, true};
        folder.append({
            commandAt(1, joinAs("anna", 1)),
            commandAt(2, joinAs("bob", 2)),
            commandAt(3, say(2, outboxOf(2), 1)),
            commandAt(4, ban(PublicKey{{7}}, WallTime{5'000})),
            commandAt(5, ban(*AddressRange::parse("10.1.0.0/16"))),
            commandAt(6, ban(PublicKey{{8}})),
            commandAt(7, LiftCommand{admin(), Seq{6}}),
            commandAt(8, RenameCommand{MemberId{2}, "rob", keysOf("rob")}),
            commandAt(9, TopicCommand{admin(), "tea"}),
            commandAt(10, LockCommand{admin(), true}),
            commandAt(11, question),
            commandAt(12, ConfirmCommand{MemberId{2}, Seq{11}}),
            commandAt(13, RemoveCommand{admin(), Seq{3}, "spam"}),
        });
        const FoldState before = folder.store().fold().state();
        QCOMPARE(before.restrictions.size(), std::size_t{2});
        QCOMPARE(before.questions.front().confirmed.size(), std::size_t{2});
        folder.close();
        QCOMPARE(refold(folder.path()), before);
        folder.open();
        QCOMPARE(folder.restored.state, before);
        // The first ban ends by the times of events.
        folder.append({commandAt(6'000, LockCommand{admin(), false})});
        QCOMPARE(folder.store().fold().state().restrictions.size(), std::size_t{1});
        const FoldState after = folder.store().fold().state();
        folder.close();
        QCOMPARE(refold(folder.path()), after);
    }

    void theLastFormerNameIsKeptOfWhoIsPresent()
    {
        StoreFolder folder;
        folder.open();
        folder.append(
            {commandAt(1, joinAs("anna", 1)), commandAt(1, joinAs("bob", 2)), commandAt(1, joinAs("cleo", 3)),
             commandAt(2, RenameCommand{MemberId{1}, "berta", keysOf("berta")}),
             commandAt(3, RenameCommand{MemberId{1}, "carla", keysOf("carla")}),
             commandAt(4, RenameCommand{MemberId{2}, "rob", keysOf("rob")}), commandAt(5, leave(2))});
        QVERIFY(folder.restored.formerNames.empty());
        folder.open();
        const std::vector<FormerName> kept = {{MemberId{1}, "berta"}};
        QCOMPARE(folder.restored.formerNames, kept);
    }

    void aRemovedTextIsNowhereInTheFiles()
    {
        StoreFolder folder;
        folder.open();
        SayCommand secret = say(1, outboxOf(1), 1);
        secret.text = "the-secret-words";
        folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, secret)});
        QVERIFY(holds(folder.database().string() + "-wal", "the-secret-words")
                || holds(folder.database(), "the-secret-words"));
        folder.append({commandAt(3, RemoveCommand{admin(), Seq{2}, ""})});
        QVERIFY(!holds(folder.database().string() + "-wal", "the-secret-words"));
        QVERIFY(!holds(folder.database(), "the-secret-words"));
        const auto records = folder.store().readRecords({QueryId{1}, Seq{2}, 1}).records;
        const auto record = chat::decodeLogRecord(records.front());
        QVERIFY(std::holds_alternative<chat::Tombstone>(std::get<chat::Event>(*record).content));
        // Whoever asks again what became of it is told, as before.
        const auto found = folder.store().findSubmission(outboxOf(1), SubmissionNumber{1});
        QVERIFY(found && *found && (*found)->seq == Seq{2});
        folder.open();
        QCOMPARE(folder.restored.tail.size(), std::size_t{3});
    }

    void aRemovedTextIsGoneFromTheFilesWhenABackupEnds()
    {
        StoreFolder folder;
        folder.open();
        SayCommand secret = say(1, outboxOf(1), 1);
        secret.text = "the-secret-words";
        folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, secret)});
        auto reader = Database::openToRead(folder.database());
        QVERIFY(reader && reader->execute("BEGIN") && reader->number("SELECT count(*) FROM events"));
        folder.append({commandAt(3, RemoveCommand{admin(), Seq{2}, ""})});
        folder.store().doIdleWork();
        QVERIFY(holds(folder.database().string() + "-wal", "the-secret-words")
                || holds(folder.database(), "the-secret-words"));
        QVERIFY(folder.store().hasIdleWork());
        QVERIFY(reader->execute("COMMIT"));
        folder.store().doIdleWork();
        QVERIFY(!folder.store().hasIdleWork());
        QVERIFY(!holds(folder.database().string() + "-wal", "the-secret-words"));
        QVERIFY(!holds(folder.database(), "the-secret-words"));
    }

    /// Somebody may have been killed between a removal and the end of the log.
    void theLogIsCutOffAfterAStart()
    {
        StoreFolder folder;
        folder.open();
        folder.append({commandAt(1, joinAs("anna", 1))});
        QVERIFY(holds(folder.database().string() + "-wal", "anna"));
        QVERIFY(folder.store().hasIdleWork());
        folder.store().doIdleWork();
        QVERIFY(!holds(folder.database().string() + "-wal", "anna"));
    }

    void whoDidWhatIsWrittenDown()
    {
        StoreFolder folder;
        folder.open();
        LeaveCommand kick{MemberId{2}, chat::LeftReason::removed, "spam", std::nullopt, admin()};
        folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("bob", 2)), commandAt(3, kick),
                       commandAt(4, ban(PublicKey{{7}}, WallTime{5'000})),
                       commandAt(5, LiftCommand{{}, Seq{4}}), commandAt(6, LiftCommand{{}, Seq{4}})});
        folder.close();
        auto database = Database::open(folder.database());
        QVERIFY(database.has_value());
        QCOMPARE(database->number("SELECT count(*) FROM audit"), std::optional<std::int64_t>(3));
        QCOMPARE(database->number("SELECT count(*) FROM audit WHERE action = 'kick' AND by_name = 'anna' AND "
                                  "length(by_key) = 32 AND whom LIKE 'bob #2 %' AND reason = 'spam'"),
                 std::optional<std::int64_t>(1));
        QCOMPARE(database->number("SELECT count(*) FROM audit WHERE action = 'ban' AND until = 5000"),
                 std::optional<std::int64_t>(1));
        QCOMPARE(database->number("SELECT count(*) FROM audit WHERE action = 'lift' AND by_key IS NULL"),
                 std::optional<std::int64_t>(1));
    }

    void whatIsTakenBackWasNeverThere()
    {
        RoomFold fold;
        fold.apply(commandAt(1, joinAs("anna", 1)));
        fold.apply(commandAt(2, joinAs("bob", 2)));
        fold.apply(commandAt(3, ban(PublicKey{{7}}, WallTime{50})));
        fold.apply(commandAt(4, AnnounceCommand{{}, {}, "drill", std::nullopt, true}));
        const std::vector<decltype(Command::what)> all = {
            RenameCommand{MemberId{2}, "rob", keysOf("rob")},
            ban(PublicKey{{7}}),
            ban(PublicKey{{8}}),
            LiftCommand{admin(), Seq{3}},
            TopicCommand{admin(), "tea"},
            LockCommand{admin(), true},
            AnnounceCommand{{}, {}, "drill again", std::nullopt, true},
            ConfirmCommand{MemberId{2}, Seq{4}},
            RemoveCommand{admin(), Seq{4}, ""},
        };
        for (const auto& what : all) {
            const FoldState before = fold.state();
            FoldChange change;
            const auto effect = fold.apply(Command{WallTime{1'000}, {}, what}, change);
            QVERIFY(!std::holds_alternative<VoidReason>(effect.outcome));
            QVERIFY(fold.state() != before);
            fold.undo(change);
            QCOMPARE(fold.state(), before);
        }
    }

    void aRenameClaimsBothKeys()
    {
        RoomFold fold;
        fold.apply(commandAt(1, joinAs("anna", 1)));
        fold.apply(commandAt(2, joinAs("bob", 2)));
        const auto clash = [&](const chat::NameKeys& keys) {
            const auto effect = fold.apply(Command{WallTime{3}, {}, RenameCommand{MemberId{2}, "x", keys}});
            return std::holds_alternative<VoidReason>(effect.outcome);
        };
        const chat::NameKeys anna = keysOf("anna");
        QVERIFY(clash({anna.fold, "other"}));
        QVERIFY(clash({"other", anna.lookalike}));
        QVERIFY(!clash({"other", "other"}));
        // Both of the new ones are held, and both of the old ones are free.
        const auto bob = keysOf("bob");
        QVERIFY(fold.holderOf({"other", "nobody"}) != nullptr);
        QVERIFY(fold.holderOf({"nobody", "other"}) != nullptr);
        QVERIFY(fold.holderOf(bob) == nullptr);
    }
};

QTEST_GUILESS_MAIN(ModerationStoreTest)
#include "moderation_store_test.moc"
