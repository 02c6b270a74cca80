#include "protocol/screen/moderation_text.h"

#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>

namespace hubbub::screen {

namespace {

struct ModerationText {
    Q_DECLARE_TR_FUNCTIONS(ModerationText)
};

} // namespace

QString lengthText(std::chrono::milliseconds length)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(length).count();
    if (seconds % 86400 == 0)
        return ModerationText::tr("%L1 d", "days").arg(seconds / 86400);
    if (seconds % 3600 == 0)
        return ModerationText::tr("%L1 h", "hours").arg(seconds / 3600);
    if (seconds % 60 == 0)
        return ModerationText::tr("%L1 min", "minutes").arg(seconds / 60);
    return ModerationText::tr("%L1 s", "seconds").arg(seconds);
}

QString restrictedText(const chat::Restriction& restriction)
{
    const auto* const key = std::get_if<PublicKey>(&restriction.whom);
    const QString what = key != nullptr
                           ? ModerationText::tr("key %1").arg(qt::fromUtf8(crypto::publicKeyText(*key)))
                           : qt::fromUtf8(std::get<AddressRange>(restriction.whom).text());
    return restriction.name.empty() ? what
                                    : ModerationText::tr("%1, %2", "name, key or addresses")
                                          .arg(qt::shownLine(restriction.name), what);
}

QString untilText(const chat::Restriction& restriction)
{
    return restriction.until ? ModerationText::tr("until %1").arg(qt::dateAndTimeText(*restriction.until))
                             : ModerationText::tr("until it is lifted");
}

QString restrictionLine(const chat::Restriction& restriction)
{
    const QString what = restriction.kind == chat::RestrictionKind::ban
                           ? ModerationText::tr("#%1 banned: %2; %3", "number, whom, until when")
                           : ModerationText::tr("#%1 muted: %2; %3", "number, whom, until when");
    QString line = what.arg(restriction.seq.value).arg(restrictedText(restriction), untilText(restriction));
    if (!restriction.by.empty())
        line = ModerationText::tr("%1; by %2", "a ban, the admin").arg(line, qt::shownLine(restriction.by));
    if (!restriction.reason.empty())
        line = ModerationText::tr("%1: %2", "a ban, why").arg(line, qt::shownLine(restriction.reason));
    return line;
}

QString restrictionsText(const std::vector<chat::Restriction>& restrictions)
{
    if (restrictions.empty())
        return ModerationText::tr("Nobody is banned or muted.");
    QStringList lines;
    for (const chat::Restriction& restriction : restrictions)
        lines += restrictionLine(restriction);
    return lines.join(QLatin1Char('\n'));
}

QString stateHeading(chat::ConfirmationState state, qsizetype count)
{
    switch (state) {
    case chat::ConfirmationState::confirmed:
        return ModerationText::tr("Confirmed (%L1):").arg(count);
    case chat::ConfirmationState::delivered:
        return ModerationText::tr("Delivered, not confirmed (%L1):").arg(count);
    case chat::ConfirmationState::unreachable:
        return ModerationText::tr("Unreachable (%L1):").arg(count);
    }
    return {};
}

QStringList namesIn(const std::vector<chat::Confirmation>& confirmations, chat::ConfirmationState state)
{
    QStringList names;
    for (const chat::Confirmation& confirmation : confirmations) {
        if (confirmation.state == state)
            names += qt::shownLine(confirmation.name);
    }
    return names;
}

QString confirmationsText(const std::vector<chat::Confirmation>& confirmations)
{
    QStringList lines;
    for (const auto state : {chat::ConfirmationState::confirmed, chat::ConfirmationState::delivered,
                             chat::ConfirmationState::unreachable})
    {
        const QStringList names = namesIn(confirmations, state);
        const QString heading = stateHeading(state, names.size());
        lines += names.isEmpty()
                   ? heading
                   : heading + QChar::Space + names.join(ModerationText::tr(", ", "between names"));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace hubbub::screen
