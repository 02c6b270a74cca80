// Moderation in words: bans and mutes, who has confirmed a notice.
#pragma once

#include "protocol/chat/moderation.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace hubbub::screen {

/// `2 hours`
QString lengthText(std::chrono::milliseconds length);
/// `小明, key …`, or addresses.
QString restrictedText(const chat::Restriction& restriction);
/// `until 18:00`, `until it is lifted`
QString untilText(const chat::Restriction& restriction);
/// `#12 banned: 小明, key …; until it is lifted; by Ann: spam`
QString restrictionLine(const chat::Restriction& restriction);
/// One a line.
QString restrictionsText(const std::vector<chat::Restriction>& restrictions);

/// `Confirmed (2):`
QString stateHeading(chat::ConfirmationState state, qsizetype count);
/// The names of those in this state, in the order of the list.
QStringList namesIn(const std::vector<chat::Confirmation>& confirmations, chat::ConfirmationState state);
/// `Confirmed (2): …`, and below it who has not, and who cannot be reached.
QString confirmationsText(const std::vector<chat::Confirmation>& confirmations);

} // namespace hubbub::screen
