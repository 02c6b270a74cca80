// A run as JSON, one object a line, flushed at once (UX: the terminal client). Never translated, but for
// texts meant for people.
#pragma once

#include "client-cli/room_output.h"
#include "protocol/qt/json_object.h"

#include <functional>

namespace hubbub::cli {

class JsonOutput final : public RoomOutput {
public:
    using Write = std::function<void(const QByteArray&)>;
    explicit JsonOutput(Write write) : write_(std::move(write)) {}

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
    void write(const qt::JsonObject& object) { write_(object.line()); }

    Write write_;
};

} // namespace hubbub::cli
