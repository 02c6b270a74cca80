// Turns a server as people write it into addresses, without waiting, and without asking anybody when it is an
// address already. A domain may name its servers and their ports in the DNS (SRV, RFC 2782).
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/invite_link.h"

#include <QDnsLookup>
#include <QHostAddress>
#include <QHostInfo>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace hubbub::qt {

/// A server that a domain names, or else the host itself.
struct ServerHost {
    QString name;
    std::uint16_t port = 0;
    friend bool operator==(const ServerHost&, const ServerHost&) = default;
};

class HostLookup final : public QObject {
    Q_OBJECT

public:
    /// A domain that does not answer in this time is taken to name no servers.
    static constexpr std::chrono::milliseconds srvTimeout{2000};
    /// Of the servers that a domain names, those to be tried.
    static constexpr qsizetype mostHosts = 4;

    explicit HostLookup(QObject* parent = nullptr);
    ~HostLookup() override;

    /// A literal address needs no look-up.
    static bool isAddress(const QString& host);
    /// found() or failed() follows, never from within the call. A look-up under way is forgotten.
    void start(const chat::ServerAddress& server);
    void cancel();
    /// Asked for SRV records instead of the system's; for tests.
    void setNameServer(const QHostAddress& server) { nameServer_ = server; }

    /// What the last look-up asked addresses of. Its domain named them itself if hasServers().
    const QList<ServerHost>& hosts() const { return hosts_; }
    bool hasServers() const { return hasServers_; }

Q_SIGNALS:
    /// Those of the host to be tried first come first.
    void found(const std::vector<hubbub::PeerAddress>& addresses);
    void failed(const QString& reason);

private:
    void askForServers(const QString& domain);
    void handleServers();
    void handleNoServers();
    void lookUpNext();
    void handleResult(const QHostInfo& info);
    void handleLiteral(const QHostAddress& address, unsigned generation);

    QHostAddress nameServer_;
    std::unique_ptr<QDnsLookup> servers_;
    QTimer serversTimeout_;
    ServerHost own_; ///< where no domain names others
    QList<ServerHost> hosts_;
    bool hasServers_ = false;
    qsizetype next_ = 0; ///< of the hosts
    int lookup_ = -1;
    QString problem_;
    std::vector<PeerAddress> addresses_;
    /// Rises when a look-up is forgotten.
    unsigned generation_ = 0;
};

} // namespace hubbub::qt
