// Checks an export as docs/EXPORT.md tells a reader to, with nothing of what wrote it.
#pragma once

#include "protocol/chat/cbor.h"
#include "protocol/crypto/hash.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace hubbub::test {

inline std::vector<QJsonObject> objectsIn(const QByteArray& lines)
{
    std::vector<QJsonObject> objects;
    for (const QByteArray& line : lines.split('\n'))
        if (!line.isEmpty())
            objects.push_back(QJsonDocument::fromJson(line).object());
    return objects;
}

inline Bytes hexAt(const QJsonObject& object, const char* name)
{
    return fromHex(object.value(QLatin1String(name)).toString().toStdString()).value_or(Bytes{});
}

inline std::uint64_t numberAt(const QJsonObject& object, const char* name)
{
    return static_cast<std::uint64_t>(object.value(QLatin1String(name)).toInteger());
}

inline Bytes headerOf(const QJsonObject& event)
{
    chat::cbor::Writer out;
    if (event.value(QLatin1String("type")).toString() == QLatin1String("void")) {
        out.array(1);
        out.number(numberAt(event, "seq"));
        return out.take();
    }
    const Bytes further = hexAt(event, "further");
    const QDateTime time =
        QDateTime::fromString(event.value(QLatin1String("time")).toString(), Qt::ISODateWithMs);
    out.array(6 + chat::cbor::countItems(further));
    out.number(numberAt(event, "seq"));
    out.number(numberAt(event, "kind"));
    out.number(static_cast<std::uint64_t>(time.toMSecsSinceEpoch()));
    out.number(numberAt(event, "member"));
    out.text(event.value(QLatin1String("name")).toString().toStdString());
    out.number(numberAt(event, "number"));
    out.items(further);
    return out.take();
}

inline Bytes contentDigestOf(const QJsonObject& event)
{
    if (event.contains(QLatin1String("digest")))
        return hexAt(event, "digest");
    const Bytes salt = hexAt(event, "salt");
    const std::string text = event.value(QLatin1String("text")).toString().toStdString();
    return copyOf(crypto::sha256({salt, bytesOf(text)}).bytes);
}

/// The seq at which it breaks; nothing if it holds from the first line to the last.
inline std::optional<std::uint64_t> whereTheChainBreaks(const QByteArray& lines)
{
    const auto objects = objectsIn(lines);
    Bytes before = hexAt(objects.front(), "before");
    std::uint64_t seq = numberAt(objects.front(), "first");
    for (std::size_t i = 1; i + 1 < objects.size(); ++i, ++seq) {
        const QJsonObject& event = objects[i];
        const Bytes content = contentDigestOf(event);
        const Bytes header = headerOf(event);
        before = copyOf(crypto::sha256({before, header, content}).bytes);
        if (numberAt(event, "seq") != seq || before != hexAt(event, "chain"))
            return seq;
    }
    const bool isWhole = objects.back().value(QLatin1String("type")).toString() == QLatin1String("end")
                      && numberAt(objects.back(), "events") == objects.size() - 2
                      && numberAt(objects.front(), "last") + 1 == seq;
    return isWhole ? std::nullopt : std::optional(seq);
}

} // namespace hubbub::test
