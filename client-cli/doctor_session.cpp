// Look around for rooms (and in the meantime nothing else, so that a missing server can be told from a closed
// way) → look the name up → try each address → ask the server what it is.
#include "client-cli/doctor_session.h"

#include "client-cli/plain_output.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/found_room.h"
#include "protocol/qt/utf8.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::cli {

namespace {

std::chrono::milliseconds milliseconds(Duration duration)
{
    return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

} // namespace

DoctorSession::DoctorSession(std::optional<chat::ServerAddress> server, qt::RoomClientOptions options,
                             qt::Profile& profile, Entropy& entropy, std::function<void(const Finding&)> show,
                             QObject* parent)
    : QObject(parent),
      server_(std::move(server)),
      options_(std::move(options)),
      profile_(profile),
      entropy_(entropy),
      show_(std::move(show)),
      search_(entropy)
{
    connect(&lookup_, &qt::HostLookup::found, this, &DoctorSession::handleAddresses);
    connect(&lookup_, &qt::HostLookup::failed, this, &DoctorSession::handleNoAddress);
    lookupTimeout_.setSingleShot(true);
    connect(&lookupTimeout_, &QTimer::timeout, this, [this] {
        lookup_.cancel();
        handleNoAddress(tr("nobody answered in time"));
    });
}

void DoctorSession::start()
{
    QTimer::singleShot(milliseconds(searchTime), this, &DoctorSession::lookAround);
}

void DoctorSession::stop()
{
    finish();
}

void DoctorSession::lookAround()
{
    const auto rooms = search_.rooms();
    if (!server_ && rooms.empty()) {
        tell(aboutCards(qt::networkCards(), std::nullopt));
        tell(aboutNoServer());
        return finish();
    }
    if (!server_)
        server_ = qt::addressOf(rooms.front());
    lookUp();
}

void DoctorSession::lookUp()
{
    lookupTimeout_.start(milliseconds(options_.timeout.value_or(10s)));
    lookup_.start(*server_);
}

void DoctorSession::handleNoAddress(const QString& reason)
{
    tell(aboutCards(qt::networkCards(), std::nullopt));
    tell(aboutName({qt::fromUtf8(server_->host), false, {}, {}, reason}));
    finish();
}

void DoctorSession::handleAddresses(const std::vector<PeerAddress>& addresses)
{
    lookupTimeout_.stop();
    std::vector<PeerAddress> tried(
        addresses.begin(),
        addresses.begin() + static_cast<std::ptrdiff_t>(std::min(addresses.size(), mostAddresses)));
    for (const PeerAddress& address : tried)
        trials_.push_back(std::make_unique<PathTrial>(address, entropy_));
    underWay_ = trials_.size();
    for (const auto& trial : trials_) {
        connect(trial.get(), &PathTrial::finished, this, &DoctorSession::handleTrialFinished,
                Qt::QueuedConnection);
        trial->start();
    }
    std::optional<IpAddress> used;
    for (const auto& trial : trials_)
        if (!used && !trial->facts().local.isUnspecified())
            used = trial->facts().local;
    tell(aboutCards(qt::networkCards(), used));
    const QString host = qt::fromUtf8(server_->host);
    tell(aboutName({host,
                    qt::HostLookup::isAddress(host),
                    lookup_.hasServers() ? lookup_.hosts() : QList<qt::ServerHost>(),
                    addresses,
                    {}}));
}

void DoctorSession::handleTrialFinished()
{
    if (--underWay_ == 0)
        judgeTrials();
}

bool DoctorSession::isOfServer(const client::FoundRoom& room) const
{
    return std::ranges::any_of(trials_, [&](const auto& trial) {
        return std::ranges::find(room.addresses, trial->facts().address) != room.addresses.end();
    });
}

bool DoctorSession::isFoundByAsking() const
{
    return std::ranges::any_of(search_.rooms(),
                               [this](const client::FoundRoom& room) { return isOfServer(room); });
}

void DoctorSession::judgeTrials()
{
    const PathFacts* best = nullptr;
    for (const auto& trial : trials_) {
        const PathFacts& facts = trial->facts();
        if (facts.isAnswered() && (best == nullptr || (facts.isLargeAnswered && !best->isLargeAnswered)))
            best = &facts;
    }
    const bool isFound = isFoundByAsking();
    for (const auto& trial : trials_)
        tell(aboutWay(trial->facts(), isFound, best != nullptr));
    if (best != nullptr)
        tell(aboutSize(*best));
    if (best == nullptr || !best->isLargeAnswered) {
        tell(aboutDiscovery(search_.rooms().size(), isFound));
        return finish();
    }
    tell(aboutLoss(*best));
    beginSession();
}

void DoctorSession::beginSession()
{
    options_.server = *server_;
    client_ = std::make_unique<qt::RoomClient>(options_, profile_, entropy_);
    connect(client_.get(), &qt::RoomClient::noticed, this, &DoctorSession::handleNotice);
    connect(client_.get(), &qt::RoomClient::failed, this, [this](const QString& text, bool isFatal) {
        session_.problem = text;
        if (isFatal)
            judgeSession();
    });
    client_->start();
    client_->askInfo();
}

void DoctorSession::handleNotice(const client::Notice& notice)
{
    if (const auto* const key = std::get_if<client::ServerKeyNotice>(&notice)) {
        session_.key = *key;
    } else if (const auto* const info = std::get_if<client::InfoNotice>(&notice)) {
        handleInfo(*info);
    } else if (const auto* const refused = std::get_if<client::RefusedNotice>(&notice)) {
        session_.problem = qt::refusalText(refused->refusal);
        client_->leave({}, false);
    } else if (const auto* const ended = std::get_if<client::EndedNotice>(&notice)) {
        if (ended->reason != client::EndReason::left) {
            session_.end = ended->reason;
            session_.problem = qt::endText(*ended);
        }
        judgeSession();
    }
}

void DoctorSession::handleInfo(const client::InfoNotice& notice)
{
    session_.info = notice.info;
    if (notice.info.time) {
        const auto own = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch());
        // It was told half a round trip ago.
        clockAhead_ = std::chrono::milliseconds(notice.info.time->milliseconds) - own
                    + notice.roundTrip.value_or(Duration::zero()) / 2;
    }
    client_->leave({}, false);
}

void DoctorSession::judgeSession()
{
    if (isFinished_)
        return;
    tell(aboutServer(session_));
    if (session_.end)
        code_ = exitCodeFor(*session_.end);
    if (clockAhead_)
        tell(aboutClock(*clockAhead_));
    tell(aboutDiscovery(search_.rooms().size(), isFoundByAsking()));
    finish();
}

void DoctorSession::tell(const Finding& finding)
{
    if (finding.state == Finding::State::problem && code_ == ExitCode::done)
        code_ = ExitCode::noAnswer;
    show_(finding);
}

void DoctorSession::finish()
{
    if (!std::exchange(isFinished_, true))
        Q_EMIT finished(code_);
}

} // namespace hubbub::cli
