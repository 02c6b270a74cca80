#include "client-cli/demo_server.h"

#include "client-cli/plain_output.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#ifdef __linux__
#include <sys/prctl.h>

#include <csignal>
#endif

namespace hubbub::cli {

namespace {

struct DemoServerText {
    Q_DECLARE_TR_FUNCTIONS(DemoServerText)
};

constexpr int patienceMilliseconds = 3000;

/// Beside this program, as it was built and as it is installed; else in the PATH.
QString serverProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1String("/hubbubd");
    return QFile::exists(beside) ? beside : QStandardPaths::findExecutable(QStringLiteral("hubbubd"));
}

} // namespace

DemoServer::DemoServer(QString dataFolder, QObject* parent)
    : QObject(parent),
      dataFolder_(std::move(dataFolder))
{
    connect(&process_, &QProcess::readyReadStandardOutput, this, &DemoServer::readOutput);
    connect(&process_, &QProcess::errorOccurred, this,
            [this] { Q_EMIT failed(shown(process_.errorString().toStdString())); });
    connect(&process_, &QProcess::finished, this, [this] {
        QByteArray said = process_.readAllStandardError().trimmed();
        if (said.endsWith('.'))
            said.chop(1); // it becomes the end of a sentence
        Q_EMIT failed(DemoServerText::tr("the server has ended: %1").arg(shown(said.toStdString())));
    });
#ifdef __linux__
    // However this program ends, its server does not stay behind.
    process_.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
}

DemoServer::~DemoServer()
{
    process_.disconnect(this);
    if (process_.state() == QProcess::NotRunning)
        return;
    process_.terminate();
    if (process_.waitForFinished(patienceMilliseconds))
        return;
    process_.kill();
    process_.waitForFinished(patienceMilliseconds);
}

void DemoServer::start()
{
    const QString program = serverProgram();
    if (program.isEmpty()) {
        const QString why = DemoServerText::tr("there is no hubbubd beside this program or in the PATH");
        QMetaObject::invokeMethod(
            this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
        return;
    }
    process_.start(program,
                   {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                    dataFolder_, QStringLiteral("--room"), QStringLiteral("Demo")});
}

void DemoServer::type(const QString& line)
{
    process_.write(line.toUtf8() + '\n');
}

/// `ready udp 127.0.0.1:PORT key KEY`, then the link that says the same.
void DemoServer::readOutput()
{
    while (process_.canReadLine()) {
        const QByteArray line = process_.readLine().trimmed();
        if (isReady_ || !line.startsWith("hubbub://"))
            continue;
        const auto address = chat::ServerAddress::parse(line.toStdString());
        if (!address) {
            Q_EMIT failed(shown(address.error().context));
            return;
        }
        isReady_ = true;
        address_ = *address;
        Q_EMIT ready();
    }
}

} // namespace hubbub::cli
