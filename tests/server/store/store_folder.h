// A store in a folder that goes away with the test, opened and closed at will.
#pragma once

#include "server/store/sqlite_store.h"
#include "tests/server/core/sample_commands.h"
#include "tests/support/seeded_entropy.h"

#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::test {

class StoreFolder {
public:
    explicit StoreFolder(std::uint64_t seed = 7) : entropy_(seed) { CHECK(temporary_.isValid()); }

    std::filesystem::path path() const { return temporary_.path().toStdString() + "/data"; }
    std::filesystem::path database() const { return path() / "hubbub.db"; }

    /// What the operator would read; empty if it was opened.
    std::string tryOpen(std::uint32_t tail = server::SqliteStore::restoredRecords)
    {
        close();
        auto opened = server::SqliteStore::open(path(), server::Durability::normal, entropy_, tail);
        if (!opened)
            return opened.error().context;
        store_ = std::move(opened->store);
        restored = std::move(opened->restored);
        return {};
    }
    server::SqliteStore& open(std::uint32_t tail = server::SqliteStore::restoredRecords)
    {
        const std::string failure = tryOpen(tail);
        if (!failure.empty())
            qFatal("%s", failure.c_str());
        return *store_;
    }
    void close() { store_.reset(); }
    std::unique_ptr<server::SqliteStore> release() { return std::move(store_); }
    server::SqliteStore& store() { return *store_; }

    /// What somebody else does to the closed database.
    void change(const char* sql) const
    {
        auto other = server::Database::open(database());
        CHECK(other);
        const bool done = other->execute(sql);
        if (!done)
            qFatal("%s", other->errorText().c_str());
    }

    /// One turn, with proposals numbered on.
    std::vector<server::ProposalOutcome> append(const std::vector<server::Command>& commands)
    {
        return store_->append(propose(commands));
    }
    std::vector<server::Proposal> propose(const std::vector<server::Command>& commands)
    {
        std::vector<server::Proposal> proposals;
        proposals.reserve(commands.size());
        for (const server::Command& command : commands)
            proposals.push_back({server::ProposalId{++proposalNumber_}, command});
        return proposals;
    }

    server::RestoredRoom restored; ///< by the last open()
    SeededEntropy& entropy() { return entropy_; }

private:
    QTemporaryDir temporary_;
    SeededEntropy entropy_;
    std::unique_ptr<server::SqliteStore> store_;
    std::uint64_t proposalNumber_ = 0;
};

inline const server::Committed* committed(const server::ProposalOutcome& outcome)
{
    return std::get_if<server::Committed>(&outcome);
}
inline const server::NotStored* notStored(const server::ProposalOutcome& outcome)
{
    return std::get_if<server::NotStored>(&outcome);
}
inline std::size_t countCommitted(const std::vector<server::ProposalOutcome>& outcomes)
{
    std::size_t count = 0;
    for (const auto& outcome : outcomes)
        count += committed(outcome) ? 1 : 0;
    return count;
}

} // namespace hubbub::test
