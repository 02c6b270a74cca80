// The ways a profile's files are read and written: whole, atomically, and for their owner alone. Without a
// buffer of Qt's, in which secrets would stay behind.
#pragma once

#include "protocol/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace hubbub::qt {

/// Nothing if there is no such file.
Result<std::optional<QByteArray>, Failure> readWhole(const QString& path);
/// Either the file is there with all of it, or it is as it was; mode 0600.
Result<Done, Failure> writeWhole(const QString& path, const QByteArray& content);
/// Makes the folder with mode 0700, and those above it that are missing.
Result<Done, Failure> makeFolder(const QString& path);

Failure damagedFile(const QString& path, qsizetype line);

/// An flock() on a file, which goes with the process however it ends.
class FileLock {
public:
    enum class Wait { no, yes };
    FileLock() = default;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

    /// A lock that is not held if another process holds it and `wait` is no.
    static Result<FileLock, Failure> take(const QString& path, Wait wait);
    bool isHeld() const { return descriptor_ >= 0; }

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

} // namespace hubbub::qt
