// The lines of a journal, each followed by a space and its checksum:
//   outbox ID                            another outbox begins, and what stands above counts no more
//   next NUMBER                          lower numbers were used, and settled
//   say|me|announce|ask NUMBER TEXT      text in base64url; `ask` announces and asks to confirm
//   settled NUMBER
//   renumbered NUMBER NUMBER             the text under the first has the second from here on

#include "protocol/qt/outbox_journal.h"

#include "protocol/crypto/hash.h"

#include <QList>

#include <algorithm>
#include <string_view>

namespace hubbub::qt {

namespace {

constexpr std::size_t checksumBytes = 4;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray fromText(const std::string& text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray checksum(const QByteArray& line)
{
    const Digest digest = crypto::sha256({bytesOf(viewOf(line))});
    return fromText(toHex(digest.view().first(checksumBytes)));
}

QByteArray finished(const QByteArray& line)
{
    return line + ' ' + checksum(line) + '\n';
}

QByteArray word(const client::SubmissionNumbered& submission)
{
    if (submission.announcement)
        return submission.asksToConfirm ? QByteArrayLiteral("ask") : QByteArrayLiteral("announce");
    return submission.style == chat::MessageStyle::action ? QByteArrayLiteral("me")
                                                          : QByteArrayLiteral("say");
}

std::optional<SubmissionNumber> parseNumber(const QByteArray& text)
{
    bool good = false;
    const auto number = text.toUInt(&good);
    return good && number > 0 ? std::optional(SubmissionNumber{number}) : std::nullopt;
}

QByteArray numberLine(const char* what, SubmissionNumber number)
{
    return finished(QByteArray(what) + ' ' + QByteArray::number(number.value));
}

struct LineOf {
    QByteArray operator()(const client::OutboxDrawn& drawn) const
    {
        return finished("outbox " + fromText(toBase64Url(drawn.outbox.view())));
    }
    QByteArray operator()(const client::SubmissionNumbered& submission) const
    {
        return finished(word(submission) + ' ' + QByteArray::number(submission.number.value) + ' '
                        + fromText(toBase64Url(bytesOf(submission.text))));
    }
    QByteArray operator()(const client::SubmissionSettled& settled) const
    {
        return numberLine("settled", settled.number);
    }
    QByteArray operator()(const client::SubmissionRenumbered& renumbered) const
    {
        return finished("renumbered " + QByteArray::number(renumbered.before.value) + ' '
                        + QByteArray::number(renumbered.number.value));
    }
};

std::optional<client::SubmissionNumbered> parseSubmission(const QList<QByteArray>& words)
{
    const auto number = parseNumber(words[1]);
    const auto text = fromBase64Url(viewOf(words[2]));
    const bool asks = words[0] == "ask";
    const bool announces = asks || words[0] == "announce";
    const bool known = announces || words[0] == "say" || words[0] == "me";
    if (!number || !text || !known)
        return std::nullopt;
    return client::SubmissionNumbered{
        *number, std::string(textOf(*text)),
        words[0] == "me" ? chat::MessageStyle::action : chat::MessageStyle::plain, announces, asks};
}

} // namespace

QByteArray journalLine(const client::JournalEntry& entry)
{
    return std::visit(LineOf{}, entry);
}

bool mustOutlivePowerCut(const client::JournalEntry& entry)
{
    if (const auto* settled = std::get_if<client::SubmissionSettled>(&entry))
        return settled->isRefused;
    return !std::holds_alternative<client::SubmissionNumbered>(entry);
}

std::optional<OutboxJournal> OutboxJournal::parse(const QByteArray& text, qsizetype& damagedLine)
{
    OutboxJournal journal;
    damagedLine = 0;
    for (qsizetype from = 0; from < text.size();) {
        ++damagedLine;
        const auto end = text.indexOf('\n', from);
        const bool isLast = end < 0 || end + 1 == text.size();
        if (end < 0 || !journal.applyLine(text.mid(from, end - from)))
            return isLast ? std::optional(journal) : std::nullopt;
        from = end + 1;
    }
    return journal;
}

bool OutboxJournal::applyLine(const QByteArray& line)
{
    const auto space = line.lastIndexOf(' ');
    const QByteArray content = line.left(space);
    if (space < 0 || line.mid(space + 1) != checksum(content))
        return false;
    const QList<QByteArray> words = content.split(' ');
    if (words.size() == 2 && words[0] == "outbox") {
        const auto bytes = fromBase64Url(viewOf(words[1]));
        const auto outbox = bytes ? OutboxId::from(*bytes) : std::nullopt;
        if (outbox)
            apply(client::OutboxDrawn{*outbox});
        return outbox.has_value();
    }
    if (words.size() == 2 && (words[0] == "next" || words[0] == "settled")) {
        const auto number = parseNumber(words[1]);
        if (number && words[0] == "settled")
            apply(client::SubmissionSettled{*number});
        else if (number)
            nextNumber_ = std::max(nextNumber_, *number);
        return number.has_value();
    }
    if (words.size() != 3)
        return false;
    if (words[0] == "renumbered") {
        const auto before = parseNumber(words[1]);
        const auto number = parseNumber(words[2]);
        if (before && number)
            apply(client::SubmissionRenumbered{*before, *number});
        return before && number;
    }
    const auto submission = parseSubmission(words);
    if (submission)
        apply(*submission);
    return submission.has_value();
}

void OutboxJournal::apply(const client::JournalEntry& entry)
{
    if (const auto* drawn = std::get_if<client::OutboxDrawn>(&entry)) {
        *this = OutboxJournal();
        outbox_ = drawn->outbox;
    } else if (const auto* submission = std::get_if<client::SubmissionNumbered>(&entry)) {
        unsettled_.insert_or_assign(submission->number, *submission);
        nextNumber_ = std::max(nextNumber_, SubmissionNumber{submission->number.value + 1});
    } else if (const auto* settled = std::get_if<client::SubmissionSettled>(&entry)) {
        unsettled_.erase(settled->number);
    } else if (const auto* renumbered = std::get_if<client::SubmissionRenumbered>(&entry)) {
        if (auto node = unsettled_.extract(renumbered->before)) {
            node.key() = node.mapped().number = renumbered->number;
            unsettled_.insert(std::move(node));
        }
        nextNumber_ = std::max(nextNumber_, SubmissionNumber{renumbered->number.value + 1});
    }
}

std::optional<client::RestoredOutbox> OutboxJournal::restored() const
{
    if (!outbox_)
        return std::nullopt;
    client::RestoredOutbox restored{*outbox_, nextNumber_, {}};
    for (const auto& [number, submission] : unsettled_)
        restored.unsettled.push_back(submission);
    return restored;
}

QByteArray OutboxJournal::compacted() const
{
    if (!outbox_)
        return {};
    QByteArray text = journalLine(client::OutboxDrawn{*outbox_}) + numberLine("next", nextNumber_);
    for (const auto& [number, submission] : unsettled_)
        text += journalLine(submission);
    return text;
}

} // namespace hubbub::qt
