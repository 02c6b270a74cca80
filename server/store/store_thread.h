// The store's own threads: requests are handed over, replies picked up later, so that a slow disk delays what
// is written and nothing else. One writes, and answers what is quickly answered; the other reads pages of the
// past and searches, which may take its time.
#pragma once

#include "server/core/store_port.h"
#include "server/store/sqlite_store.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hubbub::server {

class StoreThread {
public:
    /// Turns (AppendRequests) that may be under way: the core keeps to it. It bounds what a crash can cost,
    /// and what waits here.
    static constexpr std::size_t turnsMost = 4;
    /// The full-text index follows when nothing has been asked for so long: after each line of a conversation
    /// it would hold up the next one, and what the line still has to be sent to.
    static constexpr std::chrono::milliseconds quietBeforeIndexing{300};
    /// Or when it is so many events behind, a step's worth and more.
    static constexpr std::uint64_t indexLagWorthAStep = 256;

    /// `wake` is called from the store's thread when there are replies and none were there before; it must be
    /// quick, and must not call back.
    StoreThread(std::unique_ptr<SqliteStore> store, std::function<void()> wake);
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;
    ~StoreThread();

    // All from the owner's thread.

    /// Answered in the order of the calls; pages and slices of searches in an order of their own.
    void submit(StoreRequest request);
    std::vector<StoreReply> takeReplies();
    /// Finishes what was handed over and closes the store; the replies can still be taken.
    void stop();

private:
    void run();
    void runHistory(HistoryConnection connection);
    void feedIndex();
    void tellIndexed();
    /// Nothing when it is time to stop; waits, and does idle work meanwhile.
    std::optional<StoreRequest> nextRequest();
    void deliver(StoreReply reply);

    std::unique_ptr<SqliteStore> store_; ///< the thread's, while it runs
    std::function<void()> wake_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable historyWanted_;
    std::deque<StoreRequest> requests_; // guarded by mutex_, as all below
    std::deque<StoreRequest> historyRequests_;
    std::vector<StoreReply> replies_;
    std::size_t turnsUnderWay_ = 0;
    bool stopping_ = false;

    Seq indexedTold_;               ///< the thread's
    bool hasHistoryThread_ = false; ///< set before the threads begin
    // Last: they use all of the above.
    std::thread thread_;
    std::thread historyThread_;
};

} // namespace hubbub::server
