#include "client-cli/finding.h"

#include "client-cli/plain_output.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/json_object.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace hubbub::cli {

namespace {

using State = Finding::State;

/// One lost now and then is nothing that anybody notices; of twenty.
constexpr unsigned lossesUnnoticed = 1;
/// From here on people notice that an answer takes its time.
constexpr Duration slowAnswer = 300ms;
/// Times in the list are the server's: from here on they look wrong to people.
constexpr Duration clocksApart = 60s;

struct FindingText {
    Q_DECLARE_TR_FUNCTIONS(FindingText)
};

QString textOf(const PeerAddress& address)
{
    return QString::fromStdString(address.text());
}

QString textOf(const std::vector<IpAddress>& addresses)
{
    QStringList texts;
    for (const IpAddress& address : addresses)
        texts += QString::fromStdString(address.text());
    return texts.join(QLatin1String(", "));
}

QString milliseconds(Duration duration)
{
    return QString::number(std::chrono::duration<double, std::milli>(duration).count(), 'f', 1);
}

const char* stateWord(State state)
{
    switch (state) {
    case State::ok:
        return "ok";
    case State::warning:
        return "warning";
    case State::problem:
        return "problem";
    }
    return "";
}

QString shownState(State state)
{
    switch (state) {
    case State::ok:
        return FindingText::tr("ok");
    case State::warning:
        return FindingText::tr("warning");
    case State::problem:
        return FindingText::tr("problem");
    }
    return {};
}

/// Nothing was sent.
QString ownErrorText(const PathFacts& path)
{
    const QString address = textOf(path.address);
    switch (path.ownError) {
    case EPERM:
    case EACCES:
        return FindingText::tr(
                   "This computer's own firewall forbids sending to %1. Allow outgoing UDP to port %2 in it.")
            .arg(address)
            .arg(path.address.port);
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
        return FindingText::tr(
                   "This computer knows no way to %1: it is not in that network and has no router that "
                   "leads there. Join the same network as the server, or use another address of it.")
            .arg(address);
    case EHOSTUNREACH:
        return FindingText::tr(
                   "No computer answers to the address %1 in this network. Is the server on, in the same "
                   "network, and is the address right?")
            .arg(address);
    default:
        return FindingText::tr("This computer cannot send to %1: %2.")
            .arg(address, QString::fromLocal8Bit(std::strerror(path.ownError)));
    }
}

/// Somebody has answered that it goes no further.
QString networkErrorText(const PathFacts& path)
{
    const QString address = textOf(path.address);
    switch (path.networkError) {
    case ECONNREFUSED:
        return FindingText::tr(
                   "The computer at %1 answers, but nothing listens there on UDP port %2. Start hubbubd on "
                   "it, or use the port that it has printed. (A firewall that refuses looks the same.)")
            .arg(address)
            .arg(path.address.port);
    case EACCES:
    case EPERM:
        return FindingText::tr(
                   "A firewall on the way to %1 refuses it. Allow UDP port %2 on the server and in the "
                   "router.")
            .arg(address)
            .arg(path.address.port);
    default:
        return FindingText::tr(
                   "The network says that %1 cannot be reached (%2). Is the server on, in the same network, "
                   "and is the address right?")
            .arg(address, QString::fromLocal8Bit(std::strerror(path.networkError)));
    }
}

/// The server runs, and hears and answers this machine on another port.
QString foundText(const PathFacts& path)
{
    return FindingText::tr(
               "Nothing comes back from %1, though the server is found when this program looks for rooms: "
               "it is there, and its answers reach this computer. Most likely the server's firewall keeps "
               "UDP port %2 closed: open it there (incoming).")
        .arg(textOf(path.address))
        .arg(path.address.port);
}

QString silenceText(const PathFacts& path)
{
    const QString address = textOf(path.address);
    if (path.address.ip.isLoopback())
        return FindingText::tr(
                   "Nothing comes back from %1, on this very computer: its firewall drops it, or hubbubd "
                   "hangs.")
            .arg(address);
    return FindingText::tr(
               "Nothing comes back from %1: the address is wrong, the server is off, or a firewall drops "
               "UDP. To see which way is closed, type /stats at the server before and after this check: if "
               "datagrams.in has risen, this computer's firewall drops the answers; if not, open UDP port "
               "%2 (incoming) in the server's firewall.")
        .arg(address)
        .arg(path.address.port);
}

} // namespace

QString findingText(const Finding& finding)
{
    return FindingText::tr("%1: %2").arg(shownState(finding.state), shown(qt::toUtf8(finding.text)));
}

QByteArray findingJson(const Finding& finding)
{
    qt::JsonObject object("check");
    object.add("step", finding.step);
    object.add("state", stateWord(finding.state));
    object.add("text", qt::toUtf8(finding.text));
    return object.line();
}

Finding aboutCards(const std::vector<qt::NetworkCard>& cards, const std::optional<IpAddress>& used)
{
    QStringList shownCards;
    QString usedCard;
    for (const qt::NetworkCard& card : cards) {
        const bool isUsed = used && std::ranges::any_of(card.addresses, [&](const IpAddress& address) {
                                return address.bytes == used->bytes;
                            });
        if (isUsed)
            usedCard = card.name;
        if (!card.isLoopback && !card.addresses.empty())
            shownCards += FindingText::tr("%1 (%2)").arg(card.name, textOf(card.addresses));
    }
    if (shownCards.isEmpty())
        return {used ? State::warning : State::problem, "network",
                FindingText::tr(
                    "This computer is in no network. Plug the cable in, or join the wireless network.")};
    const QString list = shownCards.join(QLatin1String(", "));
    if (shownCards.size() == 1)
        return {State::ok, "network", FindingText::tr("This computer is in a network: %1.").arg(list)};
    if (usedCard.isEmpty())
        return {State::ok, "network",
                FindingText::tr("This computer has several network cards: %1.").arg(list)};
    return {State::ok, "network",
            FindingText::tr(
                "This computer has several network cards: %1. To this server it goes by %2; if that is "
                "the wrong one, switch it off or unplug it.")
                .arg(list, usedCard)};
}

Finding aboutName(const NameFacts& name)
{
    if (name.addresses.empty())
        return {State::problem, "name",
                FindingText::tr(
                    "The name %1 is not known: %2. Is it spelled right? If the network has no name server, "
                    "use the server's address or its invite link.")
                    .arg(name.host, name.problem)};
    if (name.isAddress)
        return {State::ok, "name",
                FindingText::tr("%1 is an address; no name has to be looked up.").arg(name.host)};
    QStringList addresses;
    for (const PeerAddress& address : name.addresses)
        addresses += textOf(address);
    const QString list = addresses.join(QLatin1String(", "));
    if (name.servers.isEmpty())
        return {State::ok, "name", FindingText::tr("The name %1 leads to %2.").arg(name.host, list)};
    QStringList servers;
    for (const qt::ServerHost& server : name.servers)
        servers += QStringLiteral("%1:%2").arg(server.name).arg(server.port);
    return {State::ok, "name",
            FindingText::tr("The domain %1 names its servers in the DNS (SRV): %2, which leads to %3.")
                .arg(name.host, servers.join(QLatin1String(", ")), list)};
}

Finding aboutWay(const PathFacts& path, bool isFound, bool isAnotherOneGood)
{
    if (path.isAnswered())
        return {State::ok, "way",
                FindingText::tr("UDP goes to %1 and comes back.").arg(textOf(path.address))};
    const QString text = path.ownError != 0     ? ownErrorText(path)
                       : isFound                ? foundText(path)
                       : path.networkError != 0 ? networkErrorText(path)
                                                : silenceText(path);
    return {isAnotherOneGood ? State::warning : State::problem, "way", text};
}

Finding aboutSize(const PathFacts& path)
{
    if (path.isLargeAnswered)
        return {State::ok, "size",
                FindingText::tr("Large datagrams pass (1200 bytes, as every entry needs them).")};
    return {State::problem, "size",
            FindingText::tr(
                "Small datagrams pass, but large ones (1200 bytes) do not. Something on the way has too "
                "small a limit (MTU), mostly a VPN or tunnel: leave it, or raise its MTU to at least "
                "1280.")};
}

Finding aboutLoss(const PathFacts& path)
{
    if (path.roundTrips.empty())
        return {
            State::warning, "loss",
            FindingText::tr("Loss and round trip could not be measured: the server has not answered small "
                            "datagrams. A busy server may leave them unanswered; try again later.")};
    std::vector<Duration> sorted = path.roundTrips;
    std::ranges::sort(sorted);
    const auto lost = path.asked - std::min(path.asked, static_cast<unsigned>(sorted.size()));
    const Duration median = sorted[sorted.size() / 2];
    const QString numbers =
        FindingText::tr("Of %1 datagrams %2 were lost; an answer takes %3 ms (at most %4 ms).")
            .arg(path.asked)
            .arg(lost)
            .arg(milliseconds(median), milliseconds(sorted.back()));
    if (lost > lossesUnnoticed)
        return {State::warning, "loss",
                numbers + QChar::Space
                    + FindingText::tr(
                        "That much loss makes messages late. In a wireless network go nearer to the access "
                        "point or use a cable.")};
    if (median > slowAnswer)
        return {State::warning, "loss",
                numbers + QChar::Space
                    + FindingText::tr("That is slow: the way is long, or somebody fills the line.")};
    return {State::ok, "loss", numbers};
}

Finding aboutServer(const SessionFacts& session)
{
    const bool isChanged = session.key && session.key->verdict == client::KeyVerdict::changed;
    if (!session.info && isChanged)
        return {State::problem, "server",
                FindingText::tr(
                    "The server has another key (%1) than the one known or given: either it was set up "
                    "anew, or this is another server in its place. Ask its owner for a new invite link.")
                    .arg(QString::fromStdString(crypto::publicKeyText(session.key->key)))};
    if (!session.info)
        return {State::problem, "server",
                FindingText::tr("The server answers, but no session comes about: %1").arg(session.problem)};
    const QString about =
        FindingText::tr("The server runs Hubbub %1, its room is “%2”, its key %3.")
            .arg(qt::shownLine(session.info->version), qt::shownLine(session.info->room),
                 session.key ? QString::fromStdString(crypto::publicKeyText(session.key->key)) : QString());
    const bool isNew = session.key && session.key->verdict == client::KeyVerdict::firstSight;
    return {
        State::ok, "server",
        isNew ? about + QChar::Space
                    + FindingText::tr("This profile has not met it before; compare the key with its owner's.")
              : about};
}

Finding aboutClock(Duration ahead)
{
    const double seconds = std::chrono::duration<double>(ahead).count();
    const QString amount = QString::number(std::abs(seconds), 'f', 1);
    if (ahead < clocksApart && ahead > -clocksApart)
        return {State::ok, "clock", FindingText::tr("The clocks agree (%1 s apart).").arg(amount)};
    const QString text = seconds > 0 ? FindingText::tr("The server's clock is %1 s ahead of this computer's.")
                                     : FindingText::tr("The server's clock is %1 s behind this computer's.");
    return {
        State::warning, "clock",
        text.arg(amount) + QChar::Space
            + FindingText::tr("Times of messages will look wrong: let both computers set their clocks by the "
                              "network.")};
}

Finding aboutDiscovery(std::size_t found, bool isThere)
{
    if (isThere)
        return {State::ok, "discovery",
                FindingText::tr("The server is found when this computer looks for rooms.")};
    if (found > 0)
        return {
            State::ok, "discovery",
            FindingText::tr(
                "The server is not among the rooms found on this network (there: %L1). It may be in another "
                "network, or not want to be found; its address or invite link leads there.")
                .arg(found)};
    return {State::ok, "discovery",
            FindingText::tr(
                "Nobody answers when this computer looks for rooms: there is no server in this network that "
                "wants to be found, its firewall or this one's drops UDP port %1, or the wireless network "
                "keeps its computers apart. An address or invite link works without.")
                .arg(limits::discoveryPort)};
}

Finding aboutNoServer()
{
    return {State::problem, "discovery",
            FindingText::tr(
                "No room was found on this network. Name the server: hubbub doctor SERVER, as its owner or "
                "its invite link tells.")};
}

} // namespace hubbub::cli
