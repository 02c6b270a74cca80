#include "client-cli/demo_person.h"

#include "client-cli/plain_output.h"
#include "protocol/qt/event_lines.h"

namespace hubbub::cli {

Result<std::unique_ptr<DemoPerson>, Failure> DemoPerson::create(const QString& folder,
                                                                const chat::ServerAddress& server,
                                                                Entropy& entropy)
{
    auto profile = qt::Profile::open(folder, entropy);
    if (!profile)
        return Unexpected(profile.error());
    auto person = std::unique_ptr<DemoPerson>(new DemoPerson);
    DemoPerson* const self = person.get();
    self->profile_ = std::move(*profile);
    qt::RoomClientOptions options;
    options.server = server;
    self->client_ = std::make_unique<qt::RoomClient>(options, *self->profile_, entropy);
    connect(self->client_.get(), &qt::RoomClient::noticed, self, &DemoPerson::handle);
    connect(self->client_.get(), &qt::RoomClient::failed, self,
            [self](const QString& text) { Q_EMIT self->failed(shown(text.toStdString())); });
    self->client_->start();
    return person;
}

void DemoPerson::say(const QString& text)
{
    ++said_;
    if (const auto said = client_->say(text); !said)
        Q_EMIT failed(qt::refusalText(said.error()));
}

void DemoPerson::handle(const client::Notice& notice)
{
    if (std::holds_alternative<client::WelcomeNotice>(notice))
        isWelcome_ = true;
    else if (const auto* event = std::get_if<client::EventNotice>(&notice))
        events_.push_back(*event);
    else if (const auto* refused = std::get_if<client::JoinRefusedNotice>(&notice))
        refusal_ = refused->refusal;
    else if (const auto* link = std::get_if<client::LinkNotice>(&notice))
        link_ = link->state;
    else if (std::holds_alternative<client::SentNotice>(notice))
        ++confirmed_;
    else if (std::holds_alternative<client::EndedNotice>(notice))
        hasEnded_ = true;
    Q_EMIT heard(notice);
}

} // namespace hubbub::cli
