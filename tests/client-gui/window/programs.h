// The real programs beside the window: a server that can be stopped, killed and started again on the same
// data, and a terminal client in JSON mode.
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <string>

namespace hubbub::screen::test {

/// Starting and stopping a program; a wait for a thing to happen in the room.
inline constexpr int patience = 30'000;

inline QString programPath(const char* name)
{
    return QStringLiteral(HUBBUB_PROGRAM_DIR "/") + QLatin1String(name);
}

class ServerProcess {
public:
    ~ServerProcess() { kill(SIGKILL); }

    /// False if it does not say that it is ready. The port is the same whenever it is started again.
    bool start()
    {
        process_.setProcessChannelMode(QProcess::SeparateChannels);
        QStringList arguments{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port_),
                              QStringLiteral("--data"),   data_.filePath(folder_),
                              QStringLiteral("--room"),   QStringLiteral("三班")};
        arguments += options_;
        if (!config_.isEmpty())
            arguments << QStringLiteral("--config") << config_;
        process_.start(programPath("hubbubd"), arguments);
        while (!process_.canReadLine()) {
            if (!process_.waitForReadyRead(patience))
                return false;
        }
        // ready udp 127.0.0.1:7788 key …
        const QStringList words = QString::fromUtf8(process_.readLine()).simplified().split(QLatin1Char(' '));
        if (words.value(0) != QLatin1String("ready"))
            return false;
        port_ = words.value(2).section(QLatin1Char(':'), -1).toInt();
        key_ = words.value(4);
        return true;
    }
    void kill(int signal)
    {
        if (process_.state() == QProcess::NotRunning)
            return;
        ::kill(static_cast<pid_t>(process_.processId()), signal);
        process_.waitForFinished(patience);
    }
    /// The next start is another server at the same address.
    void forgetEverything() { folder_ += QLatin1Char('x'); }
    /// The next start is the same server, by its key, with an empty room.
    bool forgetRoom()
    {
        const QString key = data_.filePath(folder_) + QStringLiteral("/server.key");
        forgetEverything();
        const QString folder = data_.filePath(folder_);
        return QDir().mkpath(folder) && QFile::copy(key, folder + QStringLiteral("/server.key"));
    }
    /// From the next start on.
    void makeAdmin(const std::string& key)
    {
        config_ = data_.filePath(QStringLiteral("hubbubd.conf"));
        QFile file(config_);
        if (file.open(QFile::WriteOnly))
            file.write("[room]\nadmin = " + QByteArray::fromStdString(key) + '\n');
    }
    /// From the next start on.
    void setOptions(const QStringList& options) { options_ = options; }
    void typeAtConsole(const QString& line) { process_.write(line.toUtf8() + '\n'); }

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port_); }
    QString link() const { return QStringLiteral("hubbub://%1/#%2").arg(address(), key_); }
    QString key() const { return key_; }

private:
    QTemporaryDir data_;
    QString folder_ = QStringLiteral("data");
    QString config_;
    QStringList options_;
    int port_ = 0;
    QString key_;
    QProcess process_;
};

class TerminalClient {
public:
    ~TerminalClient()
    {
        process_.kill();
        process_.waitForFinished(patience);
    }

    void enter(const ServerProcess& server, const QString& name)
    {
        process_.start(programPath("hubbub"),
                       {server.address(), QStringLiteral("--name"), name, QStringLiteral("--profile"),
                        profile_.path(), QStringLiteral("--json"), QStringLiteral("--stay"),
                        QStringLiteral("--lang"), QStringLiteral("en")});
    }
    void say(const QString& line) { process_.write(line.toUtf8() + '\n'); }
    /// Meanwhile nothing else happens in this process.
    bool blockUntilWelcome(const QString& name)
    {
        while (count("welcome", "name", name) == 0) {
            if (!process_.waitForReadyRead(patience))
                return false;
        }
        return true;
    }
    /// How many objects of this type have this value so far.
    qsizetype count(const char* type, const char* field, const QString& value)
    {
        while (process_.canReadLine())
            heard_ += QJsonDocument::fromJson(process_.readLine()).object();
        return std::count_if(heard_.begin(), heard_.end(), [&](const QJsonObject& object) {
            return object[QLatin1String("type")].toString() == QLatin1String(type)
                && object[QLatin1String(field)].toString() == value;
        });
    }

private:
    QTemporaryDir profile_;
    QProcess process_;
    QList<QJsonObject> heard_;
};

} // namespace hubbub::screen::test
