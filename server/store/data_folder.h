// The server's data folder: made when missing, held by one server at a time, with a reserve of disk space for
// what must not be refused.
#pragma once

#include "server/store/store_place.h"

#include <filesystem>

namespace hubbub::server {

inline std::filesystem::path databaseOf(const std::filesystem::path& folder)
{
    return folder / "hubbub.db";
}

class DataFolder final : public StorePlace {
public:
    /// Makes the folder if need be, and holds it until destroyed or until the process ends in whatever way.
    static Result<DataFolder, Failure> open(const std::filesystem::path& path);
    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder() override;

    std::filesystem::path database() const override { return databaseOf(path_); }
    Result<Done, Failure> makeDatabaseFile() const override;

    bool hasReserve() const override { return hasReserve_; }
    bool makeReserve() override;
    void freeReserve() override;

private:
    DataFolder(std::filesystem::path path, int lock);
    std::filesystem::path reserve() const { return path_ / "reserve"; }

    std::filesystem::path path_;
    int lock_; ///< descriptor of the locked file; -1 when moved from
    bool hasReserve_ = false;
};

} // namespace hubbub::server
