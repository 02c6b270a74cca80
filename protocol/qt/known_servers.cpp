#include "protocol/qt/known_servers.h"

#include "protocol/crypto/identity.h"

#include <QList>

#include <algorithm>

namespace hubbub::qt {

QByteArray knownServersText(const std::vector<client::KnownServer>& servers)
{
    QByteArray text = "# Servers this profile trusts: a key, and the places it is known at.\n";
    for (const client::KnownServer& server : servers) {
        text += QByteArray::fromStdString(crypto::publicKeyText(server.key));
        for (const std::string& place : server.places)
            text += ' ' + QByteArray::fromStdString(place);
        text += '\n';
    }
    return text;
}

std::optional<std::vector<client::KnownServer>> parseKnownServers(const QByteArray& text,
                                                                  qsizetype& damagedLine)
{
    std::vector<client::KnownServer> servers;
    damagedLine = 0;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        ++damagedLine;
        const QByteArray content = line.simplified();
        if (content.isEmpty() || content.startsWith('#'))
            continue;
        QList<QByteArray> words = content.split(' ');
        const auto key = crypto::parsePublicKey(words.takeFirst().toStdString());
        if (!key)
            return std::nullopt;
        client::KnownServer server{*key, {}};
        for (const QByteArray& word : words)
            server.places.push_back(word.toStdString());
        servers.push_back(std::move(server));
    }
    return servers;
}

bool rememberServer(std::vector<client::KnownServer>& servers, const PublicKey& key, const std::string& place)
{
    auto known = std::ranges::find(servers, key, &client::KnownServer::key);
    if (known != servers.end() && std::ranges::find(known->places, place) != known->places.end())
        return false;
    for (client::KnownServer& server : servers)
        std::erase(server.places, place);
    if (known == servers.end())
        known = servers.insert(known, {key, {}});
    known->places.push_back(place);
    std::erase_if(servers, [](const client::KnownServer& server) { return server.places.empty(); });
    return true;
}

} // namespace hubbub::qt
