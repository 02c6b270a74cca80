// What a run in the room shows: as JSON for programs (json_output.h) or as lines for people (plain_output.h).
#pragma once

#include "protocol/client/notice.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::cli {

/// A line of input; nothing: the submission is of an earlier run.
using LineNumber = std::optional<std::uint64_t>;

/// What a command that made no event has to tell.
struct CommandAnswer {
    QString text;                                                 ///< for people; several lines, or empty
    std::vector<std::string> members;                             ///< of /who
    std::optional<std::vector<Seq>> found;                        ///< of /search
    bool more = false;                                            ///< there are older ones beside them
    std::optional<std::vector<chat::Restriction>> restrictions;   ///< of /bans
    std::optional<std::vector<chat::Confirmation>> confirmations; ///< of /acks
};

class RoomOutput {
public:
    RoomOutput() = default;
    RoomOutput(const RoomOutput&) = delete;
    RoomOutput& operator=(const RoomOutput&) = delete;
    virtual ~RoomOutput() = default;

    virtual void showWelcome(const client::WelcomeNotice& welcome) = 0;
    /// `isIgnored`: this person does not want to read what its sender says.
    virtual void showEvent(const client::EventNotice& event, bool isIgnored) = 0;
    virtual void showGap(const client::GapNotice& gap) = 0;
    virtual void showSent(LineNumber line, Seq seq) = 0;
    virtual void showRefused(LineNumber line, const chat::Refusal& refusal) = 0;
    virtual void showDone(std::uint64_t line, const CommandAnswer& answer) = 0;
    virtual void showLink(const client::LinkNotice& link) = 0;
    virtual void showServerKey(const client::ServerKeyNotice& key) = 0;
    virtual void showJoinRefused(const chat::Refusal& refusal) = 0;
    /// Not after a leave of one's own.
    virtual void showEnd(const client::EndedNotice& ended) = 0;
    /// The machine failed us.
    virtual void showFailure(const QString& text, bool fatal) = 0;
    /// What was said waits for the link to come back.
    virtual void showWaiting(const QString& text) = 0;
};

} // namespace hubbub::cli
