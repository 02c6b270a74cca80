#include "client-cli/completion.h"

#include "protocol/client/command_line.h"

namespace hubbub::cli {

namespace {

QStringList commandWords()
{
    QStringList words;
    for (const client::CommandInfo& command : client::commands())
        words += QLatin1Char('/')
               + QString::fromUtf8(command.word.data(), static_cast<qsizetype>(command.word.size()));
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
    const QString word = beforeCursor.mid(beforeCursor.lastIndexOf(QLatin1Char(' ')) + 1);
    const bool isCommand = word.size() == beforeCursor.size() && word.startsWith(QLatin1Char('/'));
    QStringList fitting;
    const QStringList candidates = isCommand ? commandWords() : names;
    for (const QString& candidate : candidates) {
        if (candidate.startsWith(word, Qt::CaseInsensitive))
            fitting += candidate;
    }
    // A name behind nothing at all would come out of the blue.
    if (fitting.isEmpty() || beforeCursor.isEmpty())
        return {0, {}, fitting};
    if (fitting.size() == 1)
        return {word.size(), fitting.first() + QLatin1Char(' '), {}};
    const QString common = commonBeginning(fitting);
    if (common.size() > word.size())
        return {word.size(), common, {}};
    return {word.size(), word, fitting};
}

} // namespace hubbub::cli
