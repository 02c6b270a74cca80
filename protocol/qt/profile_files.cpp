#include "protocol/qt/profile_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace hubbub::qt {

namespace {

struct ProfileFiles {
    Q_DECLARE_TR_FUNCTIONS(ProfileFiles)
};

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Unexpected<Failure> fail(const QString& sentence)
{
    return Unexpected(Failure{sentence.toStdString()});
}

Unexpected<Failure> cannotRead(const QString& path, const QString& why)
{
    return fail(ProfileFiles::tr("%1 cannot be read: %2.").arg(QDir::toNativeSeparators(path), why));
}

Unexpected<Failure> cannotWrite(const QString& path, const QString& why)
{
    return fail(ProfileFiles::tr("%1 cannot be written: %2.").arg(QDir::toNativeSeparators(path), why));
}

} // namespace

Result<std::optional<QByteArray>, Failure> readWhole(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return std::optional<QByteArray>();
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return cannotRead(path, file.errorString());
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return cannotRead(path, file.errorString());
    return std::optional(std::move(content));
}

Result<Done, Failure> writeWhole(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    const bool done = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
                   && file.setPermissions(ownerOnly) && file.write(content) == content.size()
                   && file.commit();
    if (!done)
        return cannotWrite(path, file.errorString());
    return Done{};
}

Result<Done, Failure> makeFolder(const QString& path)
{
    if (QDir(path).exists())
        return Done{};
    const QString above = QFileInfo(path).absolutePath();
    if (above != path) {
        if (auto made = makeFolder(above); !made)
            return made;
    }
    // Another program may have been faster.
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return fail(ProfileFiles::tr("The folder %1 cannot be made: %2.").arg(path, qt_error_string(errno)));
    if (!QDir(path).exists())
        return fail(ProfileFiles::tr("%1 is no folder.").arg(path));
    return Done{};
}

Failure damagedFile(const QString& path, qsizetype line)
{
    return Failure{ProfileFiles::tr("%1 is damaged (line %2). Restore it from a backup, or move it away to "
                                    "begin with a fresh one.")
                       .arg(path)
                       .arg(line)
                       .toStdString()};
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

Result<FileLock, Failure> FileLock::take(const QString& path, Wait wait)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return cannotWrite(path, qt_error_string(errno));
    FileLock lock(descriptor);
    const int operation = wait == Wait::yes ? LOCK_EX : LOCK_EX | LOCK_NB;
    int taken = 0;
    do {
        taken = ::flock(descriptor, operation);
    } while (taken != 0 && errno == EINTR);
    if (taken == 0)
        return lock;
    if (errno == EWOULDBLOCK)
        return FileLock();
    return cannotWrite(path, qt_error_string(errno));
}

} // namespace hubbub::qt
