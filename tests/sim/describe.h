// What a trace says of things.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/chat/event.h"
#include "protocol/client/journal.h"
#include "protocol/client/notice.h"
#include "server/core/store_port.h"

#include <string>

namespace hubbub::sim {

std::string describe(const client::Notice& notice);
std::string describe(const client::JournalEntry& entry);
std::string describe(const chat::LogRecord& record);
std::string describe(const server::StoreRequest& request);
std::string describe(const server::StoreReply& reply);
/// Type, index and counter of a packet.
std::string describeDatagram(ByteView bytes);
/// Short, and on one line.
std::string shortened(std::string_view text);

} // namespace hubbub::sim
