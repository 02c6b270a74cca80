// What a profile was used for last, as text: the name, and the servers, most recent first.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace hubbub::qt {

struct LastUsed {
    /// More are forgotten: a list to choose from must fit a screen.
    static constexpr qsizetype mostServers = 10;

    QString name;
    QStringList servers;

    void use(const QString& newName, const QString& server);
    void forget(const QString& server) { servers.removeAll(server); }
    QByteArray text() const;
    /// Nothing if a line is damaged; then `damagedLine` tells which, from 1.
    static std::optional<LastUsed> parse(const QByteArray& text, qsizetype& damagedLine);
};

} // namespace hubbub::qt
