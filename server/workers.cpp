#include "server/workers.h"

#include "protocol/base/check.h"

#include <QThread>

#include <algorithm>
#include <csignal>

namespace hubbub::server {

Workers::Workers(std::size_t threads)
{
    // Signals are for the thread that waits for them.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (std::size_t shard = 1; shard < threads; ++shard)
        threads_.emplace_back([this, shard] { serve(shard); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Workers::~Workers()
{
    work_ = nullptr;
    ++round_;
    round_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

std::size_t Workers::forThisMachine()
{
    constexpr int most = 8;
    return static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, most));
}

void Workers::run(std::size_t shards, const std::function<void(std::size_t)>& work)
{
    CHECK(shards >= 1 && shards <= threads_.size() + 1);
    work_ = &work;
    shards_ = shards;
    working_ = static_cast<std::uint32_t>(threads_.size());
    ++round_;
    round_.notify_all();
    work(0);
    for (std::uint32_t left = working_; left != 0; left = working_)
        working_.wait(left);
}

void Workers::serve(std::size_t shard)
{
    for (std::uint32_t seen = 0;;) {
        round_.wait(seen);
        seen = round_;
        if (work_ == nullptr)
            return;
        if (shard < shards_)
            (*work_)(shard);
        if (--working_ == 0)
            working_.notify_one();
    }
}

} // namespace hubbub::server
