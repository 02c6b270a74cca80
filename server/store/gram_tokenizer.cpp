#include "server/store/gram_tokenizer.h"

#include "server/store/search_grams.h"

#include <sqlite3.h>

namespace hubbub::server {

namespace {

using TakeToken = int (*)(void* context, int flags, const char* token, int size, int start, int end);

/// The tokenizer has no state: a pointer that is not null has to stand for it.
int create(void*, const char**, int, Fts5Tokenizer** tokenizer)
{
    static char onlyOne = 0;
    *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&onlyOne);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

/// Places in the text are of no use here: the index holds none.
int tokenize(Fts5Tokenizer*, void* context, int flags, const char* bytes, int size, TakeToken take)
{
    const std::string_view text(bytes, static_cast<std::size_t>(size));
    // A query is made of single tokens already (indexQuery()).
    if ((flags & FTS5_TOKENIZE_QUERY) != 0)
        return take(context, 0, bytes, size, 0, size);
    for (const std::string& token : indexTokens(text)) {
        if (const int result = take(context, 0, token.data(), static_cast<int>(token.size()), 0, size);
            result != SQLITE_OK)
            return result;
    }
    return SQLITE_OK;
}

fts5_api* fullTextOf(sqlite3* database)
{
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace

void addGramTokenizer(sqlite3* database)
{
    fts5_tokenizer functions{create, destroy, tokenize};
    if (fts5_api* const api = fullTextOf(database))
        api->xCreateTokenizer(api, "hubbub_grams", nullptr, &functions, nullptr);
}

} // namespace hubbub::server
