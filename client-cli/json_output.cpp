#include "client-cli/json_output.h"

#include "client-cli/exit_code.h"
#include "protocol/crypto/identity.h"

#include <QDateTime>

namespace hubbub::cli {

namespace {

std::string rfc3339(WallTime time)
{
    // Qt 6.8 writes +00:00 for the time zone UTC, and Z only for UTC itself.
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds)
        .toUTC()
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

JsonObject object(std::string_view type, const client::EventNotice& notice)
{
    JsonObject object(type);
    object.add("seq", notice.seq.value).add("time", rfc3339(notice.event.time));
    // The console speaks as nobody.
    if (notice.event.member != MemberId{})
        object.add("member", notice.event.member.value).add("name", notice.event.name);
    return object;
}

void addText(JsonObject& object, const chat::Event& event)
{
    object.add("text", event.text());
    if (std::holds_alternative<chat::Tombstone>(event.content))
        object.addFlag("removed", true);
}

struct ObjectOf {
    const client::EventNotice& notice;

    std::optional<JsonObject> operator()(const chat::Joined& joined) const
    {
        return object("joined", notice).add("fingerprint", shownFingerprint(joined.fingerprint));
    }
    std::optional<JsonObject> operator()(const chat::Left& left) const
    {
        JsonObject said = object("left", notice).add("reason", chat::leftReasonWord(left.reason));
        addText(said, notice.event);
        return said;
    }
    std::optional<JsonObject> operator()(const chat::Message& message) const
    {
        JsonObject said = object("message", notice);
        addText(said, notice.event);
        if (message.style == chat::MessageStyle::action)
            said.add("style", "action");
        return said;
    }
    std::optional<JsonObject> operator()(const chat::Announcement& /*announcement*/) const
    {
        JsonObject said = object("announcement", notice);
        addText(said, notice.event);
        return said;
    }
    std::optional<JsonObject> operator()(const chat::UnknownKind& /*unknown*/) const { return std::nullopt; }
};

void addRefusal(JsonObject& object, const chat::Refusal& refusal)
{
    object.add("code", chat::refusalWord(refusal.code)).add("text", refusal.text);
    if (refusal.retryAfter) {
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*refusal.retryAfter).count();
        object.add("retry_after_ms", static_cast<std::uint64_t>(wait < 0 ? 0 : wait));
    }
    if (refusal.suggestion)
        object.add("suggestion", *refusal.suggestion);
}

/// Empty for what is not told.
std::string_view stateWord(client::LinkState state)
{
    switch (state) {
    case client::LinkState::connecting:
    case client::LinkState::connected:
        return {};
    case client::LinkState::lost:
        return "lost";
    case client::LinkState::resumed:
        return "resumed";
    case client::LinkState::closed:
        return "closed";
    case client::LinkState::forked:
        return "forked";
    }
    return {};
}

} // namespace

void JsonOutput::showWelcome(const client::WelcomeNotice& welcome)
{
    std::vector<std::string> names;
    names.reserve(welcome.members.size());
    for (const chat::RosterEntry& entry : welcome.members)
        names.push_back(entry.name);
    JsonObject object("welcome");
    object.add("room", welcome.room).add("name", welcome.name).add("member", welcome.member.value);
    object.add("members", names).add("seq", welcome.head.value);
    object.add("key", crypto::publicKeyText(welcome.serverKey)).addFlag("attached", welcome.attached);
    object.addFlag("admin", welcome.admin);
    if (!welcome.topic.empty())
        object.add("topic", welcome.topic);
    write(object.add("version", welcome.serverVersion));
}

void JsonOutput::showEvent(const client::EventNotice& event)
{
    auto object = std::visit(ObjectOf{event}, event.event.what);
    if (!object)
        return;
    if (event.history)
        object->addFlag("history", true);
    write(*object);
}

void JsonOutput::showGap(const client::GapNotice& gap)
{
    write(JsonObject("gap").add("from", gap.from.value).add("to", gap.to.value));
}

void JsonOutput::showSent(LineNumber line, Seq seq)
{
    JsonObject object("sent");
    if (line)
        object.add("line", *line);
    write(object.add("seq", seq.value));
}

void JsonOutput::showRefused(LineNumber line, const chat::Refusal& refusal)
{
    JsonObject object("refused");
    if (line)
        object.add("line", *line);
    addRefusal(object, refusal);
    write(object);
}

void JsonOutput::showDone(std::uint64_t line, const CommandAnswer& answer)
{
    JsonObject object("ok");
    object.add("line", line);
    if (!answer.members.empty())
        object.add("members", answer.members);
    else if (!answer.text.isEmpty())
        object.add("text", answer.text.toStdString());
    write(object);
}

void JsonOutput::showLink(const client::LinkNotice& link)
{
    if (const auto state = stateWord(link.state); !state.empty())
        write(JsonObject("link").add("state", state).add("text", link.text));
}

void JsonOutput::showServerKey(const client::ServerKeyNotice& /*key*/)
{
    // The welcome tells the key; a changed one is told by the end.
}

void JsonOutput::showJoinRefused(const chat::Refusal& refusal)
{
    JsonObject object("error");
    addRefusal(object, refusal);
    write(object);
}

void JsonOutput::showEnd(const client::EndedNotice& ended)
{
    write(JsonObject("error").add("code", endWord(ended.reason)).add("text", ended.text));
}

void JsonOutput::showFailure(const QString& text, bool fatal)
{
    if (fatal)
        write(JsonObject("error").add("code", "FAILED").add("text", text.toStdString()));
}

void JsonOutput::showWaiting(const QString& /*text*/)
{
    // Programs learn from `link` that it is lost, and from `sent` that it came through.
}

} // namespace hubbub::cli
