#include "protocol/qt/sentences.h"

#include "protocol/chat/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <optional>

namespace hubbub::qt {

namespace {

/// As protocol/chat, protocol/client, server/core and the terminal client write them, %1 and %2 standing for
/// what varies. A sentence that begins like another one stands behind it if it is the less special.
constexpr std::array known{
    // Names
    QT_TRANSLATE_NOOP("Sentences", "A name is needed: 1 to %1 characters."),
    QT_TRANSLATE_NOOP("Sentences", "The name is not valid UTF-8; check the encoding of your terminal."),
    QT_TRANSLATE_NOOP("Sentences", "A name can have at most %1 characters and %2 bytes; take a shorter one."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold spaces; put - or _ between words."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold invisible characters (%1); type it anew."),
    QT_TRANSLATE_NOOP("Sentences", "Of numbers a name can hold digits only, not %1."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold symbols or emoji such as %1; use letters and digits."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold control characters (%1)."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold %1, which is no assigned character."),
    QT_TRANSLATE_NOOP("Sentences", "Of punctuation a name can hold only - _ . ' and ·, not %1."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot begin with a combining mark (%1)."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot stack more than %1 marks upon one letter."),
    QT_TRANSLATE_NOOP("Sentences", "A name needs at least one letter or digit."),
    QT_TRANSLATE_NOOP("Sentences",
                      "A name cannot mix scripts that look alike, such as Latin with Cyrillic or "
                      "Greek letters; write it in one script."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot mix digits of several scripts."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot have the same mark twice upon one letter."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot have marks that disappear in their letters, like a second "
                                   "dot on an i."),
    QT_TRANSLATE_NOOP("Sentences", "A name cannot hold the words of the room's own lines; take another one."),
    QT_TRANSLATE_NOOP("Sentences",
                      "A name cannot begin with “admin” or “管理员”, which could be taken for the "
                      "admin; take another one."),
    QT_TRANSLATE_NOOP("Sentences", "The name %1 is taken; choose another one."),
    QT_TRANSLATE_NOOP("Sentences", "The name %1 is reserved; choose another one."),
    // Texts
    QT_TRANSLATE_NOOP("Sentences", "The text is not valid UTF-8; check the encoding of your terminal."),
    QT_TRANSLATE_NOOP("Sentences", "The text is blank; write something."),
    QT_TRANSLATE_NOOP("Sentences", "The text has %1 bytes, and at most %2 are allowed; send it in parts."),
    QT_TRANSLATE_NOOP("Sentences", "There is no command %1. /help lists the commands; a message that begins "
                                   "with a slash is typed with two."),
    // Searches
    QT_TRANSLATE_NOOP("Sentences", "Say what to search for."),
    QT_TRANSLATE_NOOP("Sentences", "Search for less at once: at most %1 bytes."),
    QT_TRANSLATE_NOOP("Sentences", "Search for at most %1 words and conditions at once."),
    QT_TRANSLATE_NOOP("Sentences", "What is searched for must be valid UTF-8."),
    QT_TRANSLATE_NOOP("Sentences", "Close the quotation mark, or write \"\"\"\" to search for one."),
    QT_TRANSLATE_NOOP("Sentences", "Write something between the quotation marks."),
    QT_TRANSLATE_NOOP("Sentences", "Write a name directly behind from:, as in from:tom."),
    QT_TRANSLATE_NOOP("Sentences",
                      "Write the date directly behind before: or after:, as in after:2026-01-31."),
    QT_TRANSLATE_NOOP("Sentences", "The only thing to ask for with has: is a link, as in has:link."),
    QT_TRANSLATE_NOOP("Sentences", "Only members can read what was said here; join the room first."),
    QT_TRANSLATE_NOOP("Sentences", "That was asked too often; wait a moment."),
    QT_TRANSLATE_NOOP("Sentences", "A later question took the place of this one."),
    // The server
    QT_TRANSLATE_NOOP("Sentences", "The name %1 looks like one that is taken; choose another one."),
    QT_TRANSLATE_NOOP("Sentences", "Whoever had the name %1 may still come back; try again soon."),
    QT_TRANSLATE_NOOP("Sentences",
                      "You are in the room as %1 from elsewhere; take over, or choose another name."),
    QT_TRANSLATE_NOOP("Sentences", "You are in the room as %1; leave first."),
    QT_TRANSLATE_NOOP("Sentences", "The room is full; try again later."),
    QT_TRANSLATE_NOOP("Sentences", "This room has a password, and none was given."),
    QT_TRANSLATE_NOOP("Sentences", "That is not the room's password."),
    QT_TRANSLATE_NOOP("Sentences", "Too many wrong passwords from your address; wait a little."),
    QT_TRANSLATE_NOOP("Sentences", "Too many joins; wait a little."),
    QT_TRANSLATE_NOOP("Sentences", "Too much at once; wait a little."),
    QT_TRANSLATE_NOOP("Sentences", "The server is busy; try again in a moment."),
    QT_TRANSLATE_NOOP("Sentences", "The server could not keep it; send it again."),
    QT_TRANSLATE_NOOP("Sentences", "The server's disk is full; tell its operator, and send it again later."),
    QT_TRANSLATE_NOOP("Sentences", "Only members can do this; join the room first."),
    QT_TRANSLATE_NOOP("Sentences",
                      "Only admins can do this. Your key here is %1; the operator can make it an admin's."),
    QT_TRANSLATE_NOOP("Sentences", "Only admins can do this."),
    QT_TRANSLATE_NOOP("Sentences", "No such member is in the room; look again with who."),
    QT_TRANSLATE_NOOP("Sentences", "Another text was sent under this number before."),
    QT_TRANSLATE_NOOP("Sentences", "This server does not know that request."),
    // The engine
    QT_TRANSLATE_NOOP("Sentences", "You have left the room."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The server asks for its room's password in a way that would cost this machine too much, "
        "or whoever listens too little."),
    QT_TRANSLATE_NOOP("Sentences", "A message here may be at most %1 bytes long."),
    QT_TRANSLATE_NOOP("Sentences", "Too much waits to be sent already; wait until some of it is."),
    QT_TRANSLATE_NOOP("Sentences", "No answer from %1. Is a server running there, and do the firewalls on "
                                   "the way let its UDP port pass, in datagrams of 1200 bytes?"),
    QT_TRANSLATE_NOOP("Sentences",
                      "The server at %1 was heard, but no session came about in the time allowed."),
    QT_TRANSLATE_NOOP("Sentences", "The server at %1 is there but does not answer."),
    QT_TRANSLATE_NOOP("Sentences",
                      "The server at %1 speaks no version of the protocol that this program speaks."),
    QT_TRANSLATE_NOOP("Sentences", "The server at %1 has another key than the one known. Either it was set "
                                   "up anew, or somebody is between you and it."),
    QT_TRANSLATE_NOOP("Sentences", "The link to %1 was lost and has not come back."),
    QT_TRANSLATE_NOOP("Sentences", "The server's key is not trusted."),
    QT_TRANSLATE_NOOP("Sentences", "The same person has entered from elsewhere"),
    QT_TRANSLATE_NOOP("Sentences", "The admin has removed you from the room: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The admin has removed you from the room"),
    QT_TRANSLATE_NOOP("Sentences", "The admin has banned you from the room: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The admin has banned you from the room"),
    QT_TRANSLATE_NOOP("Sentences", "The server was shut down: %1"),
    QT_TRANSLATE_NOOP("Sentences", "The server was shut down"),
    QT_TRANSLATE_NOOP("Sentences", "The server has not heard from here for too long"),
    QT_TRANSLATE_NOOP("Sentences", "The server has too much to do"),
    QT_TRANSLATE_NOOP("Sentences", "The server has closed the session"),
    QT_TRANSLATE_NOOP("Sentences", "The server has forgotten the session."),
    QT_TRANSLATE_NOOP("Sentences", "The server no longer knows this session."),
    QT_TRANSLATE_NOOP("Sentences", "Nothing has been heard from the server for a long time."),
    QT_TRANSLATE_NOOP("Sentences", "The keys of the session are used up."),
    QT_TRANSLATE_NOOP("Sentences", "No answer from the server for 12 s."),
    QT_TRANSLATE_NOOP("Sentences", "The server does not answer."),
    QT_TRANSLATE_NOOP("Sentences", "The server does not keep to the protocol: %1"),
    // The terminal client
    QT_TRANSLATE_NOOP("Sentences", "/%1 is not there yet in this version; /help lists what is."),
    QT_TRANSLATE_NOOP("Sentences", "There is no such command; /help lists them."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "/goto is for the full screen; `hubbub history --since DATE` prints what was said then."),
    QT_TRANSLATE_NOOP("Sentences", "There is no command %1 here; help lists them."),
    QT_TRANSLATE_NOOP("Sentences", "There is no command %1 here; /help lists them."),
    QT_TRANSLATE_NOOP("Sentences", "Which name? /nick NAME."),
    QT_TRANSLATE_NOOP("Sentences",
                      "Whom? A name, #NUMBER, an address such as 10.1.0.0/16, or a key; then perhaps `for "
                      "2h`, and why."),
    QT_TRANSLATE_NOOP("Sentences", "Whom? A name, the #NUMBER that /bans shows, addresses or a key."),
    QT_TRANSLATE_NOOP("Sentences", "Which message? /remove #NUMBER [WHY], or /remove NAME [WHY] for the last "
                                   "one of somebody."),
    QT_TRANSLATE_NOOP("Sentences", "A message's number is a number, such as #12."),
    QT_TRANSLATE_NOOP("Sentences", "Nothing of what was read here is by somebody of that name."),
    QT_TRANSLATE_NOOP("Sentences", "No notice waits for you to confirm it."),
    QT_TRANSLATE_NOOP("Sentences", "A notice's number is a number, such as #12."),
    QT_TRANSLATE_NOOP("Sentences", "No notice has asked to be confirmed; /announce --ack TEXT makes one."),
    QT_TRANSLATE_NOOP("Sentences", "There is no such ban or mute; /bans lists them."),
    QT_TRANSLATE_NOOP("Sentences", "Whom? /unignore NAME."),
    QT_TRANSLATE_NOOP("Sentences", "That is you; choose somebody else."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody called %1 is here."),
    QT_TRANSLATE_NOOP("Sentences", "You do not ignore anybody called %1."),
    QT_TRANSLATE_NOOP("Sentences", "Search for what? /search WORDS."),
    QT_TRANSLATE_NOOP("Sentences", "Whom? /kick NAME [WHY], or /kick #NUMBER [WHY]."),
    QT_TRANSLATE_NOOP("Sentences", "Whom? kick NAME [WHY], or kick #NUMBER [WHY]."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody of that name is here; /who lists who is."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody of that name is in the room; who lists who is."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody of that name is in the room; /who lists who is."),
    QT_TRANSLATE_NOOP("Sentences", "No member has that number; who lists who is."),
    QT_TRANSLATE_NOOP("Sentences", "No member has that number; /who lists who is."),
    QT_TRANSLATE_NOOP("Sentences", "/%1 runs it, /announce %2 says it to everyone."),
    QT_TRANSLATE_NOOP("Sentences", "The line has more than %1 bytes; send it in parts."),
};

struct Known {
    QString translation;
    QStringList varying;
};

/// What stands in `text` where `pattern` has its placeholders; nothing if it is another sentence.
std::optional<QStringList> varyingParts(const QString& pattern, const QString& text)
{
    const QStringList fixed =
        QString(pattern).replace(QLatin1String("%2"), QLatin1String("%1")).split(QLatin1String("%1"));
    if (fixed.size() == 1)
        return text == pattern ? std::optional(QStringList()) : std::nullopt;
    if (!text.startsWith(fixed.first()))
        return std::nullopt;
    QStringList varying;
    qsizetype from = fixed.first().size();
    for (qsizetype i = 1; i < fixed.size(); ++i) {
        const bool isLast = i + 1 == fixed.size();
        const qsizetype to = isLast ? text.size() - fixed[i].size() : text.indexOf(fixed[i], from);
        if (to < from || (isLast && !text.endsWith(fixed[i])))
            return std::nullopt;
        varying += text.mid(from, to - from);
        from = to + fixed[i].size();
    }
    return varying;
}

std::optional<Known> find(const QString& text)
{
    for (const char* const source : known) {
        if (const auto varying = varyingParts(QString::fromUtf8(source), text))
            return Known{QCoreApplication::translate("Sentences", source), *varying};
    }
    return std::nullopt;
}

QString shown(std::string_view text)
{
    const std::string safe = chat::isolated(chat::cleanLine(text, text.size()));
    return QString::fromUtf8(safe.data(), static_cast<qsizetype>(safe.size()));
}

} // namespace

QString translatedSentence(std::string_view english)
{
    QString text = shown(english);
    const auto found = find(text);
    if (!found)
        return text;
    switch (found->varying.size()) {
    case 0:
        return found->translation;
    case 1:
        return found->translation.arg(found->varying[0]);
    default:
        return found->translation.arg(found->varying[0], found->varying[1]);
    }
}

bool isKnownSentence(std::string_view english)
{
    return find(shown(english)).has_value();
}

bool speaksEnglish()
{
    //: The code of your language; anything but en.
    return QCoreApplication::translate("Sentences", "en") == QLatin1String("en");
}

} // namespace hubbub::qt
