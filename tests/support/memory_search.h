// Whether a text stands anywhere in the memory that this process may write to, given back or not: for tests
// that secrets are wiped.
#pragma once

#include <QByteArray>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::test {

/// A key's text at the beginning of a file, or in front of its last newline, held otherwise than as they are,
/// so that the search does not find this.
class HiddenText {
public:
    static constexpr std::size_t size = 43; ///< of a key in base64url

    enum class Where { beginning, end };

    explicit HiddenText(const QString& path, Where where = Where::beginning)
    {
        const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
        if (where == Where::end)
            ::lseek(file, -static_cast<off_t>(size) - 1, SEEK_END);
        isRead_ = ::read(file, bytes_.data(), size) == static_cast<ssize_t>(size);
        ::close(file);
        for (char& byte : bytes_)
            byte = turned(byte);
    }
    bool isRead() const { return isRead_; }
    QByteArray shown() const
    {
        QByteArray text(static_cast<qsizetype>(size), Qt::Uninitialized);
        std::ranges::transform(bytes_, text.begin(), turned);
        return text;
    }
    bool isInMemory() const
    {
        const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
        const bool isFound =
            std::ranges::any_of(regions(), [&](const Region& region) { return isIn(memory, region); });
        ::close(memory);
        return isFound;
    }

private:
    using Region = std::pair<std::uintptr_t, std::uintptr_t>;

    static char turned(char byte) { return static_cast<char>(~byte); }

    static std::vector<Region> regions()
    {
        // A sanitizer's tables are larger than whatever holds a program's data.
        constexpr std::uintptr_t most = std::uintptr_t{256} << 20U;
        QFile file(QStringLiteral("/proc/self/maps"));
        std::vector<Region> found;
        if (!file.open(QIODevice::ReadOnly))
            return found;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray& line : lines) {
            const auto dash = line.indexOf('-');
            const auto space = line.indexOf(' ');
            const Region region{line.left(dash).toULongLong(nullptr, 16),
                                line.mid(dash + 1, space - dash - 1).toULongLong(nullptr, 16)};
            if (line.mid(space + 1).startsWith("rw") && region.second - region.first <= most)
                found.push_back(region);
        }
        return found;
    }

    bool isIn(int memory, const Region& region) const
    {
        // Windows overlap, so that the text is whole in one of them.
        static std::array<char, std::size_t{1} << 16U> window;
        for (std::uintptr_t at = region.first; at < region.second; at += window.size() - size) {
            const auto wanted = std::min<std::uintptr_t>(window.size(), region.second - at);
            const auto count = ::pread(memory, window.data(), wanted, static_cast<off_t>(at));
            if (count > 0 && isWithin({window.data(), static_cast<std::size_t>(count)}))
                return true;
        }
        return false;
    }

    bool isWithin(std::string_view bytes) const
    {
        const char first = turned(bytes_.front());
        for (auto at = bytes.find(first); at != bytes.npos; at = bytes.find(first, at + 1)) {
            const std::string_view here = bytes.substr(at, size);
            if (std::ranges::equal(here, bytes_, {}, turned))
                return true;
        }
        return false;
    }

    std::array<char, size> bytes_{};
    bool isRead_ = false;
};

} // namespace hubbub::test
