#include "client-cli/export_check.h"

#include "protocol/base/limits.h"
#include "protocol/chat/cbor.h"
#include "protocol/chat/search_query.h"
#include "protocol/crypto/hash.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hubbub::cli {

namespace {

struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

/// The one that this reader knows.
constexpr qint64 knownForm = 1;
/// A record in hexadecimal digits, or with every character of its text escaped, and to spare.
constexpr qint64 lineBytesMost = 16 * static_cast<qint64>(limits::recordBytes);

Unexpected<Failure> failure(const QString& sentence)
{
    return Unexpected(Failure{sentence.toStdString()});
}

std::optional<QJsonObject> readObject(QIODevice& lines)
{
    const QByteArray line = lines.readLine(lineBytesMost);
    if (!line.endsWith('\n'))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(line);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QJsonValue at(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name));
}

std::optional<std::uint64_t> numberAt(const QJsonObject& object, const char* name)
{
    const qint64 number = at(object, name).toInteger(-1);
    return number < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(number));
}

std::optional<Bytes> hexAt(const QJsonObject& object, const char* name)
{
    return fromHex(at(object, name).toString().toStdString());
}

std::optional<std::size_t> itemsIn(ByteView encoded)
{
    chat::cbor::Reader in(encoded);
    std::size_t count = 0;
    for (; !in.atEnd() && !in.failed(); ++count)
        in.skip();
    return in.failed() ? std::nullopt : std::optional(count);
}

/// Nothing if the line lacks something.
std::optional<Bytes> headerOf(const QJsonObject& event, std::uint64_t seq)
{
    chat::cbor::Writer out;
    if (at(event, "type").toString() == QLatin1String("void")) {
        out.array(1);
        out.number(seq);
        return out.take();
    }
    const auto further = hexAt(event, "further");
    const auto items = further ? itemsIn(*further) : std::nullopt;
    const auto kind = numberAt(event, "kind");
    const auto time = chat::parseTime(at(event, "time").toString().toStdString());
    const auto member = numberAt(event, "member");
    const auto number = numberAt(event, "number");
    if (!items || !kind || !time || !member || !number)
        return std::nullopt;
    out.array(6 + *items);
    out.number(seq);
    out.number(*kind);
    out.number(static_cast<std::uint64_t>(time->milliseconds));
    out.number(*member);
    out.text(at(event, "name").toString().toStdString());
    out.number(*number);
    out.items(*further);
    return out.take();
}

std::optional<Bytes> contentDigestOf(const QJsonObject& event)
{
    if (event.contains(QLatin1String("digest")))
        return hexAt(event, "digest");
    if (at(event, "type").toString() == QLatin1String("void"))
        return copyOf(crypto::sha256({}).bytes);
    const auto salt = hexAt(event, "salt");
    const std::string text = at(event, "text").toString().toStdString();
    return salt ? std::optional(copyOf(crypto::sha256({*salt, bytesOf(text)}).bytes)) : std::nullopt;
}

/// True if this line is the event and leads to the chain value that it tells.
bool follows(const QJsonObject& event, std::uint64_t seq, const std::optional<Bytes>& before, Bytes& chain)
{
    const auto told = hexAt(event, "chain");
    const auto header = headerOf(event, seq);
    const auto content = contentDigestOf(event);
    if (numberAt(event, "seq") != seq || !told || !header || !content)
        return false;
    chain = *told;
    return !before || copyOf(crypto::sha256({*before, *header, *content}).bytes) == *told;
}

} // namespace

Result<ExportReport, Failure> checkExport(QIODevice& lines)
{
    const auto head = readObject(lines);
    const auto first = head ? numberAt(*head, "first") : std::nullopt;
    const auto last = head ? numberAt(*head, "last") : std::nullopt;
    if (!first || !last || at(*head, "type").toString() != QLatin1String("log"))
        return failure(
            ExportText::tr("This is no export of hubbubd: its first line does not tell of a log."));
    if (at(*head, "form").toInteger() != knownForm)
        return failure(ExportText::tr("This export is of a form that this version does not know."));

    ExportReport report;
    report.log = at(*head, "log").toString();
    report.first = Seq{*first};
    report.last = Seq{*last};
    std::optional<Bytes> before;
    if (head->contains(QLatin1String("before")))
        before = hexAt(*head, "before");
    report.beginsUnproven = !before.has_value();
    std::uint64_t seq = *first;
    for (;; ++seq) {
        const auto event = readObject(lines);
        if (!event)
            return failure(ExportText::tr("The export is cut off behind event %1.").arg(seq - 1));
        if (at(*event, "type").toString() == QLatin1String("end")) {
            if (seq != *last + 1 || numberAt(*event, "events") != *last + 1 - *first)
                report.brokenAt = report.brokenAt.value_or(Seq{seq});
            break;
        }
        Bytes chain;
        if (!follows(*event, seq, before, chain)) {
            report.brokenAt = Seq{seq};
            return report;
        }
        report.removed += event->contains(QLatin1String("digest")) ? 1 : 0;
        report.chain = QString::fromStdString(toHex(chain));
        before = std::move(chain);
    }
    if (!lines.atEnd())
        return failure(ExportText::tr("Something stands behind the end of the export."));
    return report;
}

} // namespace hubbub::cli
