// The project's own programs, run for real: started, spoken to line by line, killed. Waits for what is
// expected and fails when it does not come; never sleeps.
#pragma once

#include "tests/support/kept_port.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <sys/types.h>

#include <csignal>
#include <functional>
#include <vector>

namespace hubbub::test {

/// Long enough for a loaded machine; a test that waits for it fails.
inline constexpr int patienceMs = 60'000;

class Program {
public:
    Program(const QString& name, const QStringList& arguments)
    {
        process_.setProgram(QStringLiteral(HUBBUB_PROGRAM_DIR "/") + name);
        process_.setArguments(arguments);
        process_.start();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program()
    {
        process_.kill();
        process_.waitForFinished(patienceMs);
    }

    /// The next line of standard output, without its newline; null when none comes.
    QString readLine()
    {
        if (!QTest::qWaitFor([this] { return process_.canReadLine() || isOver(); }, patienceMs)
            || !process_.canReadLine())
            return {};
        return QString::fromUtf8(process_.readLine()).chopped(1);
    }
    void write(const QString& text) { process_.write(text.toUtf8()); }
    void closeInput() { process_.closeWriteChannel(); }
    void signal(int number) const { ::kill(static_cast<pid_t>(process_.processId()), number); }
    /// Waits for the end; the exit code, or -1 if it did not end by itself.
    int end()
    {
        if (!QTest::qWaitFor([this] { return isOver(); }, patienceMs))
            return -1;
        return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
    }
    bool isOver() const { return process_.state() == QProcess::NotRunning; }
    QString complaint() { return QString::fromUtf8(process_.readAllStandardError()).trimmed(); }
    QProcess& process() { return process_; }

private:
    QProcess process_;
};

/// hubbubd on loopback. Its data folder outlives it, so that another one can go on with it.
class ServerProgram : public Program {
public:
    ServerProgram(const QString& folder, quint16 port = keptPort(), const QStringList& more = {})
        : Program(QStringLiteral("hubbubd"),
                  QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port),
                              QStringLiteral("--data"), folder}
                      + more)
    {
        const QString ready = readLine();
        port_ = ready.section(QLatin1Char(':'), 1).section(QLatin1Char(' '), 0, 0).toUShort();
        key_ = ready.section(QLatin1Char(' '), -1);
        link_ = readLine();
    }
    quint16 port() const { return port_; }
    QString key() const { return key_; }
    QString link() const { return link_; }
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port_); }

private:
    quint16 port_ = 0;
    QString key_;
    QString link_;
};

/// `hubbub --json`, read as objects.
class JsonClient : public Program {
public:
    JsonClient(const QString& server, const QString& name, const QString& profile,
               const QStringList& more = {})
        : Program(QStringLiteral("hubbub"),
                  QStringList{server, QStringLiteral("--name"), name, QStringLiteral("--profile"), profile,
                              QStringLiteral("--json")}
                      + more)
    {
    }

    /// The next object; empty when none comes.
    QJsonObject next()
    {
        QJsonObject object = QJsonDocument::fromJson(readLine().toUtf8()).object();
        if (!object.isEmpty())
            objects_.push_back(object);
        return object;
    }
    /// Reads on until there is one of this type that fits; empty when the output ends.
    QJsonObject waitFor(const QString& type, const std::function<bool(const QJsonObject&)>& fits = {})
    {
        while (true) {
            QJsonObject object = next();
            if (object.isEmpty())
                return {};
            if (object.value(QStringLiteral("type")).toString() == type && (!fits || fits(object)))
                return object;
        }
    }
    QJsonObject waitForText(const QString& type, const QString& text)
    {
        return waitFor(type, [&](const QJsonObject& object) {
            return object.value(QStringLiteral("text")).toString() == text;
        });
    }
    /// Everything until the output ends.
    void readAll()
    {
        while (!next().isEmpty()) {
        }
    }
    /// All objects read so far.
    const std::vector<QJsonObject>& objects() const { return objects_; }
    std::vector<QJsonObject> objects(const QString& type) const
    {
        std::vector<QJsonObject> found;
        for (const QJsonObject& object : objects_)
            if (object.value(QStringLiteral("type")).toString() == type)
                found.push_back(object);
        return found;
    }

private:
    std::vector<QJsonObject> objects_;
};

} // namespace hubbub::test
