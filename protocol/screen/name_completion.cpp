#include "protocol/screen/name_completion.h"

namespace hubbub::screen {

namespace {

QStringList beginningLike(const QStringList& words, QStringView typed)
{
    QStringList fitting;
    for (const QString& word : words) {
        if (QStringView(word).startsWith(typed, Qt::CaseInsensitive))
            fitting += word;
    }
    return fitting;
}

/// Latin words stand between spaces; Chinese ones do not, so that a name may begin behind any character.
bool mayBeginAt(const QString& text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    const QChar first = text[at];
    if (first.isLowSurrogate() || first.isMark())
        return false;
    const auto isLatin = [](QChar letter) { return letter.isLetterOrNumber() && letter.unicode() < 0x250; };
    return !isLatin(before) || !isLatin(first);
}

} // namespace

std::optional<CompletedText> NameCompletion::complete(const CompletedText& input, const QStringList& names,
                                                      const QStringList& commands)
{
    const bool goesOn = !fitting_.isEmpty() && input == make();
    if (goesOn)
        chosen_ = (chosen_ + 1) % fitting_.size();
    else
        begin(input, names, commands);
    if (fitting_.isEmpty())
        return std::nullopt;
    return make();
}

void NameCompletion::begin(const CompletedText& input, const QStringList& names, const QStringList& commands)
{
    typed_ = input;
    chosen_ = 0;
    fitting_.clear();
    qsizetype wordStart = input.cursor;
    while (wordStart > 0 && !input.text[wordStart - 1].isSpace())
        --wordStart;
    const QStringView before = QStringView(input.text).left(input.cursor);
    if (wordStart == 0 && before.startsWith(QLatin1Char('/'))) {
        from_ = 1;
        fitting_ = beginningLike(commands, before.mid(1));
        return;
    }
    for (from_ = wordStart; from_ < input.cursor && fitting_.isEmpty(); ++from_) {
        if (mayBeginAt(input.text, from_))
            fitting_ = beginningLike(names, before.mid(from_));
        if (!fitting_.isEmpty())
            return;
    }
}

CompletedText NameCompletion::make() const
{
    const QString inserted = fitting_[chosen_] + QLatin1Char(' ');
    QString rest = typed_.text.mid(typed_.cursor);
    if (rest.startsWith(QLatin1Char(' ')))
        rest.remove(0, 1);
    return {typed_.text.left(from_) + inserted + rest, from_ + inserted.size()};
}

} // namespace hubbub::screen
