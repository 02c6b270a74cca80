// Reads every #include of the project and fails when one points the wrong way: right or sideways in the order
// of the rooms, into the operating system from a room without I/O, or to a cryptographic library from outside
// protocol/crypto. It reads text, not C++; what hides behind a macro is not seen.

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

enum class Io { forbidden, allowed };

struct Room {
    std::string_view path;
    /// The rooms directly to the left; what those may see, this one may see as well.
    std::vector<std::string_view> left;
    Io io;
};

/// The one table of who may know whom. A folder below protocol/, server/ or client-* that is missing here is
/// a finding.
const std::vector<Room> rooms{
    {"protocol/base", {}, Io::forbidden},
    {"protocol/wire", {"protocol/base"}, Io::forbidden},
    {"protocol/crypto", {"protocol/base"}, Io::forbidden},
    {"protocol/link", {"protocol/wire", "protocol/crypto"}, Io::forbidden},
    {"protocol/chat", {"protocol/link"}, Io::forbidden},
    {"protocol/client", {"protocol/chat"}, Io::forbidden},
    {"protocol/qt", {"protocol/client"}, Io::allowed},
    {"protocol/screen", {"protocol/qt"}, Io::allowed},
    {"client-gui", {"protocol/screen"}, Io::allowed},
    {"client-cli/terminal", {"protocol/screen"}, Io::allowed},
    {"client-cli", {"client-cli/terminal"}, Io::allowed},
    {"server/core", {"protocol/chat"}, Io::forbidden},
    {"server/store", {"server/core"}, Io::allowed},
    {"server/net", {"server/core"}, Io::allowed},
    {"server", {"server/store", "server/net", "protocol/qt"}, Io::allowed},
};

/// Qt Core's value types and codecs are fine in a room without I/O; everything that acts, waits or is a
/// QObject is not.
const std::set<std::string_view> pureQt{
    "QByteArray",    "QByteArrayView",      "QCborArray",
    "QCborMap",      "QCborStreamReader",   "QCborStreamWriter",
    "QCborValue",    "QLatin1String",       "QString",
    "QStringView",   "QStringList",         "QtGlobal",
    "QCborError",    "QStringConverter",    "QtEndian",
    "qcborcommon.h", "qcborstreamreader.h",
};

/// Headers through which a room would meet a socket, file, thread or clock.
const std::regex systemHeader{
    "sys/.*|net/.*|netinet/.*|linux/"
    ".*|poll\\.h|unistd\\.h|fcntl\\.h|signal\\.h|pthread\\.h|threads\\.h|time\\.h|"
    "ctime|csignal|thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token|"
    "fstream|iostream|filesystem|random"};

/// Clocks and random numbers that come without a header of their own. `random` is barred as well: the
/// standard's distributions differ between libraries, and a run could not be replayed.
const std::regex clockOrChance{"\\b(steady_clock|system_clock|high_resolution_clock|random_device|getrandom|"
                               "getentropy|clock_gettime|gettimeofday)\\b"};

const std::regex cryptoHeader{"sodium\\.h|sodium/.*|openssl/.*|intel-ipsec-mb\\.h"};

const Room* roomNamed(std::string_view path)
{
    const auto found = std::ranges::find(rooms, path, &Room::path);
    return found == rooms.end() ? nullptr : &*found;
}

bool maySee(const Room& room, std::string_view target)
{
    return room.path == target || std::ranges::any_of(room.left, [&](std::string_view left) {
               return maySee(*roomNamed(left), target);
           });
}

std::string folderOf(const std::string& file)
{
    const auto slash = file.rfind('/');
    return slash == std::string::npos ? std::string{} : file.substr(0, slash);
}

/// The code of one line. Block comments are told by their leading star, which is how the project writes them.
std::string withoutComment(const std::string& line)
{
    const auto start = line.find_first_not_of(" \t");
    if (start == std::string::npos || line[start] == '*')
        return {};
    return line.substr(0, std::min(line.find("//"), line.find("/*")));
}

/// What is wrong with `text`, were it the source file `file` (a path from the repository's root).
std::vector<std::string> findings(const std::string& file, const std::string& text)
{
    const Room* room = roomNamed(folderOf(file));
    if (room == nullptr)
        return {file + ": lies in no room that the table knows"};

    static const std::regex includeLine{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
    std::vector<std::string> found;
    const auto report = [&](const std::string& what) { found.push_back(file + ": " + what); };

    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_search(line, match, includeLine)) {
            const std::string target = match[2];
            if (match[1] == "\"") {
                if (target.ends_with(".moc"))
                    continue;
                if (roomNamed(folderOf(target)) == nullptr)
                    report("includes \"" + target + "\", which is not written from the root");
                else if (!maySee(*room, folderOf(target)))
                    report("includes \"" + target + "\", which lies right or sideways of it");
                continue;
            }
            if (room->path != "protocol/crypto" && std::regex_match(target, cryptoHeader))
                report("includes <" + target + ">, which belongs in protocol/crypto alone");
            if (room->io == Io::forbidden) {
                const std::string name = target.substr(target.rfind('/') + 1);
                const bool isQt = target.starts_with('Q') || target.starts_with('q');
                if (isQt ? !pureQt.contains(name) : std::regex_match(target, systemHeader))
                    report("includes <" + target + ">, but this room does no I/O");
            }
        } else if (room->io == Io::forbidden) {
            const std::string code = withoutComment(line);
            if (std::regex_search(code, match, clockOrChance))
                report("uses " + match[1].str() + ", but time and chance are passed in to this room");
        }
    }
    return found;
}

using Sources = std::map<std::string, std::string>;

std::vector<std::string> findings(const Sources& sources)
{
    std::vector<std::string> all;
    for (const auto& [file, text] : sources)
        std::ranges::move(findings(file, text), std::back_inserter(all));
    return all;
}

Sources projectSources()
{
    const QDir root{QStringLiteral(HUBBUB_SOURCE_DIR)};
    Sources sources;
    for (const auto* top : {"protocol", "server", "client-cli", "client-gui"}) {
        QDirIterator files{root.filePath(QLatin1String(top)),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                           QDir::Files,
                           QDirIterator::Subdirectories};
        while (files.hasNext()) {
            QFile file{files.next()};
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            sources.emplace(root.relativeFilePath(file.fileName()).toStdString(),
                            file.readAll().toStdString());
        }
    }
    return sources;
}

} // namespace

class IncludeDirectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableNamesOnlyRoomsThatExist();
    void everyIncludePointsToTheSameRoomOrLeft();
    void badSourcesAreReported_data();
    void badSourcesAreReported();
    void goodSourcesAreNot_data();
    void goodSourcesAreNot();
};

void IncludeDirectionTest::theTableNamesOnlyRoomsThatExist()
{
    const QDir root{QStringLiteral(HUBBUB_SOURCE_DIR)};
    for (const Room& room : rooms) {
        QVERIFY2(root.exists(QString::fromUtf8(room.path.data(), qsizetype(room.path.size()))),
                 room.path.data());
        for (const std::string_view left : room.left)
            QVERIFY2(roomNamed(left) != nullptr, left.data());
    }
}

void IncludeDirectionTest::everyIncludePointsToTheSameRoomOrLeft()
{
    const auto found = findings(projectSources());
    for (const std::string& finding : found)
        qWarning("%s", finding.c_str());
    QCOMPARE(found.size(), 0U);
}

void IncludeDirectionTest::badSourcesAreReported_data()
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const char* file, const char* text) {
        QTest::newRow(name) << std::string{file} << std::string{text};
    };
    row("right", "protocol/base/a.h", "#include \"protocol/wire/frame.h\"\n");
    row("far right", "protocol/link/a.h", "#include \"protocol/qt/client.h\"\n");
    row("wire to crypto", "protocol/wire/a.h", "#include \"protocol/crypto/aead.h\"\n");
    row("crypto to wire", "protocol/crypto/a.h", "#include \"protocol/wire/frame.h\"\n");
    row("store to net", "server/store/a.cpp", "#include \"server/net/socket.h\"\n");
    row("net to store", "server/net/a.cpp", "#include \"server/store/store.h\"\n");
    row("core to store", "server/core/a.cpp", "#include \"server/store/store.h\"\n");
    row("core to the program", "server/core/a.cpp", "#include \"server/config.h\"\n");
    row("server to a client's brain", "server/core/a.cpp", "#include \"protocol/client/engine.h\"\n");
    row("client to server", "client-cli/a.cpp", "#include \"server/core/room.h\"\n");
    row("one client to the other", "client-gui/a.cpp", "#include \"client-cli/plain.h\"\n");
    row("tests", "protocol/base/a.cpp", "#include \"tests/support/clock.h\"\n");
    row("not from the root", "protocol/base/a.cpp", "#include \"bytes.h\"\n");
    row("unknown room", "protocol/new/a.h", "");
    row("indented", "protocol/base/a.h", "  #  include   \"protocol/wire/frame.h\"\n");
    row("socket", "protocol/link/a.h", "#include <sys/socket.h>\n");
    row("Qt socket", "protocol/client/a.h", "#include <QUdpSocket>\n");
    row("Qt socket by module", "protocol/client/a.h", "#include <QtNetwork/QUdpSocket>\n");
    row("timer", "protocol/chat/a.h", "#include <QTimer>\n");
    row("object", "server/core/a.h", "#include <QObject>\n");
    row("file", "protocol/client/a.h", "#include <QFile>\n");
    row("standard file", "protocol/client/a.h", "#include <fstream>\n");
    row("thread", "server/core/a.h", "#include <thread>\n");
    row("mutex", "protocol/base/a.h", "#include <mutex>\n");
    row("steady clock", "protocol/link/a.cpp", "auto now = std::chrono::steady_clock::now();\n");
    row("system clock", "server/core/a.cpp", "using Clock = std::chrono::system_clock;\n");
    row("chance", "protocol/crypto/a.cpp", "std::random_device device;\n");
    row("libsodium", "protocol/link/a.cpp", "#include <sodium.h>\n");
    row("libsodium in a program", "server/a.cpp", "#include <sodium.h>\n");
    row("OpenSSL", "client-cli/a.cpp", "#include <openssl/evp.h>\n");
    row("ipsec-mb", "server/a.cpp", "#include <intel-ipsec-mb.h>\n");
}

void IncludeDirectionTest::badSourcesAreReported()
{
    QFETCH(std::string, file);
    QFETCH(std::string, text);
    QCOMPARE(findings(Sources{{file, text}}).size(), 1U);
}

void IncludeDirectionTest::goodSourcesAreNot_data()
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const char* file, const char* text) {
        QTest::newRow(name) << std::string{file} << std::string{text};
    };
    row("same room", "protocol/wire/a.cpp", "#include \"protocol/wire/a.h\"\n");
    row("left", "protocol/wire/a.cpp", "#include \"protocol/base/bytes.h\"\n");
    row("far left", "client-gui/a.cpp", "#include \"protocol/base/bytes.h\"\n");
    row("program to its rooms", "server/main.cpp",
        "#include \"server/net/socket.h\"\n#include \"server/store/store.h\"\n#include "
        "\"server/config.h\"\n");
    row("generated", "client-gui/a.cpp", "#include \"a.moc\"\n");
    row("CBOR", "protocol/chat/a.cpp", "#include <QCborStreamReader>\n#include <QByteArray>\n");
    row("standard library", "server/core/a.cpp", "#include <chrono>\n#include <vector>\n");
    row("libsodium at home", "protocol/crypto/a.cpp", "#include <sodium.h>\n#include <intel-ipsec-mb.h>\n");
    row("clock at the edge", "protocol/qt/a.cpp", "auto now = std::chrono::steady_clock::now();\n");
    row("clock in a comment", "protocol/base/time.h", "/// Made from a steady_clock by the caller.\n");
}

void IncludeDirectionTest::goodSourcesAreNot()
{
    QFETCH(std::string, file);
    QFETCH(std::string, text);
    const auto found = findings(Sources{{file, text}});
    QVERIFY2(found.empty(), found.empty() ? "" : found.front().c_str());
}

QTEST_APPLESS_MAIN(IncludeDirectionTest)
#include "include_direction_test.moc"
