#include "client-cli/completion.h"

#include "protocol/client/command_line.h"
#include "protocol/screen/completion_candidates.h"

namespace hubbub::cli {

namespace {

QStringList commandWords()
{
    QStringList words;
    for (const client::CommandInfo& command : client::commands())
        words += QString::fromUtf8(command.word.data(), static_cast<qsizetype>(command.word.size()));
    return words;
}

/// Never cuts a surrogate pair.
QString commonBeginning(const QStringList& texts)
{
    QString common = texts.first();
    for (const QString& text : texts) {
        while (!text.startsWith(common, Qt::CaseInsensitive))
            common.chop(common.back().isLowSurrogate() ? 2 : 1);
    }
    return common;
}

} // namespace

Completion complete(const QString& beforeCursor, const QStringList& names)
{
    // A name behind nothing at all would come out of the blue.
    if (beforeCursor.isEmpty() || beforeCursor.endsWith(QChar::Space))
        return {0, {}, names};
    const auto found = screen::candidatesFor({beforeCursor, beforeCursor.size()}, {names, commandWords()});
    if (found.list.isEmpty())
        return {};
    const QString word = beforeCursor.mid(found.from);
    if (found.list.size() == 1)
        return {word.size(), found.list.first().inserted + QChar::Space, {}};
    QStringList fitting;
    for (const screen::Candidate& candidate : found.list)
        fitting += candidate.shown;
    const QString common = commonBeginning(fitting);
    if (common.size() > word.size())
        return {word.size(), common, {}};
    return {word.size(), word, fitting};
}

} // namespace hubbub::cli
