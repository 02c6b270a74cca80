#include "server/store/search_grams.h"

#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"

#include <algorithm>
#include <array>

namespace hubbub::server {

namespace {

/// Never in a name, and no part of a piece.
constexpr char fieldEnd = '\x1f';
constexpr char nameMark = '\x01';
constexpr std::string_view linkToken = "\x02";
/// More of them find hardly less that is not meant.
constexpr std::size_t termsMost = 12;

struct Range {
    char32_t first;
    char32_t last;
};
/// Jamo; radicals to Yi's neighbours, which are Han, Kana, Bopomofo and what stands among them; syllables;
/// compatibility; the planes of rare Han.
constexpr std::array<Range, 6> twoCharacterRanges{{{0x1100, 0x11ff},
                                                   {0x2e80, 0x9fff},
                                                   {0xa960, 0xa97f},
                                                   {0xac00, 0xd7ff},
                                                   {0xf900, 0xfaff},
                                                   {0x20000, 0x3ffff}}};

std::size_t gramLength(char32_t first)
{
    const bool isTwo = std::ranges::any_of(twoCharacterRanges, [first](const Range& range) {
        return first >= range.first && first <= range.last;
    });
    return isTwo ? 2 : 3;
}

/// Folding has made spaces of nearly everything that is white.
bool isBreak(char32_t character)
{
    return character <= ' ';
}

struct Gram {
    std::string_view bytes;
    bool isWhole = false; ///< not cut short by a break or the end
};

/// Where each character begins, and what it is.
struct Place {
    std::size_t at = 0;
    char32_t character = 0;
};

std::vector<Gram> allGrams(std::string_view folded)
{
    std::vector<Place> places;
    places.reserve(folded.size() + 1);
    std::size_t at = 0;
    chat::forEachCharacter(folded, [&](const chat::Utf8Character& character) {
        places.push_back({at, character.value});
        at += character.bytes;
    });
    places.push_back({at, U'\0'}); // the end is a break

    std::vector<Gram> grams;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        if (isBreak(places[i].character))
            continue;
        const std::size_t wanted = gramLength(places[i].character);
        std::size_t end = i + 1;
        while (end - i < wanted && !isBreak(places[end].character))
            ++end;
        grams.push_back({folded.substr(places[i].at, places[end].at - places[i].at), end - i == wanted});
    }
    return grams;
}

std::string inQuotes(std::string_view term)
{
    std::string out = "\"";
    for (const char each : term) {
        out += each;
        if (each == '"')
            out += each;
    }
    return out + '"';
}

std::string joined(const std::vector<std::string>& terms)
{
    std::string expression;
    for (const std::string& term : terms)
        expression += (expression.empty() ? "" : " AND ") + term;
    return expression;
}

} // namespace

std::vector<std::string_view> gramsOf(std::string_view folded)
{
    std::vector<std::string_view> grams;
    for (const Gram& gram : allGrams(folded))
        grams.push_back(gram.bytes);
    return grams;
}

std::string indexDocument(const chat::Event& event)
{
    const std::string text = chat::unicode::fold(event.text());
    std::string document = chat::unicode::fold(event.name) + fieldEnd;
    if (chat::hasLink(text))
        document += linkToken;
    return document + fieldEnd + text;
}

std::vector<std::string> indexTokens(std::string_view document)
{
    std::vector<std::string> tokens;
    const auto nameEnd = document.find(fieldEnd);
    const auto linkEnd = nameEnd == std::string_view::npos ? nameEnd : document.find(fieldEnd, nameEnd + 1);
    if (linkEnd == std::string_view::npos)
        return tokens;
    tokens.push_back(nameMark + std::string(document.substr(0, nameEnd)));
    if (linkEnd > nameEnd + 1)
        tokens.emplace_back(linkToken);
    for (const std::string_view gram : gramsOf(document.substr(linkEnd + 1)))
        tokens.emplace_back(gram);
    return tokens;
}

IndexQuery indexQuery(const chat::SearchQuery& query)
{
    std::vector<std::string> exact;
    std::vector<std::string> beginnings;
    exact.reserve(query.from.size() + 1);
    for (const std::string& name : query.from)
        exact.push_back(inQuotes(nameMark + name));
    if (query.hasLink)
        exact.push_back(inQuotes(linkToken));
    for (const std::string& word : query.words) {
        for (const Gram& gram : allGrams(word)) {
            if (gram.isWhole)
                exact.push_back(inQuotes(gram.bytes));
            else
                beginnings.push_back(inQuotes(gram.bytes) + " *");
        }
    }
    std::vector<std::string>& terms = exact.empty() ? beginnings : exact;
    if (terms.size() > termsMost)
        terms.resize(termsMost);
    return {joined(terms), exact.empty()};
}

} // namespace hubbub::server
