#include "protocol/qt/last_used.h"

#include "protocol/chat/text.h"

#include <QList>

namespace hubbub::qt {

void LastUsed::use(const QString& newName, const QString& server)
{
    if (!newName.isEmpty())
        name = newName;
    if (server.isEmpty())
        return;
    servers.removeAll(server);
    servers.prepend(server);
    if (servers.size() > mostServers)
        servers.resize(mostServers);
}

QByteArray LastUsed::text() const
{
    QByteArray text;
    if (!name.isEmpty())
        text += "name " + name.toUtf8() + '\n';
    for (const QString& server : servers)
        text += "server " + server.toUtf8() + '\n';
    return text;
}

std::optional<LastUsed> LastUsed::parse(const QByteArray& text, qsizetype& damagedLine)
{
    LastUsed last;
    damagedLine = 0;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        ++damagedLine;
        const auto space = line.indexOf(' ');
        const QByteArray value = line.mid(space + 1).trimmed();
        if (line.trimmed().isEmpty())
            continue;
        if (space < 0 || value.isEmpty() || !chat::isValidUtf8({value.constData(), size_t(value.size())}))
            return std::nullopt;
        if (line.startsWith("name "))
            last.name = QString::fromUtf8(value);
        else if (line.startsWith("server "))
            last.servers += QString::fromUtf8(value);
        else
            return std::nullopt;
    }
    return last;
}

} // namespace hubbub::qt
