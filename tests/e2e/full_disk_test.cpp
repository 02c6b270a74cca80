// The disk fills up under a room where people talk: what does not fit is refused with a reason, whoever
// leaves has left, nothing confirmed is lost, and all goes on when there is space again.
//
// Needs a small file system of its own, and so the right to mount one; skipped without.

#include "tests/support/program.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <map>

using namespace hubbub::test;

namespace {

/// A tmpfs in a mount namespace of this process and its children, so that nothing of it is left behind.
class SmallDisk {
public:
    SmallDisk() = default;
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::umount2(qUtf8Printable(path_), MNT_DETACH); }

    bool mount(const QString& path)
    {
        path_ = path;
        return unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && QDir().mkpath(path)
            && ::mount("tmpfs", qUtf8Printable(path), "tmpfs", 0, "size=8m,mode=700") == 0;
    }
    /// Takes all that is free.
    bool fill()
    {
        const int file = ::open(qUtf8Printable(filler()), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        const std::array<char, 4096> block{};
        while (file >= 0 && ::write(file, block.data(), block.size()) > 0) {
        }
        const bool isFull = file >= 0 && errno == ENOSPC;
        ::close(file);
        return isFull;
    }
    void makeRoom() { QFile::remove(filler()); }

private:
    QString filler() const { return path_ + QStringLiteral("/filler"); }

    QString path_;
};

const QString fullText = QString(4000, QLatin1Char('x'));

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!disk_.mount(folder_.filePath(QStringLiteral("disk"))))
            QSKIP("needs the right to mount a small file system");
    }

    void whatDoesNotFitIsRefusedAndNothingConfirmedIsLost()
    {
        auto server = std::make_unique<ServerProgram>(data());
        const quint16 port = server->port();
        JsonClient listener(server->address(), QStringLiteral("听众"), profile("listener"), stay());
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient first(server->address(), QStringLiteral("小红"), profile("first"));
        QVERIFY(!first.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient second(server->address(), QStringLiteral("小刚"), profile("second"));
        QVERIFY(!second.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient speaker(server->address(), QStringLiteral("小明"), profile("speaker"), stay());
        QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
        QVERIFY(sayOne(speaker, QStringLiteral("there is space")) == QLatin1String("sent"));

        // The space that the database has taken already lasts for a while.
        QVERIFY(disk_.fill());
        QString outcome = QStringLiteral("sent");
        for (int i = 0; i < 2000 && outcome == QLatin1String("sent"); ++i)
            outcome = sayOne(speaker, fullText);
        QCOMPARE(outcome, QStringLiteral("refused"));
        const QJsonObject refused = speaker.objects(QStringLiteral("refused")).back();
        QCOMPARE(refused.value(QStringLiteral("code")).toString(), QStringLiteral("NOT_STORED"));
        QVERIFY(refused.value(QStringLiteral("text")).toString().contains(QLatin1String("disk is full")));

        // A leave finds the space that was kept for it.
        first.closeInput();
        first.readAll();
        QCOMPARE(first.end(), 0);
        QVERIFY(!waitForLeft(listener, QStringLiteral("小红")).isEmpty());
        // Not even that: the leave waits.
        QVERIFY(disk_.fill());
        QCOMPARE(sayOne(speaker, fullText), QStringLiteral("refused"));
        second.closeInput();
        second.readAll();
        QCOMPARE(second.end(), 0);
        QVERIFY(!server->isOver());

        disk_.makeRoom();
        // The server looks for space when it is asked to store something, and once a second.
        outcome = QString();
        for (int i = 0; i < 2000 && outcome != QLatin1String("sent"); ++i)
            outcome = sayOne(speaker, QStringLiteral("there is space again"));
        QCOMPARE(outcome, QStringLiteral("sent"));
        QVERIFY(!listener.waitForText(QStringLiteral("message"), QStringLiteral("there is space again"))
                     .isEmpty());
        QCOMPARE(leftBy(listener, QStringLiteral("小红")), 1);
        QCOMPARE(leftBy(listener, QStringLiteral("小刚")), 1);
        QVERIFY(everythingSentWasHeard(speaker, listener));

        // Killed and started again, the server has the log that they have: nobody is told of a fork.
        server->signal(SIGKILL);
        server->end();
        server = std::make_unique<ServerProgram>(data(), port);
        QCOMPARE(sayOne(speaker, QStringLiteral("after all")), QStringLiteral("sent"));
        QVERIFY(!listener.waitForText(QStringLiteral("message"), QStringLiteral("after all")).isEmpty());
        for (JsonClient* const client : {&listener, &speaker}) {
            QVERIFY(!client->objects(QStringLiteral("link")).empty());
            for (const QJsonObject& link : client->objects(QStringLiteral("link")))
                QVERIFY(link.value(QStringLiteral("state")).toString() != QLatin1String("forked"));
        }
    }

    void aServerKilledWhileItsDiskIsFullKeepsWhatItHasConfirmed()
    {
        auto server = std::make_unique<ServerProgram>(data());
        const quint16 port = server->port();
        JsonClient listener(server->address(), QStringLiteral("听众"), profile("listener"), stay());
        QVERIFY(!listener.waitFor(QStringLiteral("welcome")).isEmpty());
        JsonClient speaker(server->address(), QStringLiteral("小明"), profile("speaker"), stay());
        QVERIFY(!speaker.waitFor(QStringLiteral("welcome")).isEmpty());
        QVERIFY(disk_.fill());
        QString outcome = QStringLiteral("sent");
        for (int i = 0; i < 2000 && outcome == QLatin1String("sent"); ++i)
            outcome = sayOne(speaker, fullText);
        QCOMPARE(outcome, QStringLiteral("refused"));

        server->signal(SIGKILL);
        server->end();
        disk_.makeRoom();
        server = std::make_unique<ServerProgram>(data(), port);
        QCOMPARE(server->port(), port);
        QCOMPARE(sayOne(speaker, QStringLiteral("after the kill")), QStringLiteral("sent"));
        QVERIFY(!listener.waitForText(QStringLiteral("message"), QStringLiteral("after the kill")).isEmpty());
        QVERIFY(everythingSentWasHeard(speaker, listener));
        for (const QJsonObject& link : listener.objects(QStringLiteral("link")))
            QVERIFY(link.value(QStringLiteral("state")).toString() != QLatin1String("forked"));
    }

    void cleanup() { disk_.makeRoom(); }

private:
    static QStringList stay() { return {QStringLiteral("--stay")}; }
    /// A data folder and profiles for each test.
    QString data() const { return folder_.filePath(QStringLiteral("disk/%1").arg(testName())); }
    QString profile(const char* name) const
    {
        return folder_.filePath(QStringLiteral("%1-%2").arg(testName(), QLatin1String(name)));
    }
    static QString testName() { return QLatin1String(QTest::currentTestFunction()); }

    /// Says it and waits for its result: `sent` or `refused`.
    static QString sayOne(JsonClient& speaker, const QString& text)
    {
        speaker.write(text + QLatin1Char('\n'));
        while (true) {
            const QJsonObject object = speaker.next();
            QString type = object.value(QStringLiteral("type")).toString();
            if (object.isEmpty() || type == QLatin1String("sent") || type == QLatin1String("refused"))
                return type;
        }
    }

    static QJsonObject waitForLeft(JsonClient& listener, const QString& name)
    {
        return listener.waitFor(QStringLiteral("left"), [&](const QJsonObject& left) {
            return left.value(QStringLiteral("name")).toString() == name;
        });
    }
    static int leftBy(const JsonClient& listener, const QString& name)
    {
        int count = 0;
        for (const QJsonObject& left : listener.objects(QStringLiteral("left")))
            count += left.value(QStringLiteral("name")).toString() == name ? 1 : 0;
        return count;
    }

    /// Under the same numbers, and nothing else; to be called when the last of it has been heard.
    static bool everythingSentWasHeard(const JsonClient& speaker, const JsonClient& listener)
    {
        std::map<int, int> seen;
        for (const QJsonObject& message : listener.objects(QStringLiteral("message")))
            ++seen[message.value(QStringLiteral("seq")).toInt()];
        std::map<int, int> sent;
        for (const QJsonObject& object : speaker.objects(QStringLiteral("sent")))
            ++sent[object.value(QStringLiteral("seq")).toInt()];
        return !sent.empty() && sent == seen;
    }

    QTemporaryDir folder_;
    SmallDisk disk_;
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
