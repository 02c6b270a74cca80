// What Prometheus reads: its form, checked by a small reader of that form, and the port, with real
// connections.
#include "server/metrics.h"
#include "server/metrics_port.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <map>
#include <memory>
#include <set>

using namespace hubbub;
using namespace hubbub::server;

namespace {

const PeerAddress anyPort{IpAddress::v4(0x7f000001), 0};

/// Figures with every row of the table, families with two members.
Figures everyFigure()
{
    Figures figures;
    std::uint64_t value = 1;
    for (const FigureKind& kind : figureKinds()) {
        if (!kind.isFamily()) {
            figures.emplace_back(kind.name, value++);
            continue;
        }
        figures.emplace_back(std::string(kind.prefix()) + "too-long", value++);
        figures.emplace_back(std::string(kind.prefix()) + "busy", value++);
    }
    return figures;
}

/// The text format, version 0.0.4, as far as it is used: a sample's type stands above it, once.
struct Exposition {
    std::map<QString, QString> types;
    std::map<QString, QString> samples; ///< name with labels
    QString problem;

    explicit Exposition(const QString& text)
    {
        static const QRegularExpression help(QStringLiteral("^# HELP ([a-z_:][a-z0-9_:]*) [^\\\\]+$"));
        static const QRegularExpression type(QStringLiteral("^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge)$"));
        static const QRegularExpression sample(
            QStringLiteral("^([a-z_:][a-z0-9_:]*)(\\{[a-z_]+=\"[^\"\\\\\\n]*\"\\})? ([0-9]+)$"));
        std::set<QString> helped;
        if (!text.endsWith(QLatin1Char('\n')))
            problem = QStringLiteral("the last line does not end");
        for (const QString& line : text.chopped(1).split(QLatin1Char('\n'))) {
            if (const auto told = help.match(line); told.hasMatch()) {
                if (!helped.insert(told.captured(1)).second)
                    problem = line;
            } else if (const auto typed = type.match(line); typed.hasMatch()) {
                if (!types.emplace(typed.captured(1), typed.captured(2)).second
                    || !helped.contains(typed.captured(1)))
                    problem = line;
            } else if (const auto taken = sample.match(line); taken.hasMatch()) {
                if (!types.contains(taken.captured(1))
                    || !samples.emplace(taken.captured(1) + taken.captured(2), taken.captured(3)).second)
                    problem = line;
            } else {
                problem = line;
            }
        }
    }
};

struct HttpAnswer {
    QString status;
    QString head;
    QString body;
};

HttpAnswer ask(const PeerAddress& address, const QByteArray& request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), address.port);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return {};
    socket.write(request);
    const bool isOver =
        QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
    const QString all = QString::fromUtf8(socket.readAll());
    if (!isOver)
        return {};
    const QString head = all.section(QStringLiteral("\r\n\r\n"), 0, 0);
    return {head.section(QStringLiteral("\r\n"), 0, 0), head, all.mid(head.size() + 4)};
}

QByteArray get(const char* path)
{
    return QByteArray("GET ") + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
}

} // namespace

class MetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTextHasTheFormOfPrometheus()
    {
        const Exposition read(QString::fromStdString(metricsText(everyFigure())));
        QVERIFY2(read.problem.isEmpty(), qPrintable(read.problem));
        QCOMPARE(read.samples.size(), everyFigure().size());
        QCOMPARE(read.types.at(QStringLiteral("hubbub_members")), QStringLiteral("gauge"));
        QCOMPARE(read.types.at(QStringLiteral("hubbub_messages_total")), QStringLiteral("counter"));
        QVERIFY(read.samples.contains(QStringLiteral("hubbub_drop_total{reason=\"too-long\"}")));
        QVERIFY(read.samples.contains(QStringLiteral("hubbub_refused_total{code=\"busy\"}")));
        for (const auto& [name, type] : read.types)
            QCOMPARE(name.endsWith(QLatin1String("_total")), type == QLatin1String("counter"));
    }

    void thePortAnswersWithTheFigures()
    {
        int gathered = 0;
        const auto port = MetricsPort::open(anyPort, [&] { return ++gathered, metricsText(everyFigure()); });
        QVERIFY2(port.has_value(), port ? "" : port.error().context.c_str());
        const HttpAnswer answer = ask((*port)->address(), get("/metrics"));
        QCOMPARE(answer.status, QStringLiteral("HTTP/1.1 200 OK"));
        QVERIFY(answer.head.contains(QStringLiteral("Content-Type: text/plain; version=0.0.4")));
        QVERIFY(Exposition(answer.body).problem.isEmpty());
        // Within the second the figures are those at hand.
        ask((*port)->address(), get("/metrics"));
        QVERIFY(gathered <= 2);
    }

    void nothingElseIsAnswered()
    {
        const auto port = MetricsPort::open(anyPort, [] { return std::string("x\n"); });
        QVERIFY(port.has_value());
        QVERIFY(ask((*port)->address(), get("/")).status.contains(QStringLiteral("404")));
        QVERIFY(ask((*port)->address(), "DELETE /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .status.contains(QStringLiteral("405")));
        QVERIFY(!ask((*port)->address(), "nonsense\r\n\r\n").status.contains(QStringLiteral("200")));
    }

    void whoSaysNothingIsGoneAndThereIsRoomForFew()
    {
        const auto port = MetricsPort::open(anyPort, [] { return std::string("x\n"); });
        QVERIFY(port.has_value());
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 12; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), (*port)->address().port);
        }
        const auto gone = [&] {
            return std::ranges::count_if(silent, [](const auto& socket) {
                return socket->state() == QAbstractSocket::UnconnectedState;
            });
        };
        // More than there is room for: who asks now is answered when one of them has been dropped.
        QCOMPARE(ask((*port)->address(), get("/metrics")).body, QStringLiteral("x\n"));
        QCoreApplication::processEvents();
        QVERIFY(gone() > 0);
        QVERIFY(QTest::qWaitFor([&] { return gone() == std::ssize(silent); }, 30'000));
        QCOMPARE(ask((*port)->address(), get("/metrics")).body, QStringLiteral("x\n"));
    }

    void aPortThatIsTakenIsTold()
    {
        const auto first = MetricsPort::open(anyPort, [] { return std::string(); });
        QVERIFY(first.has_value());
        const auto second = MetricsPort::open((*first)->address(), [] { return std::string(); });
        QVERIFY(!second);
        QVERIFY2(second.error().context.find("is taken") != std::string::npos,
                 second.error().context.c_str());
    }

    void itEndsWhileItIsAsked()
    {
        auto port = MetricsPort::open(anyPort, [] { return std::string("x\n"); });
        QVERIFY(port.has_value());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), (*port)->address().port);
        QVERIFY(socket.waitForConnected());
        socket.write(get("/metrics"));
        QVERIFY(socket.waitForBytesWritten());
        // The loop, which would gather, does not run any more.
        port->reset();
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
