#include "tests/sim/sqlite_store_end.h"

#include "protocol/base/check.h"

namespace hubbub::sim {

namespace {

constexpr std::size_t reserveBytes = std::size_t{1024} * 1024;
/// A transaction or two still fit.
constexpr std::size_t roomLeftMost = std::size_t{64} * 1024;

} // namespace

class SqliteStoreEnd::Place final : public server::StorePlace {
public:
    explicit Place(MemoryDisk& disk) : disk_(disk) {}

    std::filesystem::path database() const override { return "hubbub.db"; }
    const char* fileSystem() const override { return disk_.name().c_str(); }
    Result<Done, Failure> makeDatabaseFile() const override
    {
        disk_.open(database(), true);
        return Done{};
    }
    bool hasReserve() const override { return hasReserve_; }
    bool makeReserve() override
    {
        hasReserve_ = hasReserve_ || disk_.takeRoom(reserveBytes);
        return hasReserve_;
    }
    void freeReserve() override
    {
        disk_.addRoom(reserveBytes);
        hasReserve_ = false;
    }

private:
    MemoryDisk& disk_;
    bool hasReserve_ = false;
};

SqliteStoreEnd::SqliteStoreEnd(std::uint64_t seed, server::Durability durability, unsigned fullness,
                               std::uint32_t tail)
    : dice_(seed, 7),
      entropy_(seed * 41 + 7),
      durability_(durability),
      fullness_(fullness),
      tail_(tail),
      disk_(seed)
{
}

Result<server::RestoredRoom, Failure> SqliteStoreEnd::open(Doom& doom)
{
    disk_.revive();
    disk_.survives = [] { return true; };
    auto opened = server::SqliteStore::open(std::make_unique<Place>(disk_), durability_, entropy_, tail_);
    if (!opened)
        return Unexpected(opened.error());
    store_ = std::move(opened->store);
    disk_.survives = [&doom] { return doom.survives(); };
    firstKept_ = opened->restored.firstKept;
    return std::move(opened->restored);
}

server::StoreReply SqliteStoreEnd::answer(const server::StoreRequest& request)
{
    if (dice_.chance(fullness_))
        disk_.setRoom(dice_.below(roomLeftMost));
    else if (fullness_ > 0 && dice_.chance(200))
        disk_.setRoom(std::nullopt);
    return store_->answer(request);
}

std::optional<server::StoreReply> SqliteStoreEnd::doIdleWork()
{
    store_->feedIndex();
    if (!store_->hasIdleWork())
        return std::nullopt;
    server::AppendReply reply{store_->doIdleWork(), false};
    if (reply.outcomes.empty())
        return std::nullopt;
    return reply;
}

void SqliteStoreEnd::close(Ending ending)
{
    if (ending != Ending::clean)
        disk_.kill();
    store_.reset();
    if (ending == Ending::powerCut)
        disk_.losePower();
}

void SqliteStoreEnd::behave()
{
    fullness_ = 0;
    disk_.setRoom(std::nullopt);
}

std::vector<Bytes> SqliteStoreEnd::contents()
{
    std::vector<Bytes> all;
    for (;;) {
        const server::ReadRecordsRequest request{
            {}, Seq{firstKept_.value + all.size()}, server::SqliteStore::readRecordsMost};
        auto reply = store_->readRecords(request);
        if (reply.records.empty() || reply.first != request.first)
            return all;
        std::ranges::move(reply.records, std::back_inserter(all));
    }
}

} // namespace hubbub::sim
