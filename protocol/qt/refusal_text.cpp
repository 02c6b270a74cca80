#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"

#include <QCoreApplication>

namespace hubbub::qt {

namespace {

struct RefusalText {
    Q_DECLARE_TR_FUNCTIONS(RefusalText)
};

QString codeSentence(chat::RefusalCode code)
{
    switch (code) {
    case chat::RefusalCode::nameTaken:
        return RefusalText::tr("This name is taken; choose another one.");
    case chat::RefusalCode::nameLookalike:
        return RefusalText::tr("This name looks like that of somebody who is here; choose another one.");
    case chat::RefusalCode::nameReserved:
        return RefusalText::tr("This name is reserved; choose another one.");
    case chat::RefusalCode::nameIllegal:
        return RefusalText::tr("This cannot be a name.");
    case chat::RefusalCode::nameResting:
        return RefusalText::tr(
            "Somebody has just lost this name and may come back for it; choose another one "
            "or wait.");
    case chat::RefusalCode::selfInUse:
        return RefusalText::tr("You are in the room under this name with another program already.");
    case chat::RefusalCode::textIllegal:
        return RefusalText::tr("This text cannot be sent.");
    case chat::RefusalCode::tooLong:
        return RefusalText::tr("This text is too long; send it in parts.");
    case chat::RefusalCode::rate:
        return RefusalText::tr("Too much at once; wait a little.");
    case chat::RefusalCode::muted:
        return RefusalText::tr("You may read but not speak.");
    case chat::RefusalCode::banned:
        return RefusalText::tr("You are banned from this room.");
    case chat::RefusalCode::badPassword:
        return RefusalText::tr("The room's password is another one.");
    case chat::RefusalCode::notAllowed:
        return RefusalText::tr("Only those on the room's list may enter.");
    case chat::RefusalCode::full:
        return RefusalText::tr("The room is full; try again later.");
    case chat::RefusalCode::locked:
        return RefusalText::tr("The room is locked; nobody may enter.");
    case chat::RefusalCode::notAdmin:
        return RefusalText::tr("Only admins can do this.");
    case chat::RefusalCode::noSuchMember:
        return RefusalText::tr("Nobody like that is here.");
    case chat::RefusalCode::notStored:
        return RefusalText::tr("The server could not keep it; send it again.");
    case chat::RefusalCode::outboxConflict:
        return RefusalText::tr("The server knows something else under this number; send it again.");
    case chat::RefusalCode::busy:
        return RefusalText::tr("The server is busy; try again in a moment.");
    case chat::RefusalCode::unknownCommand:
        return RefusalText::tr("There is no such command.");
    case chat::RefusalCode::badArgument:
        return RefusalText::tr("This cannot be done like that.");
    }
    return {};
}

/// The server's text says more than the code, as long as the person can read it.
QString reasonText(const chat::Refusal& refusal)
{
    QString sentence = codeSentence(refusal.code);
    QString theirs = translatedSentence(refusal.text);
    if (theirs.isEmpty())
        return sentence;
    if (speaksEnglish() || isKnownSentence(refusal.text))
        return theirs;
    return RefusalText::tr("%1 (%2)", "sentence, what the server says").arg(sentence, theirs);
}

} // namespace

QString refusalText(const chat::Refusal& refusal)
{
    QString reason = reasonText(refusal);
    if (!refusal.retryAfter || *refusal.retryAfter <= Duration::zero())
        return reason;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*refusal.retryAfter).count();
    return RefusalText::tr("%1 (again in %2 s)", "sentence, seconds").arg(reason).arg(seconds);
}

} // namespace hubbub::qt
