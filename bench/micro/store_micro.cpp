// What a turn's transaction costs in the log's store, alone and with the sixty-four of a busy turn.
#include "bench/fan_out/quick_entropy.h"
#include "protocol/base/check.h"
#include "protocol/chat/name.h"
#include "server/store/sqlite_store.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>

namespace hubbub::bench {

namespace {

using namespace hubbub::server;

class Store {
public:
    Store()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "hubbub-bench-XXXXXX").string();
        CHECK(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        auto opened = SqliteStore::open(folder_ / "data", Durability::normal, entropy_);
        CHECK(opened.has_value());
        store_ = std::move(opened->store);
        JoinCommand join;
        join.name = "member";
        join.keys = chat::nameKeysOf(join.name);
        join.instance = outbox_;
        append({Proposal{ProposalId{++proposals_}, Command{{1}, {}, join}}});
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store()
    {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    Proposal message()
    {
        SayCommand say;
        say.member = member_;
        say.text = std::string(100, 'x');
        say.submission = {outbox_, SubmissionNumber{++number_}, {}};
        return {ProposalId{++proposals_}, Command{{1}, entropy_.draw<Salt>(), say}};
    }
    void append(const std::vector<Proposal>& proposals)
    {
        const auto outcomes = store_->append(proposals);
        CHECK(outcomes.size() == proposals.size() && std::holds_alternative<Committed>(outcomes.back()));
    }
    /// What the store's thread does between turns.
    void rest()
    {
        while (store_->hasIdleWork())
            store_->doIdleWork();
    }

private:
    QuickEntropy entropy_{0};
    std::filesystem::path folder_;
    std::unique_ptr<SqliteStore> store_;
    OutboxKey outbox_;
    MemberId member_{1}; ///< the first of a log
    std::uint64_t proposals_ = 0;
    std::uint32_t number_ = 0;
};

void storeAppend(benchmark::State& state)
{
    Store store;
    std::vector<Proposal> proposals;
    for (auto _ : state) {
        state.PauseTiming();
        store.rest();
        proposals.clear();
        for (std::int64_t i = 0; i < state.range(0); ++i)
            proposals.push_back(store.message());
        state.ResumeTiming();
        store.append(proposals);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(storeAppend)->ArgName("commands")->Arg(1)->Arg(64);

} // namespace

} // namespace hubbub::bench
