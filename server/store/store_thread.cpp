#include "server/store/store_thread.h"

#include "protocol/base/check.h"

#include <chrono>
#include <utility>

namespace hubbub::server {

namespace {

/// A room that says nothing for so long has time for a checkpoint; while the disk is full, how often it is
/// tried again.
constexpr auto idleAfter = std::chrono::seconds(1);
/// A busy store leaves the full-text index until it is so many events behind: more would have to be looked
/// through by each search.
constexpr std::uint64_t indexLagMost = 2048;
/// How often it is told how far the index has come.
constexpr std::uint64_t indexToldEvery = 16'384;

bool isOfHistory(const StoreRequest& request)
{
    return std::holds_alternative<ReadPageRequest>(request)
        || std::holds_alternative<SearchLogRequest>(request);
}

} // namespace

StoreThread::StoreThread(std::unique_ptr<SqliteStore> store, std::function<void()> wake)
    : store_(std::move(store)),
      wake_(std::move(wake))
{
    // Without a connection of their own they are answered in turn with everything else.
    auto history = store_->openHistory();
    hasHistoryThread_ = history.has_value();
    thread_ = std::thread([this] { run(); });
    if (history)
        historyThread_ = std::thread(
            [this, connection = std::move(*history)]() mutable { runHistory(std::move(connection)); });
}

StoreThread::~StoreThread()
{
    stop();
}

void StoreThread::submit(StoreRequest request)
{
    {
        const std::lock_guard lock(mutex_);
        CHECK(!stopping_);
        if (std::holds_alternative<AppendRequest>(request)) {
            CHECK(turnsUnderWay_ < turnsMost);
            ++turnsUnderWay_;
        }
        if (hasHistoryThread_ && isOfHistory(request)) {
            historyRequests_.push_back(std::move(request));
            historyWanted_.notify_one();
            return;
        }
        requests_.push_back(std::move(request));
    }
    changed_.notify_one();
}

std::vector<StoreReply> StoreThread::takeReplies()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(replies_, {});
}

void StoreThread::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    historyWanted_.notify_one();
    if (historyThread_.joinable())
        historyThread_.join();
    if (thread_.joinable())
        thread_.join();
    store_.reset(); // the last to close, so that SQLite takes its write-ahead log into the file
}

void StoreThread::run()
{
    while (const auto request = nextRequest()) {
        deliver(store_->answer(*request));
        if (store_->indexLag() > indexLagMost)
            feedIndex();
        if (store_->isWorthWritingSubmissions())
            store_->writeSubmissions();
    }
}

void StoreThread::runHistory(HistoryConnection connection)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        historyWanted_.wait(lock, [this] { return stopping_ || !historyRequests_.empty(); });
        // Nobody waits for an answer about the past of a server that stops.
        if (stopping_)
            return;
        const StoreRequest request = std::move(historyRequests_.front());
        historyRequests_.pop_front();
        lock.unlock();
        if (const auto* const read = std::get_if<ReadPageRequest>(&request))
            deliver(connection.readPage(*read));
        else
            deliver(connection.search(std::get<SearchLogRequest>(request)));
        lock.lock();
    }
}

void StoreThread::feedIndex()
{
    if (store_->feedIndex()
        && (store_->indexLag() == 0 || store_->indexed().value >= indexedTold_.value + indexToldEvery))
        tellIndexed();
}

void StoreThread::tellIndexed()
{
    indexedTold_ = store_->indexed();
    deliver(IndexReply{indexedTold_});
}

std::optional<StoreRequest> StoreThread::nextRequest()
{
    std::unique_lock lock(mutex_);
    const auto isNeeded = [this] { return stopping_ || !requests_.empty(); };
    bool isFed = true;
    bool isQuiet = false;
    while (!isNeeded()) {
        const std::uint64_t lag = isFed ? store_->indexLag() : 0;
        if (lag > 0 && lag < indexLagWorthAStep && !isQuiet) {
            isQuiet = !changed_.wait_for(lock, quietBeforeIndexing, isNeeded);
        } else if (lag > 0) {
            lock.unlock();
            const Seq before = store_->indexed();
            feedIndex();
            isFed = store_->indexed() > before;
            lock.lock();
        } else if (!store_->hasIdleWork()) {
            changed_.wait(lock, isNeeded);
        } else if (!changed_.wait_for(lock, idleAfter, isNeeded)) {
            lock.unlock();
            AppendReply reply{store_->doIdleWork(), false};
            if (!reply.outcomes.empty())
                deliver(std::move(reply));
            lock.lock();
        }
    }
    if (requests_.empty())
        return std::nullopt;
    StoreRequest request = std::move(requests_.front());
    requests_.pop_front();
    return request;
}

void StoreThread::deliver(StoreReply reply)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(mutex_);
        const auto* append = std::get_if<AppendReply>(&reply);
        if (append && append->endsTurn)
            --turnsUnderWay_;
        isFirst = replies_.empty();
        replies_.push_back(std::move(reply));
    }
    if (isFirst)
        wake_();
}

} // namespace hubbub::server
