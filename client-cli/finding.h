// What `hubbub doctor` has to say: from what was seen, one sentence about it and what to do, for somebody who
// runs a classroom and not a network.
#pragma once

#include "client-cli/path_trial.h"
#include "protocol/client/notice.h"
#include "protocol/client/room_finder.h"
#include "protocol/qt/host_lookup.h"
#include "protocol/qt/network_cards.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace hubbub::cli {

struct Finding {
    enum class State : std::uint8_t {
        ok,
        warning, ///< it works, but not as well as it should
        problem, ///< this is why nobody gets in
    };
    State state = State::ok;
    const char* step = ""; ///< a stable word for programs
    QString text;
};

/// A line: the state, and the sentence.
QString findingText(const Finding& finding);
QByteArray findingJson(const Finding& finding);

// One step each, in the order they are told.

/// `used`: the own address by which the server is reached, if there is one.
Finding aboutCards(const std::vector<qt::NetworkCard>& cards, const std::optional<IpAddress>& used);

struct NameFacts {
    QString host;
    bool isAddress = false;
    QList<qt::ServerHost> servers; ///< that the domain names
    std::vector<PeerAddress> addresses;
    QString problem; ///< if there are none
};
Finding aboutName(const NameFacts& name);

/// For each address one: whether it is reached. `isFound`: the server has answered who looks for rooms, so
/// that its answers come to this machine.
Finding aboutWay(const PathFacts& path, bool isFound, bool isAnotherOneGood);
Finding aboutSize(const PathFacts& path);
Finding aboutLoss(const PathFacts& path);

struct SessionFacts {
    std::optional<client::ServerKeyNotice> key;
    std::optional<chat::InfoReply> info;
    std::optional<client::EndReason> end; ///< without info
    QString problem;
};
Finding aboutServer(const SessionFacts& session);
/// How far the server's clock is ahead.
Finding aboutClock(Duration ahead);
/// `found`: how many rooms have answered; `isThere`: the one in question among them.
Finding aboutDiscovery(std::size_t found, bool isThere);
Finding aboutNoServer();

} // namespace hubbub::cli
