#include "bench/fan_out/conductor.h"

#include "bench/fan_out/quick_entropy.h"
#include "protocol/base/check.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace hubbub::bench {

namespace {

/// How often the conductor, who shares a core with the crowd, looks at the board.
constexpr unsigned lookMicroseconds = 500;
/// After the last event has arrived: the longest that members wait before they acknowledge, and to spare.
constexpr double acknowledgingSeconds = 1.5;
constexpr double patienceSeconds = 120;
/// The same for what has been said and only has to arrive.
constexpr double deliverySeconds = 30;

} // namespace

Run::Run(const RunSettings& settings) : settings_(settings)
{
    server_ = std::make_unique<ServerProcess>(settings.server);
    void* const memory =
        ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    board_ = new (memory) Board;
    board_->squads = std::clamp<std::uint32_t>(settings.processes, 1, mostSquads);
    for (std::uint32_t squad = 0; squad < board_->squads; ++squad) {
        const pid_t process = ::fork();
        CHECK(process >= 0);
        if (process == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            pinToCores(settings.crowdCores);
            CrowdSettings crowd;
            crowd.server = server_->address();
            crowd.offer.versions = {wire::transportVersion};
            crowd.offer.aeads = {settings.aead};
            crowd.sockets = {std::max<std::size_t>(1, settings.sockets / board_->squads),
                             settings.noteArrivals, settings.loss};
            crowd.entering = std::max(1U, settings.entering / board_->squads);
            crowd.firstNumber = squad * 1'000'000;
            QuickEntropy entropy(squad);
            {
                LightCrowd(crowd, *board_, squad, entropy).run();
            }
            ::_exit(0);
        }
        crowd_.push_back(process);
    }
}

Run::~Run()
{
    order(Order::end);
    for (const pid_t process : crowd_)
        ::waitpid(process, nullptr, 0);
    server_.reset();
    ::munmap(board_, sizeof(Board));
}

Run::Entry Run::enter(std::uint32_t members, bool followsChain)
{
    Entry entry;
    members_ += members;
    const Tally before = look();
    const std::int64_t begin = readNanoseconds();
    const std::int64_t cpu = server_->cpu();
    order(Order::enter, [&](Board& board) {
        board.members = members;
        board.followsChain = followsChain;
        board.wantedRoster = members_ + travellers_;
    });
    waitUntil("not everybody came in", patienceSeconds, [&] { return sum(&Squad::in) == members_; });
    entry.allIn = readNanoseconds() - begin;
    waitUntil("not everyone knows of everyone", patienceSeconds,
              [&] { return sum(&Squad::knowing) == members_; });
    entry.allKnow = readNanoseconds() - begin;
    entry.cpu = server_->cpu() - cpu;
    const Tally after = look();
    entry.datagrams = after.datagramsIn - before.datagramsIn;
    entry.bytes = after.bytesIn - before.bytesIn;
    for (std::uint32_t i = 1; i < board_->squads; ++i) {
        if (board_->squad[i].members != 0 && board_->squad[i].rosterHash != board_->squad[0].rosterHash)
            fail("two processes of the crowd got different rosters");
    }
    return entry;
}

void Run::leaveTraveller()
{
    order(Order::leaveTraveller);
    --members_;
    ++travellers_;
}

std::int64_t Run::resumeTraveller(Seq until)
{
    const std::int64_t begin = readNanoseconds();
    order(Order::resumeTraveller);
    waitUntil("who came back did not catch up", patienceSeconds,
              [&] { return board_->squad[0].travellerSeq >= until.value; });
    return readNanoseconds() - begin;
}

void Run::beginTalk(const Talk& talk)
{
    order(Order::beginAnew);
    before_ = look();
    order(Order::talk, [&](Board& board) { board.talk = talk; });
}

Tally Run::talk(const Talk& talk, double seconds)
{
    beginTalk(talk);
    if (talk.messages == 0)
        rest(seconds);
    else
        waitUntil("the talk did not end", patienceSeconds + 10 * seconds,
                  [&] { return !board_->squad[0].isTalking; });
    return endTalk();
}

Tally Run::endTalk()
{
    order(Order::quiet);
    const Squad& talker = board_->squad[0];
    waitUntil("not everything was confirmed", deliverySeconds,
              [&] { return talker.confirmed.load() == talker.said.load(); });
    waitUntil("not everyone got everything", deliverySeconds,
              [&] { return everyoneHas() >= talker.lastSeq; });
    const std::int64_t end = readNanoseconds();
    rest(acknowledgingSeconds);
    Tally tally = look();
    tally.wall = end - before_.wall;
    tally.cpu -= before_.cpu;
    tally.crowdCpu -= before_.crowdCpu;
    tally.datagramsIn -= before_.datagramsIn;
    tally.bytesIn -= before_.bytesIn;
    tally.datagramsOut -= before_.datagramsOut;
    if (tally.deliveries != tally.said * members_)
        fail(std::to_string(tally.said) + " messages, " + std::to_string(members_) + " members, but "
             + std::to_string(tally.deliveries) + " deliveries");
    for (std::uint32_t i = 1; i < board_->squads; ++i) {
        if (board_->squad[i].members != 0 && board_->squad[i].roomHash != board_->squad[0].roomHash)
            fail("two processes of the crowd got different events");
    }
    return tally;
}

Tally Run::look() const
{
    Tally tally;
    tally.wall = readNanoseconds();
    tally.cpu = server_->cpu();
    for (const pid_t process : crowd_)
        tally.crowdCpu += cpuNanoseconds(process);
    tally.said = board_->squad[0].said;
    tally.deliveries = sum(&Squad::deliveries);
    tally.datagramsIn = sum(&Squad::datagramsIn);
    tally.bytesIn = sum(&Squad::bytesIn);
    tally.datagramsOut = sum(&Squad::datagramsOut);
    return tally;
}

void Run::addLatencies(Histogram& arrival, Histogram& handled) const
{
    for (std::uint32_t i = 0; i < board_->squads; ++i) {
        arrival.addAll(board_->squad[i].arrival);
        handled.addAll(board_->squad[i].handled);
    }
}

void Run::order(Order order, const std::function<void(Board&)>& prepare)
{
    if (prepare)
        prepare(*board_);
    board_->order = order;
    const std::uint32_t number = board_->orderNumber.load() + 1;
    board_->orderNumber.store(number, std::memory_order_release);
    waitUntil("the crowd does not obey", patienceSeconds, [&] {
        return std::all_of(
            board_->squad.begin(), board_->squad.begin() + board_->squads,
            [&](const Squad& squad) { return squad.done.load(std::memory_order_acquire) == number; });
    });
}

void Run::waitUntil(const char* what, double most, const std::function<bool()>& condition)
{
    const std::int64_t end = readNanoseconds() + static_cast<std::int64_t>(most * 1e9);
    while (!condition()) {
        endIfInterrupted();
        checkFaults();
        if (!server_->isRunning())
            fail("the server ended");
        if (readNanoseconds() > end)
            fail(std::string(what) + " (of " + std::to_string(members_) + " members "
                 + std::to_string(sum(&Squad::in)) + " are in, " + std::to_string(sum(&Squad::knowing))
                 + " know of everyone)");
        ::usleep(lookMicroseconds);
    }
    checkFaults();
}

void Run::rest(double seconds)
{
    const std::int64_t end = readNanoseconds() + static_cast<std::int64_t>(seconds * 1e9);
    while (readNanoseconds() < end) {
        endIfInterrupted();
        checkFaults();
        ::usleep(10'000);
    }
}

void Run::checkFaults()
{
    for (std::uint32_t i = 0; i < board_->squads; ++i) {
        if (board_->squad[i].isFaulty) {
            ::usleep(10'000); // the text is written after the mark
            fail(board_->squad[i].fault.data());
        }
    }
}

void Run::fail(const std::string& what)
{
    std::fprintf(stderr, "hubbub-bench: FAILED: %s\n", what.c_str());
    std::exit(1);
}

std::uint64_t Run::sum(std::atomic<std::uint32_t> Squad::*member) const
{
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < board_->squads; ++i)
        sum += board_->squad[i].*member;
    return sum;
}

std::uint64_t Run::sum(std::atomic<std::uint64_t> Squad::*member) const
{
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < board_->squads; ++i)
        sum += board_->squad[i].*member;
    return sum;
}

std::uint64_t Run::everyoneHas() const
{
    std::uint64_t least = UINT64_MAX;
    for (std::uint32_t i = 0; i < board_->squads; ++i) {
        if (board_->squad[i].members != 0)
            least = std::min(least, board_->squad[i].everyoneHas.load());
    }
    return least;
}

} // namespace hubbub::bench
