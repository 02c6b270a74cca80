// Files that a program reads at its start: its own, and those that people edit.

#include "protocol/base/check.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/hash.h"
#include "protocol/qt/kept_room.h"
#include "protocol/qt/known_servers.h"
#include "protocol/qt/last_used.h"
#include "protocol/qt/outbox_journal.h"
#include "server/config_file.h"
#include "server/settings.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace hubbub::fuzz {

namespace {

QByteArray contentOf(ByteView input)
{
    return {reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size())};
}

bool comeToTheSame(const std::optional<client::RestoredOutbox>& a,
                   const std::optional<client::RestoredOutbox>& b)
{
    if (!a || !b)
        return !a && !b;
    return a->outbox == b->outbox && a->nextNumber == b->nextNumber
        && std::ranges::equal(a->unsettled, b->unsettled, [](const auto& one, const auto& other) {
               return one.number == other.number && one.text == other.text && one.style == other.style
                   && one.announcement == other.announcement;
           });
}

/// The lines as if each had the checksum it should: a fuzzer cannot guess them.
QByteArray withChecksums(const QByteArray& text)
{
    QByteArray sealed;
    for (const QByteArray& line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        const Digest digest =
            crypto::sha256({bytesOf({line.constData(), static_cast<std::size_t>(line.size())})});
        sealed += line + ' ' + QByteArray::fromStdString(toHex(digest.view().first(4))) + '\n';
    }
    return sealed;
}

void checkJournal(const QByteArray& text)
{
    qsizetype damaged = 0;
    const auto journal = qt::OutboxJournal::parse(text, damaged);
    CHECK(damaged >= 0 && damaged <= text.count('\n') + 1);
    if (!journal)
        return;
    const auto restored = journal->restored();
    if (restored) {
        // No number is given twice.
        for (const auto& each : restored->unsettled)
            CHECK(each.number.value > 0 && each.number < restored->nextNumber);
        CHECK(journal->hasUnsettled() == !restored->unsettled.empty());
    }
    const QByteArray compacted = journal->compacted();
    const auto again = qt::OutboxJournal::parse(compacted, damaged);
    CHECK(again && comeToTheSame(again->restored(), restored) && again->compacted() == compacted);
}

void checkKeptRoom(const QByteArray& content)
{
    const auto room = qt::KeptRoom::parse(content);
    if (!room)
        return;
    CHECK(room->events.size() <= qt::KeptRoom::mostEvents);
    CHECK(chat::isValidUtf8(room->room) && chat::isValidUtf8(room->ownName)
          && chat::isValidUtf8(room->place));
    CHECK(qt::KeptRoom::parse(room->content()) == room);
}

} // namespace

void config(ByteView input)
{
    const auto parsed = server::parseConfig(textOf(input), "hubbubd.conf");
    if (!parsed) {
        CHECK(parsed.error().context.starts_with("hubbubd.conf:"));
        CHECK(chat::printable(parsed.error().context) == parsed.error().context);
        return;
    }
    int line = 0;
    for (const auto& entry : *parsed) {
        CHECK(entry.line > line && !entry.section.empty() && !entry.key.empty());
        CHECK(chat::isValidUtf8(entry.value) && entry.value.find('\n') == std::string::npos);
        line = entry.line;
    }
    server::Settings settings;
    if (const auto applied = server::applyConfig(*parsed, "hubbubd.conf", settings)) {
        const server::CoreSettings& core = settings.core;
        CHECK(core.memberLimit > 0 && core.messageRate > 0 && core.messageBurst > 0 && core.grace > 0s);
        CHECK(core.messageRate < 1e9 && core.joinsPerKeyPerMinute > 0 && core.joinsPerPrefixPerSecond > 0);
    } else {
        CHECK(applied.error().context.starts_with("hubbubd.conf:"));
        CHECK(chat::printable(applied.error().context) == applied.error().context);
    }
}

void journal(ByteView input)
{
    const QByteArray text = contentOf(input);
    checkJournal(text);
    checkJournal(withChecksums(text));
}

void knownServers(ByteView input)
{
    const QByteArray text = contentOf(input);
    qsizetype damaged = 0;
    if (auto servers = qt::parseKnownServers(text, damaged)) {
        const auto again = qt::parseKnownServers(qt::knownServersText(*servers), damaged);
        CHECK(again && again->size() == servers->size());
        for (std::size_t i = 0; i < servers->size(); ++i) {
            CHECK((*again)[i].key == (*servers)[i].key);
            CHECK((*again)[i].places == (*servers)[i].places);
        }
        const PublicKey key{{1}};
        qt::rememberServer(*servers, key, "chat.example:7788");
        CHECK(!qt::rememberServer(*servers, key, "chat.example:7788"));
        const auto isKnownThere = [](const client::KnownServer& server) {
            return std::ranges::count(server.places, "chat.example:7788") > 0;
        };
        CHECK(std::ranges::count_if(*servers, isKnownThere) == 1);
    }
    if (const auto last = qt::LastUsed::parse(text, damaged)) {
        const auto again = qt::LastUsed::parse(last->text(), damaged);
        CHECK(again && again->name == last->name && again->servers == last->servers);
    }
}

/// Also as if its checksum were right: a fuzzer cannot guess it.
void keptRoom(ByteView input)
{
    QByteArray content = contentOf(input);
    checkKeptRoom(content);
    const Digest digest = crypto::sha256({input});
    content.append(reinterpret_cast<const char*>(digest.bytes.data()), Digest::size);
    checkKeptRoom(content);
}

} // namespace hubbub::fuzz
