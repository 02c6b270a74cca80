#include "protocol/screen/typed_text.h"

#include "protocol/chat/text.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/utf8.h"

namespace hubbub::screen {

namespace {

std::string toSay(const std::string& line)
{
    auto parsed = client::parseLine(line);
    if (!parsed)
        return line; // it is not sent at all
    if (auto* const said = std::get_if<client::SayLine>(&*parsed))
        return std::move(said->text);
    if (auto* const action = std::get_if<client::ActionLine>(&*parsed))
        return std::move(action->text);
    return std::move(std::get<client::CommandLine>(*parsed).rest);
}

} // namespace

qsizetype messageLength(const QString& line)
{
    return static_cast<qsizetype>(chat::cleaned(toSay(qt::toUtf8(line))).size());
}

QString pastedText(const QString& text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    QString pasted = qt::fromUtf8(chat::cleaned(qt::toUtf8(lines)));
    while (pasted.endsWith(QLatin1Char('\n')))
        pasted.chop(1);
    return pasted;
}

} // namespace hubbub::screen
