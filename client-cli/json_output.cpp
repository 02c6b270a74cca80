#include "client-cli/json_output.h"

#include "client-cli/exit_code.h"
#include "protocol/crypto/identity.h"

namespace hubbub::cli {

namespace {

using qt::JsonObject;
using qt::rfc3339;

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
    std::optional<JsonObject> operator()(const chat::Announcement& announcement) const
    {
        JsonObject said = object("announcement", notice);
        addText(said, notice.event);
        if (announcement.asksToConfirm)
            said.addFlag("ack", true);
        return said;
    }
    std::optional<JsonObject> operator()(const chat::Renamed& renamed) const
    {
        return object("renamed", notice).add("new_name", renamed.name);
    }
    std::optional<JsonObject> operator()(const chat::TopicSet& /*topic*/) const
    {
        JsonObject said = object("topic", notice);
        addText(said, notice.event);
        return said;
    }
    std::optional<JsonObject> operator()(const chat::Removed& removed) const
    {
        JsonObject said = object("removed", notice).add("removed_seq", removed.seq.value);
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

void addRestrictions(JsonObject& object, const std::vector<chat::Restriction>& restrictions)
{
    std::vector<JsonObject> list;
    for (const chat::Restriction& restriction : restrictions) {
        JsonObject& item = list.emplace_back(chat::restrictionWord(restriction.kind));
        item.add("seq", restriction.seq.value).add("since", rfc3339(restriction.since));
        if (const auto* const key = std::get_if<PublicKey>(&restriction.whom))
            item.add("key", crypto::publicKeyText(*key));
        else
            item.add("addresses", std::get<AddressRange>(restriction.whom).text());
        if (restriction.until)
            item.add("until", rfc3339(*restriction.until));
        for (const auto& [word, text] :
             {std::pair("name", &restriction.name), std::pair("by", &restriction.by),
              std::pair("text", &restriction.reason)})
        {
            if (!text->empty())
                item.add(word, *text);
        }
    }
    object.add("restrictions", list);
}

void addConfirmations(JsonObject& object, const std::vector<chat::Confirmation>& confirmations)
{
    for (const auto state : {chat::ConfirmationState::confirmed, chat::ConfirmationState::delivered,
                             chat::ConfirmationState::unreachable})
    {
        std::vector<std::string> names;
        for (const chat::Confirmation& confirmation : confirmations) {
            if (confirmation.state == state)
                names.push_back(confirmation.name);
        }
        object.add(chat::confirmationWord(state), names);
    }
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
    if (!welcome.text.empty())
        object.add("text", welcome.text);
    write(object.add("version", welcome.serverVersion));
}

/// What is ignored is told too, and marked: a number that is missing would look like a loss.
void JsonOutput::showEvent(const client::EventNotice& event, bool isIgnored)
{
    auto object = std::visit(ObjectOf{event}, event.event.what);
    if (!object)
        return;
    if (event.history)
        object->addFlag("history", true);
    if (isIgnored)
        object->addFlag("ignored", true);
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
    else if (answer.found)
        object.add("found", *answer.found).addFlag("more", answer.more);
    else if (answer.restrictions)
        addRestrictions(object, *answer.restrictions);
    else if (answer.confirmations)
        addConfirmations(object, *answer.confirmations);
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
        write(JsonObject("error").add("code", failedWord).add("text", text.toStdString()));
}

void JsonOutput::showWaiting(const QString& /*text*/)
{
    // Programs learn from `link` that it is lost, and from `sent` that it came through.
}

} // namespace hubbub::cli
