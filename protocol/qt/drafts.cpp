#include "protocol/qt/drafts.h"

#include "protocol/crypto/identity.h"

#include <QList>

#include <algorithm>

namespace hubbub::qt {

namespace {

QByteArray escaped(const QString& text)
{
    QByteArray line = text.toUtf8();
    line.replace('\\', "\\\\").replace('\n', "\\n");
    return line;
}

QString unescaped(const QByteArray& line)
{
    QByteArray text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const bool isEscaped = line[i] == '\\' && i + 1 < line.size();
        if (isEscaped)
            ++i;
        text += isEscaped && line[i] == 'n' ? '\n' : line[i];
    }
    return QString::fromUtf8(text);
}

} // namespace

QString Drafts::find(const PublicKey& key) const
{
    const auto found = std::ranges::find(drafts_, key, &std::pair<PublicKey, QString>::first);
    return found == drafts_.end() ? QString() : found->second;
}

void Drafts::set(const PublicKey& key, const QString& text)
{
    std::erase_if(drafts_, [&key](const auto& draft) { return draft.first == key; });
    if (text.isEmpty())
        return;
    drafts_.insert(drafts_.begin(), {key, text});
    if (drafts_.size() > mostDrafts)
        drafts_.pop_back();
}

QByteArray Drafts::text() const
{
    QByteArray text;
    for (const auto& [key, draft] : drafts_)
        text += QByteArray::fromStdString(crypto::publicKeyText(key)) + ' ' + escaped(draft) + '\n';
    return text;
}

Drafts Drafts::parse(const QByteArray& text)
{
    Drafts drafts;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        const auto space = line.indexOf(' ');
        const auto key = crypto::parsePublicKey(line.left(space).toStdString());
        if (space > 0 && key && drafts.find(*key).isEmpty() && drafts.drafts_.size() < mostDrafts)
            drafts.drafts_.emplace_back(*key, unescaped(line.mid(space + 1)));
    }
    return drafts;
}

} // namespace hubbub::qt
