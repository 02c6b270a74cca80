#include "protocol/qt/host_lookup.h"

#include "protocol/qt/net_address.h"

namespace hubbub::qt {

HostLookup::~HostLookup()
{
    cancel();
}

bool HostLookup::isAddress(const QString& host)
{
    return !QHostAddress(host).isNull();
}

void HostLookup::start(const QString& host, std::uint16_t port)
{
    cancel();
    port_ = port;
    if (const QHostAddress address(host); !address.isNull()) {
        QMetaObject::invokeMethod(
            this, [this, address, of = generation_] { handleLiteral(address, of); }, Qt::QueuedConnection);
        return;
    }
    lookup_ = QHostInfo::lookupHost(host, this, &HostLookup::handleResult);
}

void HostLookup::cancel()
{
    if (lookup_ >= 0)
        QHostInfo::abortHostLookup(lookup_);
    lookup_ = -1;
    ++generation_;
}

void HostLookup::handleLiteral(const QHostAddress& address, unsigned generation)
{
    if (generation == generation_)
        Q_EMIT found({{fromHostAddress(address), port_}});
}

void HostLookup::handleResult(const QHostInfo& info)
{
    lookup_ = -1;
    if (info.addresses().isEmpty()) {
        Q_EMIT failed(info.errorString());
        return;
    }
    std::vector<PeerAddress> addresses;
    const QList<QHostAddress> found = info.addresses();
    for (const QHostAddress& address : found)
        addresses.push_back({fromHostAddress(address), port_});
    Q_EMIT HostLookup::found(addresses);
}

} // namespace hubbub::qt
