// What stands in the full-text index: of a folded text, the few characters that begin at each place. Two
// where Han, Kana or Hangul begin, three elsewhere, and fewer before white space and at the end, so that
// whatever part of a text is searched for, something of it is in the index: whole pieces of it, or what some
// piece begins with.
#pragma once

#include "protocol/chat/search_query.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::server {

/// In the order of their places; may repeat. Views into the text.
std::vector<std::string_view> gramsOf(std::string_view folded);

/// What is indexed of an event: its words as pieces, beside its name and whether there is a link. It is taken
/// apart by indexTokens().
std::string indexDocument(const chat::Event& event);
std::vector<std::string> indexTokens(std::string_view document);

/// What the index is asked for: an expression of FTS5, true of every event that the query means, and of
/// others.
struct IndexQuery {
    std::string expression; ///< empty: the index cannot help
    /// It asks only what pieces begin with: that costs as much as there are such pieces.
    bool isVague = false;
};
IndexQuery indexQuery(const chat::SearchQuery& query);

} // namespace hubbub::server
