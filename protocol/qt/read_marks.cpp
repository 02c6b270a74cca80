#include "protocol/qt/read_marks.h"

#include "protocol/crypto/identity.h"

#include <QList>

#include <algorithm>

namespace hubbub::qt {

std::optional<Seq> ReadMarks::find(const PublicKey& key) const
{
    const auto found = std::ranges::find(marks_, key, &std::pair<PublicKey, Seq>::first);
    return found == marks_.end() ? std::nullopt : std::optional(found->second);
}

void ReadMarks::set(const PublicKey& key, Seq seq)
{
    std::erase_if(marks_, [&key](const auto& mark) { return mark.first == key; });
    marks_.insert(marks_.begin(), {key, seq});
    if (marks_.size() > mostMarks)
        marks_.pop_back();
}

QByteArray ReadMarks::text() const
{
    QByteArray text;
    for (const auto& [key, seq] : marks_) {
        text += QByteArray::fromStdString(crypto::publicKeyText(key)) + ' '
              + QByteArray::number(static_cast<qulonglong>(seq.value)) + '\n';
    }
    return text;
}

ReadMarks ReadMarks::parse(const QByteArray& text)
{
    ReadMarks marks;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        bool isNumber = false;
        const Seq seq{words.value(1).toULongLong(&isNumber)};
        const auto key = crypto::parsePublicKey(words.value(0).toStdString());
        if (key && isNumber && words.size() == 2 && !marks.find(*key) && marks.marks_.size() < mostMarks)
            marks.marks_.emplace_back(*key, seq);
    }
    return marks;
}

} // namespace hubbub::qt
