#include "server/config_keys.h"

#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "server/config_values.h"
#include "server/core/limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cctype>

namespace hubbub::server {

namespace {

using Values = std::vector<std::string>;
using std::chrono::hours;
using std::chrono::seconds;

/// It goes to everyone who enters, in a welcome that fits a datagram with it.
constexpr std::size_t welcomeBytes = 500;
/// Less would refuse an everyday text in a small room, more is no bound on any network.
constexpr std::uint64_t fanOutLeast = 16 * 1024;
constexpr std::uint64_t fanOutMost = std::uint64_t{1} << 40U;

/// What a key is called and means.
struct Words {
    std::string_view section;
    std::string_view name;
    std::string_view option;
    std::string_view placeholder;
    Applies applies;
    const char* meaning;
};

// In the functions below, `field` gives the part of some settings that the key is about, const as they are.

template <class Field, class Take, class Show>
ConfigKey keyOf(const Words& words, std::string allowed, Field field, Take take, Show values)
{
    return {words.section,      words.name,
            words.option,       words.placeholder,
            words.applies,      words.meaning,
            std::move(allowed), std::move(take),
            std::move(values),  [=](const Settings& from, Settings& to) { field(to) = field(from); }};
}

template <class Number, class Field>
ConfigKey numberKey(const Words& words, Number least, Number most, Field field)
{
    return keyOf(
        words, allowedNumber(least, most), field,
        [=](std::string_view text, Settings& settings) {
            return takeNumber(text, least, most, field(settings));
        },
        [=](const Settings& settings) { return Values{numberText(field(settings))}; });
}

template <class Field>
ConfigKey timeKey(const Words& words, seconds least, seconds most, Field field)
{
    return keyOf(
        words, allowedTime(least, most), field,
        [=](std::string_view text, Settings& settings) {
            return takeTime(text, least, most, field(settings));
        },
        [=](const Settings& settings) { return Values{timeText(field(settings))}; });
}

template <class Choices, class Field>
ConfigKey wordKey(const Words& words, const char* allowed, const Choices& choices, Field field)
{
    return keyOf(
        words, allowed, field,
        [=](std::string_view text, Settings& settings) {
            const auto* const choice = std::ranges::find(choices, text, &Choices::value_type::first);
            if (choice != choices.end())
                field(settings) = choice->second;
            return choice != choices.end();
        },
        [=](const Settings& settings) {
            Values values;
            for (const auto& [word, value] : choices)
                if (field(settings) == value)
                    values.emplace_back(word);
            return values;
        });
}

/// `read` gives nothing for what is not allowed.
template <class Field, class Read, class Write>
ConfigKey listKey(const Words& words, const char* allowed, Field field, Read read, Write write)
{
    ConfigKey key = keyOf(
        words, allowed, field,
        [=](std::string_view text, Settings& settings) {
            auto entry = read(text);
            if (entry)
                field(settings).push_back(std::move(*entry));
            return entry.has_value();
        },
        [=](const Settings& settings) {
            Values values;
            for (const auto& entry : field(settings))
                values.push_back(write(entry));
            return values;
        });
    key.clear = [=](Settings& settings) { field(settings).clear(); };
    return key;
}

template <class Field>
ConfigKey publicKeysKey(const Words& words, Field field)
{
    return listKey(words, "a public key of 43 characters (`hubbub ping` prints one's own)", field,
                   crypto::parsePublicKey, crypto::publicKeyText);
}

// One by one

constexpr std::array<std::pair<std::string_view, Durability>, 2> durabilities = {
    {{"normal", Durability::normal}, {"full", Durability::full}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> switches = {{{"on", true}, {"off", false}}};
constexpr std::array<std::pair<std::string_view, ReadBack>, 2> readBacks = {
    {{"everything", ReadBack::everything}, {"shown", ReadBack::shown}}};
constexpr std::array<std::pair<std::string_view, LogLevel>, 4> levels = {{{"debug", LogLevel::debug},
                                                                          {"info", LogLevel::info},
                                                                          {"warning", LogLevel::warning},
                                                                          {"error", LogLevel::error}}};

ConfigKey publicAddressKey(const Words& words)
{
    return keyOf(
        words, "HOST or HOST:PORT, as people outside reach this server",
        [](auto& settings) -> auto& { return settings.publicAddress; },
        [](std::string_view text, Settings& settings) {
            auto address = chat::ServerAddress::parse(text);
            const bool isAllowed = address && !address->key;
            if (isAllowed)
                settings.publicAddress = *address;
            return isAllowed;
        },
        [](const Settings& settings) {
            return settings.publicAddress ? Values{settings.publicAddress->text()} : Values{};
        });
}

ConfigKey metricsKey(const Words& words)
{
    return keyOf(
        words, "a port for this machine alone such as 9178, or ADDR:PORT",
        [](auto& settings) -> auto& { return settings.metrics; },
        [](std::string_view text, Settings& settings) {
            const bool isPortAlone = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
            const auto address =
                parseListenAddress(isPortAlone ? "127.0.0.1:" + std::string(text) : std::string(text));
            const bool hasPort =
                isPortAlone || std::ranges::count(text, ':') == 1 || text.find("]:") != text.npos;
            if (!address || !hasPort)
                return false;
            settings.metrics = address;
            return true;
        },
        [](const Settings& settings) {
            return settings.metrics ? Values{settings.metrics->text()} : Values{};
        });
}

ConfigKey dataKey(const Words& words)
{
    return keyOf(
        words, "a folder", [](auto& settings) -> auto& { return settings.dataFolder; },
        [](std::string_view text, Settings& settings) {
            settings.dataFolder = text;
            return !text.empty();
        },
        [](const Settings& settings) {
            return settings.dataFolder.empty() ? Values{} : Values{settings.dataFolder};
        });
}

ConfigKey roomNameKey(const Words& words)
{
    return keyOf(
        words, "1 to " + std::to_string(limits::roomNameBytes) + " bytes of text without control characters",
        [](auto& settings) -> auto& { return settings.core.room; },
        [](std::string_view text, Settings& settings) {
            std::string name = chat::cleanLine(text, limits::roomNameBytes);
            const bool isAllowed = !name.empty() && name == text;
            if (isAllowed)
                settings.core.room = std::move(name);
            return isAllowed;
        },
        [](const Settings& settings) { return Values{settings.core.room}; });
}

ConfigKey passwordKey(const Words& words)
{
    ConfigKey key = keyOf(
        words, "what `hubbubd hash-password` prints",
        [](auto& settings) -> auto& { return settings.core.password; },
        [](std::string_view text, Settings& settings) {
            const auto password = crypto::parsePasswordKey(text);
            if (password)
                settings.core.password = *password;
            return password.has_value();
        },
        [](const Settings& settings) {
            const auto& password = settings.core.password;
            return password ? Values{crypto::passwordKeyText(*password)} : Values{};
        });
    key.isSecret = true;
    return key;
}

ConfigKey welcomeKey(const Words& words)
{
    return keyOf(
        words, "up to " + std::to_string(welcomeBytes) + " bytes of text without control characters",
        [](auto& settings) -> auto& { return settings.core.welcome; },
        [](std::string_view text, Settings& settings) {
            std::string welcome = chat::cleanLine(text, welcomeBytes);
            const bool isAllowed = welcome == text;
            if (isAllowed)
                settings.core.welcome = std::move(welcome);
            return isAllowed;
        },
        [](const Settings& settings) {
            return settings.core.welcome.empty() ? Values{} : Values{settings.core.welcome};
        });
}

std::optional<std::string> readReservedName(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(std::string(text));
}

ConfigKey categoryKey(std::string_view category, std::string_view option, const char* meaning)
{
    return wordKey(
        {"log", category, option, "LEVEL", Applies::atReload, meaning}, "debug, info, warning or error",
        levels, [category](auto& settings) -> auto& { return settings.core.logLevels.ofCategory(category); });
}

// NOLINTBEGIN(readability-function-size): a table, row by row.
std::vector<ConfigKey> makeKeys()
{
    constexpr auto atStart = Applies::atStart;
    constexpr auto atReload = Applies::atReload;
    std::vector<ConfigKey> keys;

    keys.push_back(listKey(
        {"server", "listen", "listen", "ADDR:PORT", atStart,
         QT_TRANSLATE_NOOP("ConfigKeys", "Listen on this address and UDP port, IPv4 or IPv6; several times "
                                         "for several. Port 0 picks one.")},
        "an address and port such as 0.0.0.0:7788 or [::]:7788",
        [](auto& settings) -> auto& { return settings.listen; }, parseListenAddress,
        [](const PeerAddress& address) { return address.text(); }));
    keys.push_back(publicAddressKey(
        {"server", "public-address", "public-address", "HOST[:PORT]", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "The address that stands in invite links; unless told otherwise one "
                                         "of this machine's own.")}));
    keys.push_back(
        wordKey({"server", "discovery", "discovery", "WORD", atReload,
                 QT_TRANSLATE_NOOP(
                     "ConfigKeys",
                     "Whether programs that look for rooms on this network find this one (UDP port 17788): "
                     "on or off.")},
                "on or off", switches, [](auto& settings) -> auto& { return settings.isDiscoverable; }));
    keys.push_back(dataKey({"server", "data", "data", "DIR", atStart,
                            QT_TRANSLATE_NOOP("ConfigKeys", "Keep the room in this folder; unless told "
                                                            "otherwise in ~/.local/share/hubbubd.")}));
    keys.push_back(
        wordKey({"server", "durability", "durability", "WORD", atStart,
                 QT_TRANSLATE_NOOP("ConfigKeys",
                                   "What a message shown as sent survives: normal a killed server, full "
                                   "also a power cut (slower).")},
                "normal or full", durabilities, [](auto& settings) -> auto& { return settings.durability; }));
    keys.push_back(numberKey<std::size_t>(
        {"server", "threads", "threads", "COUNT", atStart,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "Threads that receive and send; 0: as many as the machine has use for.")},
        0, limits::threads, [](auto& settings) -> auto& { return settings.threads; }));

    keys.push_back(metricsKey(
        {"server", "metrics", "metrics", "[ADDR:]PORT", atStart,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "Tell the figures to Prometheus, over HTTP at /metrics of this TCP port; "
                           "unless told otherwise nowhere. Whoever reaches it can read them.")}));
    keys.push_back(roomNameKey(
        {"room", "name", "room", "NAME", atReload, QT_TRANSLATE_NOOP("ConfigKeys", "Name of the room.")}));
    keys.push_back(welcomeKey({"room", "welcome", "welcome", "TEXT", atReload,
                               QT_TRANSLATE_NOOP("ConfigKeys", "What those who enter are told first.")}));
    keys.push_back(publicKeysKey(
        {"room", "admin", "admin", "KEY", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "A further admin's public key; several times for several.")},
        [](auto& settings) -> auto& { return settings.core.admins; }));
    keys.push_back(publicKeysKey(
        {"room", "allowed-key", "allowed-key", "KEY", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "Let only this key in, and admins; several times for several. Unless "
                           "there is one, everybody may enter.")},
        [](auto& settings) -> auto& { return settings.core.allowedKeys; }));
    keys.push_back(passwordKey(
        {"room", "password", "password-key", "KEY", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "Let in only those who know the password that this was made of with `hubbubd "
                           "hash-password`, and admins. Whoever can read this can enter: it belongs into a "
                           "file for the server alone.")}));
    keys.push_back(listKey(
        {"room", "reserved-name", "reserved-name", "NAME", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "A name that nobody may take, nor one that looks like it; several times for "
                           "several.")},
        "a name", [](auto& settings) -> auto& { return settings.core.reservedNames; }, readReservedName,
        [](const std::string& name) { return name; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"room", "member-limit", "member-limit", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "At most so many members at a time.")},
        1, 100'000, [](auto& settings) -> auto& { return settings.core.memberLimit; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"room", "history", "history", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "So many of the last events somebody is shown who enters; those of "
                                         "the last second may come along.")},
        0, limits::historyForNewcomers, [](auto& settings) -> auto& { return settings.core.history; }));
    keys.push_back(wordKey(
        {"room", "read-back", "read-back", "WORD", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys",
                           "How far members may read back and search: everything that is kept, or no further "
                           "than they were shown when they entered (shown).")},
        "everything or shown", readBacks, [](auto& settings) -> auto& { return settings.core.readBack; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"room", "keep-days", "keep-days", "DAYS", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Let go of what is older than so many days; 0 keeps it.")},
        0, 36'500, [](auto& settings) -> auto& { return settings.core.keepDays; }));
    keys.push_back(numberKey<std::uint64_t>(
        {"room", "keep-events", "keep-events", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Keep so many of the last events, at least 1000; 0 keeps all.")},
        0, 1'000'000'000'000, [](auto& settings) -> auto& { return settings.core.keepEvents; }));
    keys.push_back(timeKey({"room", "grace", "grace", "TIME", atReload,
                            QT_TRANSLATE_NOOP("ConfigKeys", "Silence after which a member counts as gone.")},
                           seconds{20}, hours{24},
                           [](auto& settings) -> auto& { return settings.core.grace; }));

    keys.push_back(
        numberKey({"limits", "messages-per-second", "messages-per-second", "RATE", atReload,
                   QT_TRANSLATE_NOOP("ConfigKeys", "Messages a second of each member, in the long run.")},
                  0.1, 10'000.0, [](auto& settings) -> auto& { return settings.core.messageRate; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"limits", "message-burst", "message-burst", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Messages of each member at once.")},
        1, 100'000, [](auto& settings) -> auto& { return settings.core.messageBurst; }));
    keys.push_back(numberKey(
        {"limits", "fan-out-per-member", "fan-out-per-member", "BYTES", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Bytes of text times members a second that each member may cause.")},
        fanOutLeast, fanOutMost, [](auto& settings) -> auto& { return settings.core.fanOutPerMember; }));
    keys.push_back(numberKey({"limits", "fan-out-for-room", "fan-out-for-room", "BYTES", atReload,
                              QT_TRANSLATE_NOOP("ConfigKeys", "The same for all members together.")},
                             fanOutLeast, fanOutMost,
                             [](auto& settings) -> auto& { return settings.core.fanOutForRoom; }));
    keys.push_back(numberKey(
        {"limits", "joins-per-key-per-minute", "joins-per-key-per-minute", "RATE", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Joins and leaves a minute of each key, in the long run.")},
        0.1, 100'000.0, [](auto& settings) -> auto& { return settings.core.joinsPerKeyPerMinute; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"limits", "join-burst-per-key", "join-burst-per-key", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Joins and leaves of each key at once.")},
        1, 100'000, [](auto& settings) -> auto& { return settings.core.joinBurstPerKey; }));
    keys.push_back(numberKey(
        {"limits", "joins-per-prefix-per-second", "joins-per-prefix-per-second", "RATE", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Joins and leaves a second from each address (of IPv6, its first 64 "
                                         "bits), in the long run; this machine is not counted.")},
        0.1, 100'000.0, [](auto& settings) -> auto& { return settings.core.joinsPerPrefixPerSecond; }));
    keys.push_back(numberKey<std::uint32_t>(
        {"limits", "join-burst-per-prefix", "join-burst-per-prefix", "COUNT", atReload,
         QT_TRANSLATE_NOOP("ConfigKeys", "Joins and leaves from each address at once.")},
        1, 100'000, [](auto& settings) -> auto& { return settings.core.joinBurstPerPrefix; }));

    keys.push_back(
        wordKey({"log", "level", "log", "LEVEL", atReload,
                 QT_TRANSLATE_NOOP("ConfigKeys", "Say how much on standard error: debug, info, warning or "
                                                 "error.")},
                "debug, info, warning or error", levels,
                [](auto& settings) -> auto& { return settings.core.logLevels.least; }));
    keys.push_back(categoryKey("session", "log-session",
                               QT_TRANSLATE_NOOP("ConfigKeys", "The same for sessions and joins alone.")));
    keys.push_back(categoryKey(
        "room", "log-room", QT_TRANSLATE_NOOP("ConfigKeys", "The same for what happens in the room alone.")));
    keys.push_back(categoryKey("store", "log-store",
                               QT_TRANSLATE_NOOP("ConfigKeys", "The same for the database alone.")));
    keys.push_back(categoryKey("admin", "log-admin",
                               QT_TRANSLATE_NOOP("ConfigKeys", "The same for what admins do alone.")));
    return keys;
}
// NOLINTEND(readability-function-size)

} // namespace

std::string ConfigKey::variable() const
{
    std::string variable = "HUBBUB_";
    for (const char letter : option)
        variable += letter == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return variable;
}

std::span<const ConfigKey> configKeys()
{
    static const std::vector<ConfigKey> keys = makeKeys();
    return keys;
}

const ConfigKey* findConfigKey(std::string_view section, std::string_view name)
{
    const auto keys = configKeys();
    const auto found = std::ranges::find_if(
        keys, [&](const ConfigKey& key) { return key.section == section && key.name == name; });
    return found != keys.end() ? &*found : nullptr;
}

QString meaningOf(const ConfigKey& key)
{
    return QCoreApplication::translate("ConfigKeys", key.meaning);
}

} // namespace hubbub::server
