// SQLite's full-text search is taught to take texts apart into the pieces of search_grams.h. A database that
// has such an index can be written only through connections that know how.
#pragma once

struct sqlite3;

namespace hubbub::server {

/// As `hubbub_grams`. Where that fails, statements that need it do.
void addGramTokenizer(sqlite3* database);

} // namespace hubbub::server
