// The real programs, for tests: started, talked to and waited for, always with a deadline and never by
// sleeping.
#pragma once

#include "protocol/base/check.h"
#include "tests/support/kept_port.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <csignal>
#include <functional>
#include <vector>

namespace hubbub::test {

inline constexpr int patienceMilliseconds = 20'000;

inline QString program(const char* name)
{
    return QStringLiteral(HUBBUB_PROGRAM_DIR "/") + QLatin1String(name);
}

class Program {
public:
    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    virtual ~Program()
    {
        process_.kill();
        process_.waitForFinished(patienceMilliseconds);
    }

    /// What an earlier run has printed is forgotten.
    void start(const char* name, const QStringList& arguments)
    {
        partial_.clear();
        lines_.clear();
        process_.setProcessEnvironment(environment_);
        process_.start(program(name), arguments);
        CHECK(process_.waitForStarted(patienceMilliseconds));
    }
    void setVariable(const char* name, const char* value)
    {
        environment_.insert(QLatin1String(name), QString::fromUtf8(value));
    }

    void type(const QByteArray& text)
    {
        process_.write(text);
        while (process_.bytesToWrite() > 0 && process_.waitForBytesWritten(patienceMilliseconds)) {
        }
    }
    void closeInput() { process_.closeWriteChannel(); }
    void signal(int number) { ::kill(static_cast<pid_t>(process_.processId()), number); }
    /// -1 if it does not end in time or is killed.
    int exitCode()
    {
        const bool ended =
            process_.state() == QProcess::NotRunning || process_.waitForFinished(patienceMilliseconds);
        readLines();
        return ended && process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
    }
    QString complaints() { return QString::fromUtf8(process_.readAllStandardError()); }

    /// Complete lines of standard output so far.
    const QStringList& lines()
    {
        readLines();
        return lines_;
    }
    /// Until there is such a line; an empty one if it does not come.
    QString waitForLine(const std::function<bool(const QString&)>& isWanted)
    {
        const QDeadlineTimer deadline(patienceMilliseconds);
        qsizetype seen = 0;
        while (true) {
            readLines();
            for (; seen < lines_.size(); ++seen) {
                if (isWanted(lines_[seen]))
                    return lines_[seen];
            }
            const auto left = static_cast<int>(deadline.remainingTime());
            if (left == 0 || process_.state() == QProcess::NotRunning)
                return {};
            process_.waitForReadyRead(left);
        }
    }

private:
    void readLines()
    {
        partial_ += process_.readAllStandardOutput();
        for (auto end = partial_.indexOf('\n'); end >= 0; end = partial_.indexOf('\n')) {
            lines_ += QString::fromUtf8(partial_.left(end));
            partial_.remove(0, end + 1);
        }
    }

    QProcess process_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
    QByteArray partial_;
    QStringList lines_;
};

/// hubbubd on a port of this machine that it keeps from start to start.
class Server : public Program {
public:
    explicit Server(QString dataFolder, quint16 port = keptPort())
        : dataFolder_(std::move(dataFolder)),
          port_(port)
    {
    }

    bool start(const QStringList& more = {})
    {
        const QString listen = QStringLiteral("127.0.0.1:%1").arg(port_);
        Program::start("hubbubd",
                       QStringList{QStringLiteral("--listen"), listen, QStringLiteral("--data"), dataFolder_}
                           + more);
        const QString ready =
            waitForLine([](const QString& line) { return line.startsWith(QLatin1String("ready ")); });
        if (ready.isEmpty()) {
            qWarning("hubbubd did not start: %s", qPrintable(complaints()));
            return false;
        }
        port_ = ready.section(QLatin1Char(' '), 2, 2).section(QLatin1Char(':'), -1).toUShort();
        return port_ != 0;
    }
    quint16 port() const { return port_; }
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port_); }
    QString adminKeyFile() const { return dataFolder_ + QLatin1String("/admin.key"); }

private:
    QString dataFolder_;
    quint16 port_;
};

/// hubbub in JSON mode.
class Client : public Program {
public:
    void join(const Server& server, const QString& profile, const QString& name, const QStringList& more = {})
    {
        start("hubbub", QStringList{server.address(), QStringLiteral("--profile"), profile,
                                    QStringLiteral("--json"), QStringLiteral("--name"), name}
                            + more);
    }
    std::vector<QJsonObject> objects()
    {
        std::vector<QJsonObject> objects;
        for (const QString& line : lines()) {
            const auto document = QJsonDocument::fromJson(line.toUtf8());
            CHECK(document.isObject());
            objects.push_back(document.object());
        }
        return objects;
    }
    std::vector<QJsonObject> objects(const char* type)
    {
        std::vector<QJsonObject> wanted;
        for (const QJsonObject& object : objects()) {
            if (object.value(QLatin1String("type")).toString() == QLatin1String(type))
                wanted.push_back(object);
        }
        return wanted;
    }
    /// Until there is one of this type whose member is this; an empty one if it does not come.
    QJsonObject waitFor(const char* type, const char* member = "type", const QJsonValue& value = {})
    {
        QJsonObject found;
        waitForLine([&](const QString& line) {
            found = QJsonDocument::fromJson(line.toUtf8()).object();
            return found.value(QLatin1String("type")).toString() == QLatin1String(type)
                && (value.isNull() || found.value(QLatin1String(member)) == value);
        });
        const bool isIt = found.value(QLatin1String("type")).toString() == QLatin1String(type)
                       && (value.isNull() || found.value(QLatin1String(member)) == value);
        return isIt ? found : QJsonObject();
    }
};

inline QString textOf(const QJsonObject& object, const char* member)
{
    return object.value(QLatin1String(member)).toString();
}

} // namespace hubbub::test
