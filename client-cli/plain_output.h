// A run as lines for people: the room's lines as they are, and about them what the program has to say.
#pragma once

#include "client-cli/room_output.h"

#include <QCoreApplication>

#include <functional>

namespace hubbub::cli {

class PlainOutput final : public RoomOutput {
    Q_DECLARE_TR_FUNCTIONS(PlainOutput)

public:
    struct Doors {
        /// A line of the room; may hold newlines.
        std::function<void(const QString&)> line;
        /// Something about the room; may hold newlines.
        std::function<void(const QString&)> note;
        /// Tell the line a refusal is about: not to a person who has just typed it.
        bool numbersLines = true;
    };
    explicit PlainOutput(Doors doors) : doors_(std::move(doors)) {}

    void showWelcome(const client::WelcomeNotice& welcome) override;
    void showEvent(const client::EventNotice& event, bool isIgnored) override;
    void showGap(const client::GapNotice& gap) override;
    void showSent(LineNumber line, Seq seq) override;
    void showRefused(LineNumber line, const chat::Refusal& refusal) override;
    void showDone(std::uint64_t line, const CommandAnswer& answer) override;
    void showLink(const client::LinkNotice& link) override;
    void showServerKey(const client::ServerKeyNotice& key) override;
    void showJoinRefused(const chat::Refusal& refusal) override;
    void showEnd(const client::EndedNotice& ended) override;
    void showFailure(const QString& text, bool fatal) override;
    void showWaiting(const QString& text) override;

private:
    Doors doors_;
};

/// Any text from outside, safe for a terminal.
QString shown(std::string_view text);
/// For the end of a run.
QString unconfirmedText(std::size_t count);
/// The names, as many as are worth reading at once.
QString shownNames(const std::vector<chat::RosterEntry>& members);

} // namespace hubbub::cli
