// The lines of the room in the person's language (the customer's exact texts in Chinese), and what refusals
// and the link say. Used by both clients and the console.
#pragma once

#include "protocol/chat/event.h"
#include "protocol/chat/refusal.h"
#include "protocol/client/notice.h"

#include <QString>

#include <string_view>

namespace hubbub::qt {

/// `小明 进入了聊天室`, `小明：大家好`, … Further lines of a text are indented by two spaces; right-to-left
/// names and texts are isolated. Holds no control but newline. Empty for what is not shown (unknown kinds,
/// tombstones show as removed).
QString eventLine(const chat::Event& event);
/// Of a message or an announcement that has been removed, whatever the event still holds of it, with the
/// reason if there is one.
QString removedLine(const chat::Event& event, std::string_view why);
/// The same without the name in front, for screens that show it elsewhere: messages only.
QString messageText(const chat::Event& event);
/// A name or the like, as one line of at most so many bytes, without controls, isolated if it runs from right
/// to left.
QString shownLine(std::string_view text, std::size_t most = std::string_view::npos);
/// The translated sentence for a code, with the server's text where that says more, and the time to wait.
QString refusalText(const chat::Refusal& refusal);
QString endText(const client::EndedNotice& ended);
QString linkText(const client::LinkNotice& link);

/// Installs the translator for `language` (`zh_CN`, `en`, or empty: the locale's). False if the language is
/// unknown.
bool installTranslations(const QString& language);

} // namespace hubbub::qt
