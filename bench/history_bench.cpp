// What the past costs: a log of many events in several languages, how fast its full-text index is fed and how
// large it is, and how long a page and a search take, median and 95 of a hundred, in time of the processor.
// Called with the number of events (1,000,000); to be kept and used again, a folder; and, instead of texts
// that are made up, a file with one in each line.
#include "bench/fan_out/quick_entropy.h"
#include "protocol/base/check.h"
#include "protocol/chat/name.h"
#include "server/store/sqlite_store.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::server;

namespace {

/// Of the processor, so that what else the machine does is not measured: everything that is read is in
/// memory.
struct Clock {
    static double now()
    {
        timespec time{};
        CHECK(::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
};

double millisecondsSince(double start)
{
    return Clock::now() - start;
}

// Words as they are spread in languages: few are said often, most hardly ever.

using Syllables = std::vector<std::string_view>;

std::vector<std::string> makeWords(Entropy& entropy, const Syllables& syllables, std::size_t count,
                                   unsigned most)
{
    std::vector<std::string> words(count);
    for (std::string& word : words)
        for (auto left = 1 + entropy.drawBelow(most); left > 0; --left)
            word += syllables[entropy.drawBelow(syllables.size())];
    return words;
}

std::string utf8(char32_t character)
{
    return {static_cast<char>(0xe0U | character >> 12U), static_cast<char>(0x80U | (character >> 6U & 0x3fU)),
            static_cast<char>(0x80U | (character & 0x3fU))};
}

struct Language {
    std::vector<std::string> words;
    std::string_view space;
};

std::vector<Language> makeLanguages(Entropy& entropy)
{
    std::vector<Language> all;
    all.push_back(
        {makeWords(entropy, {"ba", "con", "der", "est", "fi", "gra",  "ho", "ing", "ka", "lo", "mer", "ness",
                             "or", "pre", "qu",  "re",  "st", "tion", "un", "ver", "wi", "ex", "you", "za"},
                   20'000, 4),
         " "});
    all.push_back(
        {makeWords(entropy, {"да", "ко", "ми", "пре", "ст", "во", "ние", "то", "ра", "ли", "сь", "бы", "же"},
                   10'000, 4),
         " "});
    for (const auto& [first, count] :
         {std::pair<char32_t, std::uint64_t>{0x4e00, 3000}, {0x3041, 80}, {0xac00, 2000}})
    {
        std::vector<std::string> words(10'000);
        for (std::string& word : words)
            for (auto left = 1 + entropy.drawBelow(3); left > 0; --left)
                word += utf8(first + static_cast<char32_t>(entropy.drawBelow(count)));
        all.push_back({std::move(words), first == 0xac00 ? " " : ""});
    }
    return all;
}

const std::string& drawWord(Entropy& entropy, const Language& language)
{
    const double uniform = static_cast<double>(entropy.drawBelow(1'000'000)) / 1e6;
    const auto size = static_cast<double>(language.words.size());
    return language.words[static_cast<std::size_t>(std::pow(size, uniform)) - 1];
}

std::string drawText(Entropy& entropy, const std::vector<Language>& languages)
{
    const Language& language = languages[entropy.drawBelow(languages.size())];
    std::string text;
    for (auto left = 2 + entropy.drawBelow(14); left > 0; --left) {
        if (!text.empty())
            text += language.space;
        text += drawWord(entropy, language);
    }
    if (entropy.drawBelow(50) == 0)
        text += " https://example.org/" + std::to_string(entropy.drawBelow(100'000));
    return text;
}

/// Where what is said comes from, and what is searched for in it.
class Texts {
public:
    /// Each line of a file; empty: made up.
    Texts(Entropy& entropy, const std::string& file) : entropy_(entropy)
    {
        if (file.empty()) {
            languages_ = makeLanguages(entropy);
            return;
        }
        std::ifstream input(file);
        for (std::string line; std::getline(input, line);)
            if (!line.empty())
                lines_.push_back(line);
        CHECK(!lines_.empty());
    }

    std::string text() { return lines_.empty() ? drawText(entropy_, languages_) : line(); }
    std::string word() { return lines_.empty() ? drawWord(entropy_, language()) : wordOf(line()); }
    /// Of all words as likely as any other.
    std::string rareWord()
    {
        if (!lines_.empty())
            return wordOf(line()) + ' ' + wordOf(line());
        const auto& words = language().words;
        return words[entropy_.drawBelow(words.size())];
    }
    std::string twoWords()
    {
        if (lines_.empty()) {
            const Language& both = language();
            return drawWord(entropy_, both) + ' ' + drawWord(entropy_, both);
        }
        const std::string both = line();
        return wordOf(both) + ' ' + wordOf(both);
    }

private:
    const Language& language() { return languages_[entropy_.drawBelow(languages_.size())]; }
    const std::string& line() { return lines_[entropy_.drawBelow(lines_.size())]; }
    /// What stands between two spaces; of a script without them, two characters.
    std::string wordOf(const std::string& text)
    {
        const auto isInside = [](char each) { return (static_cast<unsigned char>(each) & 0xc0U) == 0x80; };
        std::size_t from = entropy_.drawBelow(text.size());
        while (from > 0 && isInside(text[from]))
            --from;
        if (static_cast<unsigned char>(text[from]) >= 0xe3) {
            std::size_t to = from;
            for (int characters = 0; characters < 2 && to < text.size(); ++characters)
                for (++to; to < text.size() && isInside(text[to]);)
                    ++to;
            return text.substr(from, to - from);
        }
        const std::size_t before = text.rfind(' ', from);
        from = before == std::string::npos ? 0 : before + 1;
        std::string word = text.substr(from, text.find(' ', from) - from);
        std::erase(word, '"');
        return word.empty() ? "the" : word;
    }

    Entropy& entropy_;
    std::vector<Language> languages_;
    std::vector<std::string> lines_;
};

// The log

constexpr std::uint32_t people = 200;

OutboxKey outboxOf(std::uint32_t person)
{
    OutboxKey outbox;
    outbox.key.bytes[0] = static_cast<Byte>(person);
    outbox.key.bytes[1] = static_cast<Byte>(person >> 8U);
    return outbox;
}

void fill(SqliteStore& store, std::uint64_t count, Entropy& entropy, Texts& texts)
{
    std::uint64_t proposal = 0;
    std::int64_t time = 1'600'000'000'000;
    std::vector<Proposal> batch;
    const auto flush = [&] {
        store.append(batch);
        batch.clear();
    };
    for (std::uint32_t person = 1; person <= people; ++person) {
        JoinCommand join;
        join.name = "person" + std::to_string(person);
        join.keys = chat::nameKeysOf(join.name);
        join.instance = outboxOf(person);
        batch.push_back({ProposalId{++proposal}, Command{{time}, {}, join}});
    }
    for (std::uint32_t number = 1; store.fold().head().value + batch.size() < count; ++number) {
        const auto person = 1 + static_cast<std::uint32_t>(entropy.drawBelow(people));
        SayCommand say;
        say.member = MemberId{person};
        say.text = texts.text();
        say.submission = {outboxOf(person), SubmissionNumber{number}, {}};
        batch.push_back({ProposalId{++proposal}, Command{{time += 30'000}, entropy.draw<Salt>(), say}});
        if (batch.size() == 1024)
            flush();
    }
    flush();
}

// Figures

void tell(const char* what, std::vector<double> milliseconds, std::size_t found)
{
    std::ranges::sort(milliseconds);
    const auto at = [&](double share) {
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    };
    std::printf("%-34s median %8.3f ms   95 %% %8.3f ms   worst %8.3f ms   found %zu\n", what, at(0.5),
                at(0.95), at(1), found);
    std::fflush(stdout);
}

constexpr PageBounds bounds{Seq{1}, Seq{~std::uint64_t{0} >> 2U}, 200, 8192};

/// A page of results, however many slices it takes; the longest of these too.
double searchPage(HistoryConnection& history, const chat::SearchQuery& query, std::size_t& found,
                  double& slice)
{
    const double start = Clock::now();
    SearchLogRequest request{QueryId{1}, query, bounds, true, false};
    for (;;) {
        const double began = Clock::now();
        const auto reply = history.search(request);
        slice = std::max(slice, millisecondsSince(began));
        CHECK(!reply.failed);
        found += reply.found.size();
        if (reply.isDone || reply.isFull)
            return millisecondsSince(start);
        request.isFirstSlice = false;
        request.isBegun = request.isBegun || !reply.found.empty();
        request.bounds.last = Seq{reply.next.value - 1};
        request.bounds.events -= static_cast<std::uint32_t>(reply.found.size());
    }
}

void measureSearches(HistoryConnection& history, const char* what, const std::vector<std::string>& queries)
{
    std::vector<double> times;
    std::size_t found = 0;
    double slice = 0;
    for (const std::string& text : queries) {
        const auto query = chat::parseSearchQuery(text);
        if (query)
            times.push_back(searchPage(history, *query, found, slice));
    }
    tell(what, times, found);
    std::printf("%-34s longest slice %.3f ms\n", "", slice);
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const bool isKept = argc > 2;
    std::string pattern = (std::filesystem::temp_directory_path() / "hubbub-history-XXXXXX").string();
    const std::filesystem::path folder = isKept ? std::filesystem::path(argv[2]) : ::mkdtemp(pattern.data());
    bench::QuickEntropy entropy(7);
    Texts texts(entropy, argc > 3 ? argv[3] : "");
    auto opened = SqliteStore::open(folder / "data", Durability::normal, entropy);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().context.c_str());
        return 1;
    }
    SqliteStore& store = *opened->store;
    if (store.fold().head().value < count) {
        const double start = Clock::now();
        fill(store, count, entropy, texts);
        std::printf("filled: %.0f events a second\n",
                    static_cast<double>(count) / millisecondsSince(start) * 1000);
    }
    store.doIdleWork();
    const auto file = folder / "data" / "hubbub.db";
    const auto before = std::filesystem::file_size(file);
    std::vector<double> steps;
    const auto fed = store.indexLag();
    for (double start = Clock::now(); store.feedIndex(); start = Clock::now())
        steps.push_back(millisecondsSince(start));
    store.doIdleWork();
    if (!steps.empty()) {
        double all = 0;
        for (const double step : steps)
            all += step;
        std::printf("indexed: %.0f events a second\n", static_cast<double>(fed) / all * 1000);
        tell("a step of the index", steps, steps.size());
        std::printf("file: %.0f MB before, %.0f MB with the index\n", static_cast<double>(before) / 1e6,
                    static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    }

    auto history = store.openHistory();
    CHECK(history.has_value());
    std::vector<double> pages;
    std::size_t events = 0;
    for (int i = 0; i < 1000; ++i) {
        const Seq seq{1 + entropy.drawBelow(count)};
        const WallTime time{1'600'000'000'000 + static_cast<std::int64_t>(seq.value) * 30'000};
        const auto anchor = i % 3 == 0 ? chat::HistoryAnchor(chat::BeforeEvent{seq})
                          : i % 3 == 1 ? chat::HistoryAnchor(chat::AfterEvent{seq})
                                       : chat::HistoryAnchor(chat::AroundTime{time});
        const double start = Clock::now();
        const auto reply = history->readPage({QueryId{1}, anchor, bounds});
        pages.push_back(millisecondsSince(start));
        CHECK(!reply.failed);
        events += reply.page.events.size();
    }
    tell("a page", pages, events);

    std::vector<std::string> words;
    std::vector<std::string> pairs;
    std::vector<std::string> parts;
    std::vector<std::string> single;
    for (int i = 0; i < 200; ++i) {
        words.push_back(texts.word());
        pairs.push_back(texts.twoWords());
        parts.push_back(texts.rareWord());
        single.push_back(utf8(0x4e00 + static_cast<char32_t>(entropy.drawBelow(3000))));
    }
    measureSearches(*history, "a word", words);
    measureSearches(*history, "two words", pairs);
    measureSearches(*history, "a rare word", parts);
    measureSearches(*history, "one Han character", single);
    measureSearches(*history, "two Latin letters", {"zq", "ba", "xx", "qw", "jj", "st", "er"});
    measureSearches(*history, "nothing there",
                    {"nowheretobefound", "龘龘", "xqxqxq", "\"con der est fi gra\""});
    measureSearches(*history, "by whom",
                    {"from:person7", "from:person77 ba", "from:nobody", "from:person199 has:link"});
    measureSearches(*history, "links", {"has:link", "has:link ba", "example.org/77"});
    measureSearches(
        *history, "of a day",
        {"after:2020-11-01 before:2020-11-02", "after:2020-12-01 before:2020-12-02 ba", "before:2020-09-14"});
    opened->store.reset();
    if (!isKept)
        std::filesystem::remove_all(folder);
    return 0;
}
