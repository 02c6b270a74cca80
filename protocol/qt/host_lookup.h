// Turns a host name into addresses, without waiting and without asking anybody when it is an address already.
#pragma once

#include "protocol/base/address.h"

#include <QHostInfo>
#include <QObject>

#include <vector>

namespace hubbub::qt {

class HostLookup final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~HostLookup() override;

    /// A literal address needs no look-up.
    static bool isAddress(const QString& host);
    /// found() or failed() follows, never from within the call. A look-up under way is forgotten.
    void start(const QString& host, std::uint16_t port);
    void cancel();

Q_SIGNALS:
    void found(const std::vector<hubbub::PeerAddress>& addresses);
    void failed(const QString& reason);

private:
    void handleResult(const QHostInfo& info);
    void handleLiteral(const QHostAddress& address, unsigned generation);

    int lookup_ = -1;
    /// Rises when a look-up is forgotten.
    unsigned generation_ = 0;
    std::uint16_t port_ = 0;
};

} // namespace hubbub::qt
