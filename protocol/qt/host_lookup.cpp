// A domain is asked for SRV records first; the hosts they name, or else the one that was typed, are looked up
// one after the other, and all addresses told together.
#include "protocol/qt/host_lookup.h"

#include "protocol/qt/net_address.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubbub::qt {

namespace {

struct HostLookupText {
    Q_DECLARE_TR_FUNCTIONS(HostLookupText)
};

} // namespace

HostLookup::HostLookup(QObject* parent) : QObject(parent)
{
    serversTimeout_.setSingleShot(true);
    connect(&serversTimeout_, &QTimer::timeout, this, &HostLookup::handleNoServers);
}

HostLookup::~HostLookup()
{
    cancel();
}

bool HostLookup::isAddress(const QString& host)
{
    return !QHostAddress(host).isNull();
}

void HostLookup::start(const chat::ServerAddress& server)
{
    cancel();
    own_ = {fromUtf8(server.host), server.port};
    hosts_ = {own_};
    if (const QHostAddress address(own_.name); !address.isNull()) {
        QMetaObject::invokeMethod(
            this, [this, address, of = generation_] { handleLiteral(address, of); }, Qt::QueuedConnection);
        return;
    }
    if (server.isDomain())
        askForServers(own_.name);
    else
        lookUpNext();
}

void HostLookup::cancel()
{
    serversTimeout_.stop();
    if (servers_) {
        servers_->disconnect(this);
        // Perhaps it is this look-up that calls.
        servers_.release()->deleteLater();
    }
    if (lookup_ >= 0)
        QHostInfo::abortHostLookup(lookup_);
    lookup_ = -1;
    next_ = 0;
    hasServers_ = false;
    addresses_.clear();
    problem_.clear();
    ++generation_;
}

void HostLookup::askForServers(const QString& domain)
{
    servers_ = std::make_unique<QDnsLookup>(QDnsLookup::SRV, QLatin1String("_hubbub._udp.") + domain);
    if (!nameServer_.isNull())
        servers_->setNameserver(nameServer_);
    connect(servers_.get(), &QDnsLookup::finished, this, &HostLookup::handleServers);
    servers_->lookup();
    serversTimeout_.start(srvTimeout);
}

void HostLookup::handleServers()
{
    // In the order to be tried, by priority and weight.
    const QList<QDnsServiceRecord> records = servers_->serviceRecords();
    if (servers_->error() != QDnsLookup::NoError || records.isEmpty())
        return handleNoServers();
    cancel();
    // A single dot: the service is decidedly not there.
    if (records.size() == 1
        && (records.first().target().isEmpty() || records.first().target() == QLatin1String(".")))
    {
        Q_EMIT failed(HostLookupText::tr("the domain says that it has no such server"));
        return;
    }
    hosts_.clear();
    for (const QDnsServiceRecord& record : records.first(std::min(records.size(), mostHosts)))
        hosts_.push_back({record.target(), record.port()});
    hasServers_ = true;
    lookUpNext();
}

void HostLookup::handleNoServers()
{
    cancel();
    hosts_ = {own_};
    lookUpNext();
}

void HostLookup::lookUpNext()
{
    if (next_ < hosts_.size()) {
        lookup_ = QHostInfo::lookupHost(hosts_[next_].name, this, &HostLookup::handleResult);
        return;
    }
    if (addresses_.empty())
        Q_EMIT failed(problem_);
    else
        Q_EMIT found(addresses_);
}

void HostLookup::handleLiteral(const QHostAddress& address, unsigned generation)
{
    if (generation == generation_)
        Q_EMIT found({{fromHostAddress(address), own_.port}});
}

void HostLookup::handleResult(const QHostInfo& info)
{
    lookup_ = -1;
    const std::uint16_t port = hosts_[next_++].port;
    if (info.addresses().isEmpty())
        problem_ = info.errorString();
    const QList<QHostAddress> found = info.addresses();
    for (const QHostAddress& address : found)
        addresses_.push_back({fromHostAddress(address), port});
    lookUpNext();
}

} // namespace hubbub::qt
