// The demo's server: a hubbubd of its own on a free port of this machine, with a data folder that goes with
// it.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/invite_link.h"

#include <QObject>
#include <QProcess>
#include <QString>

namespace hubbub::cli {

class DemoServer final : public QObject {
    Q_OBJECT

public:
    explicit DemoServer(QString dataFolder, QObject* parent = nullptr);
    /// Stops the server and waits until it has ended.
    ~DemoServer() override;

    /// ready() or failed() follows.
    void start();
    /// A line at the server's console.
    void type(const QString& line);
    /// Once it is ready.
    const chat::ServerAddress& address() const { return address_; }

Q_SIGNALS:
    void ready();
    void failed(const QString& why);

private:
    void readOutput();

    QString dataFolder_;
    QProcess process_;
    chat::ServerAddress address_;
    bool isReady_ = false;
};

} // namespace hubbub::cli
