// What one power cut after another leaves of the store, whatever was being written.
#include "server/store/sqlite_store.h"
#include "tests/sim/sqlite_store_end.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::sim;

class PowerCutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullDurabilityKeepsWhatAKillLeftUnforced_data();
    void fullDurabilityKeepsWhatAKillLeftUnforced();
};

namespace {

server::AppendRequest announcement(std::uint64_t number)
{
    server::Command command{WallTime{1}, Salt{{static_cast<Byte>(number)}},
                            server::AnnounceCommand{{}, {}, "text " + std::to_string(number), std::nullopt}};
    return {{{server::ProposalId{number}, std::move(command)}}};
}

} // namespace

void PowerCutTest::fullDurabilityKeepsWhatAKillLeftUnforced_data()
{
    QTest::addColumn<std::uint64_t>("operations");
    for (std::uint64_t operations = 0; operations < 12; ++operations)
        QTest::addRow("killed after %d operations", static_cast<int>(operations)) << operations;
}

/// Killed somewhere in a commit, started again, and then the power goes: what the second run has shown must
/// be there in the third.
void PowerCutTest::fullDurabilityKeepsWhatAKillLeftUnforced()
{
    QFETCH(std::uint64_t, operations);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SqliteStoreEnd store(seed, server::Durability::full, 0, 100);
        Doom doom;
        QVERIFY(store.open(doom).has_value());
        store.answer(announcement(1));
        doom.set(operations);
        store.answer(announcement(2));
        const bool wasKilled = doom.hasStruck();
        doom.lift();
        store.close(StoreEnd::Ending::killed);
        const auto second = store.open(doom);
        QVERIFY(second.has_value());
        const auto shown = store.contents();
        QVERIFY(shown.size() == 2 || (wasKilled && shown.size() == 1));
        store.close(StoreEnd::Ending::powerCut);
        QVERIFY(store.open(doom).has_value());
        QVERIFY(store.contents() == shown);
        store.close(StoreEnd::Ending::clean);
    }
}

QTEST_GUILESS_MAIN(PowerCutTest)
#include "power_cut_test.moc"
