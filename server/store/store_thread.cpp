#include "server/store/store_thread.h"

#include "protocol/base/check.h"

#include <chrono>
#include <utility>

namespace hubbub::server {

namespace {

/// A room that says nothing for so long has time for a checkpoint; while the disk is full, how often it is
/// tried again.
constexpr auto idleAfter = std::chrono::seconds(1);

} // namespace

StoreThread::StoreThread(std::unique_ptr<SqliteStore> store, std::function<void()> wake)
    : store_(std::move(store)),
      wake_(std::move(wake)),
      thread_([this] { run(); })
{
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
    if (thread_.joinable())
        thread_.join();
}

void StoreThread::run()
{
    while (const auto request = nextRequest())
        deliver(store_->answer(*request));
    store_.reset();
}

std::optional<StoreRequest> StoreThread::nextRequest()
{
    std::unique_lock lock(mutex_);
    const auto isNeeded = [this] { return stopping_ || !requests_.empty(); };
    while (!isNeeded()) {
        if (!store_->hasIdleWork()) {
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
