#include "client-cli/room_session.h"

#include "client-cli/line_splitter.h"
#include "client-cli/plain_output.h"
#include "protocol/chat/text.h"
#include "protocol/screen/own_name.h"

#include <QString>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace hubbub::cli {

namespace {

/// More than the engine has under way at once, and few enough that a long file waits on the disk and not
/// here.
constexpr std::size_t mostUnconfirmed = 1024;
constexpr std::size_t fewUnconfirmed = 512;

bool isBlank(const std::string& text)
{
    return QString::fromStdString(text).trimmed().isEmpty();
}

} // namespace

RoomSession::RoomSession(SessionSettings settings, qt::RoomClient& client, qt::Profile& profile,
                         LineInput& input, RoomOutput& output, QObject* parent)
    : QObject(parent),
      settings_(std::move(settings)),
      client_(client),
      profile_(profile),
      input_(input),
      output_(output),
      memory_(profile),
      commands_(client, memory_, output, lines_, [this](const QString& reason) { leave(reason, true); })
{
    connect(&client_, &qt::RoomClient::noticed, this, &RoomSession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, [this](const QString& text, bool fatal) {
        output_.showFailure(text, fatal);
        if (fatal)
            finish(ExitCode::usage);
    });
    connect(&input_, &LineInput::lineRead, this, &RoomSession::handleLine);
    connect(&input_, &LineInput::ended, this, [this] {
        if (!settings_.stay)
            leave({}, true);
    });
}

void RoomSession::start()
{
    client_.start();
    client_.join(settings_.name, settings_.takeOver);
}

void RoomSession::stop()
{
    if (std::exchange(isStopping_, true))
        return finish(exitCode_.value_or(ExitCode::done));
    leave({}, false);
}

void RoomSession::handleBrokenOutput()
{
    if (!exitCode_)
        exitCode_ = ExitCode::usage;
    leave({}, false);
}

void RoomSession::leave(const QString& reason, bool drain)
{
    const bool isFirst = !std::exchange(isLeaving_, true);
    input_.pause();
    if (!drain) {
        leavesWith_.reset();
        client_.leave(reason, false);
    } else if (isFirst) {
        leavesWith_ = reason;
        leaveOnceLifted();
    }
}

/// Who is leaving is refused whatever they ask for, also what only follows from the answer to a question.
void RoomSession::leaveOnceLifted()
{
    if (leavesWith_ && !commands_.isLifting())
        client_.leave(*std::exchange(leavesWith_, std::nullopt), true);
}

void RoomSession::handleNotice(const client::Notice& notice)
{
    if (isFinished_)
        return;
    std::visit([this](const auto& what) { handle(what); }, notice);
    leaveOnceLifted();
    setFlow();
}

void RoomSession::handle(const client::WelcomeNotice& notice)
{
    const bool isFirst = !std::exchange(isWelcomed_, true);
    if (isFirst) {
        historyEnd_ = notice.head;
        // The last event before is not told if it had no effect; the own join, which is not there then,
        // always is.
        isCaughtUp_ = notice.attached;
    }
    const bool isAnew = isFirst || std::exchange(isForked_, false);
    memory_.handle(notice, isAnew);
    if (isAnew)
        output_.showWelcome(notice);
    profile_.setLast(QString::fromStdString(notice.name),
                     QString::fromStdString(client_.server().textAsGiven()));
}

void RoomSession::handle(const client::EventNotice& notice)
{
    output_.showEvent(notice, memory_.handle(notice));
    if (const std::string* const name = screen::ownNewName(notice))
        profile_.setLast(QString::fromStdString(*name), QString::fromStdString(client_.server().text()));
    isCaughtUp_ = isCaughtUp_ || notice.seq >= historyEnd_;
}

void RoomSession::handle(const client::GapNotice& notice)
{
    output_.showGap(notice);
    isCaughtUp_ = isCaughtUp_ || notice.to >= historyEnd_;
}

void RoomSession::handle(const client::SentNotice& notice)
{
    output_.showSent(lines_.take(notice.submission), notice.seq);
}

void RoomSession::handle(const client::RefusedNotice& notice)
{
    if (!commands_.handle(notice))
        output_.showRefused(lines_.take(notice.submission), notice.refusal);
}

void RoomSession::handle(const client::JoinRefusedNotice& notice)
{
    const bool isAboutPassword = notice.refusal.code == chat::RefusalCode::badPassword;
    if (isAboutPassword && settings_.askPassword && !isLeaving_) {
        // What the server says the first time is that there is one; the question says that, too.
        if (std::exchange(hasAskedPassword_, true))
            output_.showJoinRefused(notice.refusal);
        if (const auto password = settings_.askPassword()) {
            client_.usePassword(password);
            return client_.join(settings_.name, settings_.takeOver);
        }
    }
    output_.showJoinRefused(notice.refusal);
    exitCode_ = exitCodeFor(notice.refusal.code);
    leave({}, false);
}

void RoomSession::handle(const client::LinkNotice& notice)
{
    isForked_ = isForked_ || notice.state == client::LinkState::forked;
    // The welcome comes first; until then the end tells what went wrong.
    if (isWelcomed_)
        output_.showLink(notice);
}

void RoomSession::handle(const client::EndedNotice& notice)
{
    input_.pause();
    if (notice.reason != client::EndReason::left && !exitCode_) {
        output_.showEnd(notice);
        exitCode_ = exitCodeFor(notice.reason);
    }
    if (notice.unconfirmed > 0)
        std::fprintf(stderr, "%s\n", qUtf8Printable(unconfirmedText(notice.unconfirmed)));
    finish(exitCode_.value_or(ExitCode::done));
}

void RoomSession::handleLine(const InputLine& line)
{
    if (isLeaving_ || isFinished_)
        return;
    if (isBlank(line.text))
        return;
    if (line.isCut) {
        const auto most = std::to_string(LineSplitter::mostBytes);
        output_.showRefused(line.number, {chat::RefusalCode::tooLong,
                                          "The line has more than " + most + " bytes; send it in parts.",
                                          std::nullopt, std::nullopt});
    } else if (const auto parsed = client::parseLine(line.text)) {
        std::visit([&](const auto& what) { handleParsed(line.number, what); }, *parsed);
    } else {
        output_.showRefused(line.number, parsed.error());
    }
    setFlow();
}

void RoomSession::handleParsed(std::uint64_t line, const client::SayLine& said)
{
    say(line, said.text, chat::MessageStyle::plain);
}

void RoomSession::handleParsed(std::uint64_t line, const client::ActionLine& action)
{
    say(line, action.text, chat::MessageStyle::action);
}

void RoomSession::say(std::uint64_t line, const std::string& text, chat::MessageStyle style)
{
    // Judged before it becomes a QString, which would hide what is not UTF-8.
    if (const auto clean = chat::cleanText(text); !clean)
        return output_.showRefused(line, clean.error());
    const QString spoken = QString::fromStdString(text);
    const auto submission = client_.say(spoken, style);
    if (!submission)
        return output_.showRefused(line, submission.error());
    lines_.add(*submission, line);
    if (client_.engine().linkState() == client::LinkState::lost)
        output_.showWaiting(spoken);
}

/// Reads no faster than the server confirms and answers.
void RoomSession::setFlow()
{
    if (isFinished_)
        return;
    const auto unconfirmed = std::max(client_.engine().unconfirmed(), lines_.size());
    if (isLeaving_ || unconfirmed >= mostUnconfirmed)
        input_.pause();
    else if (isCaughtUp_ && unconfirmed <= fewUnconfirmed)
        input_.resume();
}

void RoomSession::finish(ExitCode code)
{
    if (std::exchange(isFinished_, true))
        return;
    input_.pause();
    Q_EMIT finished(code);
}

} // namespace hubbub::cli
