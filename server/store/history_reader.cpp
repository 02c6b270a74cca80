#include "server/store/history_reader.h"

#include "server/store/search_grams.h"

#include <algorithm>
#include <utility>

namespace hubbub::server {

namespace {

/// What is looked at in one slice: at most about 50 ms, whatever is searched for.
constexpr std::size_t eventsPerSlice = 4096;
constexpr std::size_t bytesPerSlice = std::size_t{1024} * 1024;
/// Read at once of the log itself.
constexpr std::uint32_t eventsPerRead = 128;
/// What the index would have to gather for a vague question is either common, and then among the last events,
/// or rare.
constexpr std::uint64_t scannedFirst = 4096;

/// Seq, and the heads of array and bytes.
constexpr std::size_t entryOverhead = 16;

/// All that is read in it is of one moment.
class Snapshot {
public:
    explicit Snapshot(Database& database) : database_(database), isGood_(database.execute("BEGIN")) {}
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot()
    {
        if (isGood_)
            database_.execute("COMMIT");
    }
    bool isGood() const { return isGood_; }

private:
    Database& database_;
    bool isGood_;
};

Seq minus(Seq seq, std::uint64_t count)
{
    return Seq{seq.value - std::min(seq.value, count)};
}

/// The first and the one behind the last of the rows that fit, grown from `pivot` to both sides or to one:
/// what is nearest to it comes along first.
struct Fitting {
    std::size_t begin = 0;
    std::size_t end = 0;
};
enum class Grows { back, forth, both };
Fitting fitting(const std::vector<std::size_t>& sizes, std::size_t pivot, Grows grows, std::size_t bytes)
{
    Fitting fit{pivot, pivot};
    std::size_t used = 0;
    const auto takes = [&](std::size_t i) {
        if (fit.end > fit.begin && used + sizes[i] > bytes)
            return false;
        used += sizes[i];
        return true;
    };
    bool backOpen = grows != Grows::forth;
    bool forthOpen = grows != Grows::back;
    while (backOpen || forthOpen) {
        if (forthOpen) {
            forthOpen = fit.end < sizes.size() && takes(fit.end);
            fit.end += forthOpen ? 1 : 0;
        }
        if (backOpen) {
            backOpen = fit.begin > 0 && takes(fit.begin - 1);
            fit.begin -= backOpen ? 1 : 0;
        }
    }
    return fit;
}

} // namespace

/// A search under way: what it has found and how much it may still look at.
struct HistoryReader::Slice {
    const SearchLogRequest& request;
    SearchLogReply& reply;
    std::size_t looked = 0;
    std::size_t lookedBytes = 0;
    std::size_t foundBytes = 0;

    bool isOver() const { return reply.isFull || looked >= eventsPerSlice || lookedBytes >= bytesPerSlice; }
    void look(const EventTable::Row& row)
    {
        ++looked;
        reply.next = row.seq;
        const auto* const event = std::get_if<chat::Event>(&row.record);
        if (event == nullptr || !chat::isSearchable(*event))
            return;
        lookedBytes += event->text().size();
        if (!chat::matches(request.what, *event))
            return;
        const std::size_t size = chat::encode(row.record).size() + entryOverhead;
        // It is the first of the next page.
        if ((!reply.found.empty() || request.isBegun) && foundBytes + size > request.bounds.bytes) {
            reply.next = next(row.seq);
            reply.isFull = true;
            return;
        }
        foundBytes += size;
        reply.found.push_back({row.seq, row.record});
        reply.isFull = reply.found.size() >= request.bounds.events || foundBytes >= request.bounds.bytes;
    }
};

Result<HistoryReader, Failure> HistoryReader::prepare(Database& database)
{
    auto events = EventTable::prepare(database);
    if (!events)
        return Unexpected(events.error());
    StatementGroup group(database);
    HistoryReader reader;
    reader.events_ = std::move(*events);
    reader.readExtent_ = group.prepare("SELECT first_kept, head, indexed FROM room, search");
    reader.timeFrom_ = group.prepare(
        "SELECT seq, time FROM events WHERE seq >= ? AND time IS NOT NULL ORDER BY seq LIMIT 1");
    reader.candidates_ =
        group.prepare("SELECT rowid FROM said WHERE said MATCH ? AND rowid >= ? AND rowid < ? "
                      "ORDER BY rowid DESC");
    if (group.failure())
        return Unexpected(*group.failure());
    return reader;
}

std::optional<HistoryReader::Extent> HistoryReader::readExtent()
{
    Run run(readExtent_);
    if (!run.row())
        return std::nullopt;
    return Extent{run.id<Seq>(0), run.id<Seq>(1), run.id<Seq>(2)};
}

Seq HistoryReader::firstSince(WallTime time, Seq first, Seq end)
{
    while (first < end) {
        const Seq middle{first.value + (end.value - first.value) / 2};
        Run run(timeFrom_, middle);
        if (!run.row() || run.number(1) >= time.milliseconds)
            end = middle;
        else
            first = next(run.id<Seq>(0));
    }
    return end;
}

// Pages

ReadPageReply HistoryReader::readPage(Database& database, const ReadPageRequest& request)
{
    ReadPageReply reply;
    reply.query = request.query;
    const Snapshot snapshot(database);
    reply.failed = !snapshot.isGood() || !readPage(request, reply.page);
    return reply;
}

bool HistoryReader::readPage(const ReadPageRequest& request, chat::PageReply& page)
{
    const auto extent = readExtent();
    if (!extent)
        return false;
    page.firstKept = extent->firstKept;
    const PageBounds& bounds = request.bounds;
    const Seq first = std::max(bounds.first, extent->firstKept);
    const Seq end = next(std::min(bounds.last, extent->head));
    if (first >= end)
        return true;

    // Where the page is, and what it grows from.
    Seq from;
    Seq to;
    Seq pivot;
    Grows grows = Grows::forth;
    if (const auto* const before = std::get_if<chat::BeforeEvent>(&request.anchor)) {
        grows = Grows::back;
        pivot = to = std::clamp(before->seq, first, end);
        from = std::max(first, minus(to, bounds.events));
    } else if (const auto* const after = std::get_if<chat::AfterEvent>(&request.anchor)) {
        pivot = from = std::clamp(next(after->seq), first, end);
        to = std::min(end, Seq{from.value + bounds.events});
    } else {
        grows = Grows::both;
        pivot = firstSince(std::get<chat::AroundTime>(request.anchor).time, first, end);
        from = std::max(first, minus(pivot, bounds.events / 2));
        to = std::min(end, Seq{from.value + bounds.events});
    }
    if (from >= to)
        return true;

    auto rows = events_.read(from, static_cast<std::uint32_t>(to.value - from.value));
    if (!rows || rows->size() != to.value - from.value || rows->front().seq != from)
        return false;
    std::vector<std::size_t> sizes;
    for (const EventTable::Row& row : *rows)
        sizes.push_back(chat::encode(row.record).size() + entryOverhead);
    const Fitting fit =
        fitting(sizes, static_cast<std::size_t>(pivot.value - from.value), grows, bounds.bytes);
    for (std::size_t i = fit.begin; i < fit.end; ++i)
        page.events.push_back({(*rows)[i].seq, std::move((*rows)[i].record)});
    if (page.events.empty())
        return true;
    const Seq begin = page.events.front().seq;
    const auto chain = events_.chainAt(minus(begin, 1));
    if (!chain)
        return false;
    page.chainBefore = *chain;
    page.more = grows == Grows::back ? begin > first : next(page.events.back().seq) < end;
    return true;
}

// Searches

SearchLogReply HistoryReader::search(Database& database, const SearchLogRequest& request)
{
    SearchLogReply reply;
    reply.query = request.query;
    const Snapshot snapshot(database);
    reply.failed = !snapshot.isGood() || !search(request, reply);
    return reply;
}

bool HistoryReader::search(const SearchLogRequest& request, SearchLogReply& reply)
{
    const auto extent = readExtent();
    if (!extent)
        return false;
    reply.firstKept = extent->firstKept;
    Seq first = std::max(request.bounds.first, extent->firstKept);
    Seq end = next(std::min(request.bounds.last, extent->head));
    if (request.what.notBefore && first < end)
        first = firstSince(*request.what.notBefore, first, end);
    if (request.what.before && first < end)
        end = firstSince(*request.what.before, first, end);
    reply.next = end;

    Slice slice{request, reply};
    const IndexQuery index = indexQuery(request.what);
    Seq scannedFrom = std::clamp(next(extent->indexed), first, std::max(first, end));
    if (index.isVague && request.isFirstSlice)
        scannedFrom = std::max(first, std::min(scannedFrom, minus(end, scannedFirst)));
    if (index.expression.empty())
        scannedFrom = first;
    if (!scan(slice, scannedFrom, end))
        return false;
    if (!slice.isOver() && first < scannedFrom && !askIndex(slice, index.expression, first, scannedFrom))
        return false;
    if (!slice.isOver())
        reply.next = first;
    reply.isDone = reply.next <= first;
    return true;
}

bool HistoryReader::scan(Slice& slice, Seq first, Seq end)
{
    while (first < end && !slice.isOver()) {
        const Seq from = std::max(first, minus(end, eventsPerRead));
        const auto rows = events_.read(from, static_cast<std::uint32_t>(end.value - from.value));
        if (!rows || rows->size() != end.value - from.value)
            return false;
        for (auto row = rows->rbegin(); row != rows->rend() && !slice.isOver(); ++row)
            slice.look(*row);
        end = from;
    }
    return true;
}

bool HistoryReader::askIndex(Slice& slice, const std::string& expression, Seq first, Seq end)
{
    Run candidates(candidates_, expression, first, end);
    while (!slice.isOver() && candidates.row()) {
        const auto rows = events_.read(candidates.id<Seq>(0), 1);
        if (!rows)
            return false;
        if (!rows->empty())
            slice.look(rows->front());
    }
    return !candidates.failed();
}

Result<HistoryConnection, Failure> HistoryConnection::open(const std::filesystem::path& file,
                                                           const char* fileSystem)
{
    auto database = Database::open(file, fileSystem);
    if (!database)
        return Unexpected(database.error());
    if (!database->execute("PRAGMA query_only = 1; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384"))
        return Unexpected(Failure{database->errorText()});
    auto reader = HistoryReader::prepare(*database);
    if (!reader)
        return Unexpected(reader.error());
    return HistoryConnection(std::move(*database), std::move(*reader));
}

} // namespace hubbub::server
