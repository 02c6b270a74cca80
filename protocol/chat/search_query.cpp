#include "protocol/chat/search_query.h"

#include "protocol/chat/past_limits.h"
#include "protocol/chat/text.h"
#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace hubbub::chat {

namespace {

/// As an input method for Chinese writes a colon.
constexpr std::string_view wideColon = "：";

bool isWhiteSpace(char32_t character)
{
    return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

std::string_view skipWhiteSpace(std::string_view text)
{
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        if (!isWhiteSpace(character.value))
            break;
        text.remove_prefix(character.bytes);
    }
    return text;
}

/// What stands before the next white space.
std::string_view takeUntilWhiteSpace(std::string_view& rest)
{
    const std::string_view all = rest;
    while (!rest.empty()) {
        const auto character = firstCharacter(rest);
        if (isWhiteSpace(character.value))
            break;
        rest.remove_prefix(character.bytes);
    }
    return all.substr(0, all.size() - rest.size());
}

/// Behind the opening mark, up to the closing one; two marks stand for one. Nothing if it is not closed.
std::optional<std::string> takeQuoted(std::string_view& rest)
{
    std::string quoted;
    for (;;) {
        const auto mark = rest.find('"');
        if (mark == std::string_view::npos)
            return std::nullopt;
        quoted += rest.substr(0, mark);
        rest.remove_prefix(mark + 1);
        if (!rest.starts_with('"'))
            return quoted;
        quoted += '"';
        rest.remove_prefix(1);
    }
}

/// `from:`, whichever colon it is written with and however large.
bool takePrefix(std::string_view& rest, std::string_view prefix)
{
    if (rest.size() < prefix.size())
        return false;
    const bool isIt = std::equal(prefix.begin(), prefix.end(), rest.begin(), [](char wanted, char given) {
        return wanted == (given >= 'A' && given <= 'Z' ? static_cast<char>(given - 'A' + 'a') : given);
    });
    const std::string_view behind = rest.substr(prefix.size());
    if (!isIt || (!behind.starts_with(':') && !behind.starts_with(wideColon)))
        return false;
    rest = behind.substr(behind.starts_with(':') ? 1 : wideColon.size());
    return true;
}

bool isBlank(std::string_view text)
{
    return skipWhiteSpace(text).empty();
}

/// Reads one thing after another; the first mistake ends it.
class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Result<SearchQuery, std::string> parse()
    {
        unsigned things = 0;
        for (rest_ = skipWhiteSpace(rest_); !rest_.empty(); rest_ = skipWhiteSpace(rest_)) {
            if (++things > limits::searchWords)
                return mistake("Search for at most " + std::to_string(limits::searchWords)
                               + " words and conditions at once.");
            if (auto wrong = takeOne())
                return mistake(std::move(*wrong));
        }
        if (things == 0)
            return mistake("Say what to search for.");
        return std::move(query_);
    }

private:
    using Mistake = std::optional<std::string>;

    static Unexpected<std::string> mistake(std::string text) { return Unexpected(std::move(text)); }

    Mistake takeOne()
    {
        if (takePrefix(rest_, "from"))
            return takeFrom();
        if (takePrefix(rest_, "before"))
            return takeTime(query_.before, [](WallTime a, WallTime b) { return std::min(a, b); });
        if (takePrefix(rest_, "after"))
            return takeTime(query_.notBefore, [](WallTime a, WallTime b) { return std::max(a, b); });
        if (takePrefix(rest_, "has"))
            return takeHas();
        auto word = takeWord();
        if (!word)
            return word.error();
        query_.words.push_back(unicode::fold(*word));
        return std::nullopt;
    }

    Result<std::string, std::string> takeWord()
    {
        if (!rest_.starts_with('"'))
            return std::string(takeUntilWhiteSpace(rest_));
        rest_.remove_prefix(1);
        auto quoted = takeQuoted(rest_);
        if (!quoted)
            return mistake("Close the quotation mark, or write \"\"\"\" to search for one.");
        if (isBlank(*quoted))
            return mistake("Write something between the quotation marks.");
        return std::move(*quoted);
    }

    Mistake takeFrom()
    {
        auto name = takeWord();
        if (!name)
            return name.error();
        if (name->empty())
            return "Write a name directly behind from:, as in from:tom.";
        query_.from.push_back(unicode::fold(*name));
        return std::nullopt;
    }

    template <class Narrower>
    Mistake takeTime(std::optional<WallTime>& bound, Narrower narrower)
    {
        const auto time = parseTime(takeUntilWhiteSpace(rest_));
        if (!time)
            return "Write the date directly behind before: or after:, as in after:2026-01-31.";
        bound = bound ? narrower(*bound, *time) : *time;
        return std::nullopt;
    }

    Mistake takeHas()
    {
        if (unicode::fold(takeUntilWhiteSpace(rest_)) != "link")
            return "The only thing to ask for with has: is a link, as in has:link.";
        query_.hasLink = true;
        return std::nullopt;
    }

    std::string_view rest_;
    SearchQuery query_;
};

// Times

/// Exactly so many digits.
std::optional<int> takeDigits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int number = 0;
    for (const char digit : text.substr(0, count)) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, char wanted)
{
    if (!text.starts_with(wanted))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::minutes> takeHoursAndMinutes(std::string_view& text)
{
    const auto hours = takeDigits(text, 2);
    if (!hours || !take(text, ':'))
        return std::nullopt;
    const auto minutes = takeDigits(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

/// `:30`, `:30.5`, or nothing at all.
std::optional<std::chrono::milliseconds> takeSeconds(std::string_view& text)
{
    if (!take(text, ':'))
        return 0ms;
    const auto seconds = takeDigits(text, 2);
    if (!seconds || *seconds > 60)
        return std::nullopt;
    std::chrono::milliseconds time = std::chrono::seconds(*seconds);
    if (!take(text, '.'))
        return time;
    auto place = 100ms;
    bool hasDigits = false;
    while (const auto digit = takeDigits(text, 1)) {
        time += *digit * place;
        place /= 10;
        hasDigits = true;
    }
    return hasDigits ? std::optional(time) : std::nullopt;
}

std::optional<std::chrono::minutes> takeOffset(std::string_view& text)
{
    if (take(text, 'Z') || take(text, 'z'))
        return 0min;
    const bool isWest = text.starts_with('-');
    if (!isWest && !text.starts_with('+'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto offset = takeHoursAndMinutes(text);
    return offset ? std::optional(isWest ? -*offset : *offset) : std::nullopt;
}

// Links

constexpr std::array<std::string_view, 3> linkSchemes{"https", "http", "hubbub"};
constexpr std::string_view schemeEnd = "://";

bool mayStandInLink(char character)
{
    return static_cast<unsigned char>(character) > ' '
        && std::string_view("<>\"`{}|\\^\x7f").find(character) == std::string_view::npos;
}

bool isAsciiWordCharacter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

bool endsWithScheme(std::string_view text)
{
    return std::ranges::any_of(linkSchemes, [text](std::string_view scheme) {
        if (!text.ends_with(scheme))
            return false;
        const auto before = text.size() - scheme.size();
        return before == 0 || !isAsciiWordCharacter(text[before - 1]);
    });
}

} // namespace

Result<SearchQuery, std::string> parseSearchQuery(std::string_view text)
{
    if (text.size() > limits::searchQueryBytes)
        return Unexpected("Search for less at once: at most " + std::to_string(limits::searchQueryBytes)
                          + " bytes.");
    if (!isValidUtf8(text))
        return Unexpected(std::string("What is searched for must be valid UTF-8."));
    return Parser(text).parse();
}

bool isSearchable(const Event& event)
{
    const bool isSaid = std::holds_alternative<Message>(event.what)
                     || std::holds_alternative<Announcement>(event.what)
                     || std::holds_alternative<TopicSet>(event.what);
    return isSaid && std::holds_alternative<Content>(event.content);
}

bool matches(const SearchQuery& query, const Event& event)
{
    if ((query.notBefore && event.time < *query.notBefore) || (query.before && event.time >= *query.before))
        return false;
    if (!query.from.empty()) {
        const std::string name = unicode::fold(event.name);
        if (std::ranges::any_of(query.from, [&](const std::string& from) { return from != name; }))
            return false;
    }
    if (query.words.empty() && !query.hasLink)
        return true;
    const std::string text = unicode::fold(event.text());
    return std::ranges::all_of(query.words,
                               [&](const std::string& word) { return text.find(word) != std::string::npos; })
        && (!query.hasLink || hasLink(text));
}

bool hasLink(std::string_view folded)
{
    for (auto at = folded.find(schemeEnd); at != std::string_view::npos; at = folded.find(schemeEnd, at + 1))
    {
        const auto behind = at + schemeEnd.size();
        if (behind < folded.size() && mayStandInLink(folded[behind]) && endsWithScheme(folded.substr(0, at)))
            return true;
    }
    return false;
}

std::optional<WallTime> parseTime(std::string_view text)
{
    using namespace std::chrono;
    const auto yearNumber = takeDigits(text, 4);
    if (!yearNumber || !take(text, '-'))
        return std::nullopt;
    const auto monthNumber = takeDigits(text, 2);
    if (!monthNumber || !take(text, '-'))
        return std::nullopt;
    const auto dayNumber = takeDigits(text, 2);
    if (!dayNumber)
        return std::nullopt;
    const year_month_day date{year(*yearNumber), month(static_cast<unsigned>(*monthNumber)),
                              day(static_cast<unsigned>(*dayNumber))};
    if (!date.ok())
        return std::nullopt;
    milliseconds time = duration_cast<milliseconds>(sys_days(date).time_since_epoch());
    if (!text.empty()) {
        if (!take(text, 'T') && !take(text, 't'))
            return std::nullopt;
        const auto ofDay = takeHoursAndMinutes(text);
        const auto behind = ofDay ? takeSeconds(text) : std::nullopt;
        const auto offset = behind ? takeOffset(text) : std::nullopt;
        if (!offset || !text.empty())
            return std::nullopt;
        time += *ofDay + *behind - *offset;
    }
    return WallTime{std::max<std::int64_t>(time.count(), 0)};
}

} // namespace hubbub::chat
