// The server's data folder: made when missing, held by one server at a time, with a reserve of disk space for
// what must not be refused.
#pragma once

#include "protocol/base/result.h"

#include <filesystem>

namespace hubbub::server {

class DataFolder {
public:
    /// Makes the folder if need be, and holds it until destroyed or until the process ends in whatever way.
    static Result<DataFolder, Failure> open(const std::filesystem::path& path);
    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder();

    std::filesystem::path database() const { return path_ / "hubbub.db"; }
    /// Makes an empty file, for the owner alone, if there is none.
    Result<Done, Failure> makeDatabaseFile() const;

    bool hasReserve() const { return hasReserve_; }
    /// True if there is one afterwards.
    bool makeReserve();
    void freeReserve();

private:
    DataFolder(std::filesystem::path path, int lock);
    std::filesystem::path reserve() const { return path_ / "reserve"; }

    std::filesystem::path path_;
    int lock_; ///< descriptor of the locked file; -1 when moved from
    bool hasReserve_ = false;
};

} // namespace hubbub::server
