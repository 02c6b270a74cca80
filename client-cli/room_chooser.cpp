#include "client-cli/room_chooser.h"

#include "client-cli/plain_output.h"
#include "protocol/qt/found_room.h"

#include <algorithm>
#include <utility>

namespace hubbub::cli {

RoomChooser::RoomChooser(LineInput& input, std::function<void(const QString&)> print, Entropy& entropy,
                         QObject* parent)
    : QObject(parent),
      input_(input),
      print_(std::move(print)),
      search_(entropy)
{
    connect(&input_, &LineInput::lineRead, this, &RoomChooser::handleLine);
    connect(&input_, &LineInput::ended, this, &RoomChooser::stop);
    connect(&search_, &qt::RoomSearch::changed, this, &RoomChooser::handleFound);
}

void RoomChooser::start()
{
    print_(tr(
        "Rooms on this network appear below. Type the number of one, or a server's address or invite link."));
    input_.resume();
}

void RoomChooser::stop()
{
    finish(ExitCode::done);
}

void RoomChooser::handleFound()
{
    for (const client::FoundRoom& room : search_.rooms()) {
        const auto known = std::ranges::find(offered_, room.key, &client::FoundRoom::key);
        if (known != offered_.end()) {
            *known = room;
            continue;
        }
        offered_.push_back(room);
        print_(QStringLiteral("  %1  %2").arg(offered_.size()).arg(qt::foundRoomText(room)));
    }
}

void RoomChooser::handleLine(const InputLine& line)
{
    const QString typed =
        QString::fromUtf8(line.text.data(), static_cast<qsizetype>(line.text.size())).trimmed();
    if (typed.isEmpty() && offered_.size() == 1)
        chosen_ = qt::addressOf(offered_.front());
    if (typed.isEmpty() && !chosen_)
        return;
    bool isNumber = false;
    const qulonglong number = typed.toULongLong(&isNumber);
    if (isNumber && number >= 1 && number <= offered_.size())
        chosen_ = qt::addressOf(offered_[number - 1]);
    if (!chosen_ && isNumber)
        return print_(tr("There is no number %1 in the list.").arg(shown(line.text)));
    if (!chosen_) {
        const auto address = chat::ServerAddress::parse(line.text);
        if (!address)
            return print_(shown(address.error().context));
        chosen_ = *address;
    }
    finish(ExitCode::done);
}

void RoomChooser::finish(ExitCode code)
{
    if (std::exchange(isFinished_, true))
        return;
    input_.pause();
    Q_EMIT finished(code);
}

} // namespace hubbub::cli
