#include "client-gui/message_text.h"

#include "protocol/qt/local_time.h"
#include "protocol/screen/message_model.h"

#include <algorithm>

namespace hubbub::gui {

namespace {

constexpr QChar firstStrongIsolate(0x2068);
constexpr QChar leftToRightIsolate(0x2066);
constexpr QChar popIsolate(0x2069);
/// In front of further lines of a text, in the room's form; the layout has its own way to set them off.
const QString indent = QStringLiteral("\n  ");

/// `管理员消息：` in front of a notice: all up to the first colon, in each language.
qsizetype noticeLead(const QString& text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char(':') || text[at] == QChar(u'：'))
            return at + 1;
    }
    return 0;
}

/// Where text of both directions stands, a link's parts must not change places with each other or with what
/// is around it: it would seem to lead elsewhere.
void isolateLinks(MessageText& text)
{
    if (!text.text.contains(firstStrongIsolate))
        return;
    qsizetype shift = 0;
    for (MessageLink& link : text.links) {
        link.start += shift;
        text.text.insert(link.end(), popIsolate);
        text.text.insert(link.start, leftToRightIsolate);
        ++link.start;
        shift += 2;
    }
}

} // namespace

MessageText messageText(const screen::MessageModel& model, int row)
{
    const screen::MessageRow& at = model.row(row);
    MessageText text;
    text.text = model.shownText(row);
    if (at.kind == screen::RowKind::message && at.textStart > 0) {
        if (at.continuesGroup)
            text.text.remove(0, at.textStart);
        else
            text.leadLength = at.textStart;
    }
    if (at.kind == screen::RowKind::announcement)
        text.leadLength = noticeLead(text.text);
    if (at.kind == screen::RowKind::message || at.kind == screen::RowKind::announcement)
        text.text.replace(indent, QString(QChar::LineSeparator));
    text.text.replace(QLatin1Char('\n'), QChar::LineSeparator);
    if (at.kind == screen::RowKind::message || at.kind == screen::RowKind::announcement
        || at.kind == screen::RowKind::remark)
    {
        text.links = linksIn(QStringView(text.text).sliced(text.leadLength));
        for (MessageLink& link : text.links)
            link.start += text.leadLength;
    }
    isolateLinks(text);
    return text;
}

QString plainText(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar character : text) {
        if (character == QChar::LineSeparator)
            plain += QLatin1Char('\n');
        else if (character != firstStrongIsolate && character != leftToRightIsolate
                 && character != popIsolate)
            plain += character;
    }
    return plain;
}

QString plainLine(const screen::MessageModel& model, int row, qsizetype from, qsizetype to)
{
    const screen::MessageRow& at = model.row(row);
    const MessageText text = messageText(model, row);
    const bool isMessage = at.kind == screen::RowKind::message;
    const qsizetype start = isMessage ? std::max(from, text.leadLength) : from;
    QString line;
    if (at.kind != screen::RowKind::day)
        line = qt::timeText(at.time) + QChar::Space;
    if (isMessage)
        line += plainText(QStringView(at.line).first(at.textStart));
    if (start < to)
        line +=
            plainText(QStringView(text.text).sliced(start, to - start)).replace(QLatin1Char('\n'), indent);
    return line;
}

} // namespace hubbub::gui
