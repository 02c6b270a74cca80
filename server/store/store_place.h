// Where a store lies, as far as it is not SQLite's business: a folder on a disk, or what a simulator has in
// place of one.
#pragma once

#include "protocol/base/result.h"

#include <filesystem>

namespace hubbub::server {

class StorePlace {
public:
    StorePlace() = default;
    StorePlace(const StorePlace&) = delete;
    StorePlace& operator=(const StorePlace&) = delete;
    virtual ~StorePlace() = default;

    virtual std::filesystem::path database() const = 0;
    /// The name of SQLite's file system for it; nullptr: the system's own.
    virtual const char* fileSystem() const { return nullptr; }
    /// Makes an empty file, for the owner alone, if there is none.
    virtual Result<Done, Failure> makeDatabaseFile() const = 0;

    // A reserve of space for what must not be refused.

    virtual bool hasReserve() const = 0;
    /// True if there is one afterwards.
    virtual bool makeReserve() = 0;
    virtual void freeReserve() = 0;
};

} // namespace hubbub::server
