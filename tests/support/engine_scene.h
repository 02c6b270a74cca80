// One ClientEngine and its ScriptedServer over a network of a test's own, in virtual time, and what the
// engine told as lines of text.
#pragma once

#include "protocol/client/client_engine.h"
#include "tests/support/scripted_server.h"
#include "tests/support/seeded_entropy.h"

#include <QStringList>

#include <algorithm>
#include <deque>

namespace hubbub::test {

inline const PeerAddress sceneServer{IpAddress::v4(0xc0000201), 7788};
inline const PeerAddress sceneClient{IpAddress::v4(0xc0000202), 40'000};

inline QStringList lines(std::initializer_list<const char*> each)
{
    QStringList list;
    for (const char* const line : each)
        list.append(QString::fromUtf8(line));
    return list;
}

/// One line per notice, in words.
QString inWords(const client::Notice& notice);

class EngineScene {
public:
    EngineScene() : server(crypto::KeyPair::draw(entropy), entropy, now)
    {
        settings.place = "chat.example:7788";
        settings.identity = crypto::ProfileSecret(ByteArray<32>{1, 2, 3});
        settings.clientVersion = "test";
    }

    SeededEntropy entropy{7};
    Instant now{1h};
    ScriptedServer server;
    client::ClientSettings settings;
    std::vector<PeerAddress> addresses{sceneServer};
    Duration delay = 5ms;

    // The network's moods
    bool isCut = false; ///< nothing passes either way
    /// True: this datagram is lost.
    std::function<bool(bool toServer, ByteView)> loses;
    /// Counted before anything is lost.
    int sentByClient = 0;

    client::ClientEngine& engine()
    {
        if (!engine_)
            engine_ = std::make_unique<client::ClientEngine>(settings, entropy);
        return *engine_;
    }
    /// A program started anew, with what its journal holds.
    void startAnew()
    {
        engine_.reset();
        notices.clear();
        toServer_.clear();
        toClient_.clear();
        server.restart();
    }

    /// Calls the engine and takes what comes out of it.
    template <class Call>
    auto with(Call call)
    {
        client::ClientOutbox out;
        if constexpr (std::is_void_v<decltype(call(engine(), out))>) {
            call(engine(), out);
            take(std::move(out));
        } else {
            auto result = call(engine(), out);
            take(std::move(out));
            return result;
        }
    }
    void start()
    {
        with([&](auto& engine, auto& out) { engine.start(now, addresses, out); });
    }
    void join(std::string_view name, bool takeOver = false)
    {
        with([&](auto& engine, auto& out) { engine.join(now, name, takeOver, out); });
    }
    /// In the room as 小明, and nothing to be told any more.
    void enter(std::string_view name = "小明")
    {
        start();
        join(name);
        run(1s);
        CHECK(engine().isAdmitted());
        notices.clear();
    }
    client::SubmissionId say(std::string_view text)
    {
        return with([&](auto& engine, auto& out) {
                   return engine.say(now, text, chat::MessageStyle::plain, out);
               })
            .value();
    }
    void leave(bool drain)
    {
        with([&](auto& engine, auto& out) { engine.leave(now, "bye", drain, out); });
    }
    void closeByServer(wire::CloseCode code)
    {
        Sink sink(*this);
        server.close(code, sink);
    }
    /// The server does not know what it has not been told; tells what waits to be sent.
    void flushServer()
    {
        Sink sink(*this);
        server.flush(sink);
    }

    void run(Duration duration)
    {
        const Instant end = now + duration;
        flushServer();
        while (step(end)) {
        }
        now = end;
    }
    /// False if `condition` has not come true within the time.
    template <class Condition>
    bool runUntil(Condition condition, Duration most = 60s)
    {
        const Instant end = now + most;
        flushServer();
        while (!condition()) {
            if (!step(end)) {
                now = end;
                return condition();
            }
        }
        return true;
    }

    std::vector<client::Notice> notices;
    std::vector<client::JournalEntry> journal;
    /// What the journal held when each datagram went out: by datagram.
    std::vector<std::size_t> journalAtDatagram;

    QStringList told() const
    {
        QStringList words;
        for (const client::Notice& notice : notices)
            words.append(inWords(notice));
        return words;
    }
    template <class Kind>
    std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const client::Notice& notice : notices) {
            if (const auto* each = std::get_if<Kind>(&notice))
                found.push_back(*each);
        }
        return found;
    }
    template <class Kind>
    bool has() const
    {
        return !all<Kind>().empty();
    }
    void inject(ByteView bytes)
    {
        with([&](auto& engine, auto& out) { engine.handleDatagram(now, sceneServer, bytes, out); });
    }
    /// So often was the engine woken by its deadline.
    int wakeUps = 0;

private:
    struct Travelling {
        Instant at;
        PeerAddress peer;
        Bytes bytes;
    };
    class Sink final : public DatagramSink {
    public:
        explicit Sink(EngineScene& scene) : scene_(scene) {}
        bool ready() override { return true; }
        MutableBytes buffer() override { return buffer_; }
        void commit(const Path&, std::size_t bytes) override
        {
            scene_.travel(scene_.toClient_, false, sceneServer, ByteView(buffer_).first(bytes));
        }

    private:
        EngineScene& scene_;
        ByteArray<limits::datagramBytes> buffer_{};
    };

    void take(client::ClientOutbox out)
    {
        std::ranges::move(out.journal, std::back_inserter(journal));
        for (const client::OutgoingDatagram& datagram : out.datagrams) {
            ++sentByClient;
            if (datagram.to == sceneServer)
                travel(toServer_, true, sceneClient, datagram.bytes);
        }
        std::ranges::move(out.notices, std::back_inserter(notices));
    }
    void travel(std::deque<Travelling>& way, bool isToServer, const PeerAddress& from, ByteView bytes)
    {
        if (!isCut && !(loses && loses(isToServer, bytes)))
            way.push_back({now + delay, from, copyOf(bytes)});
    }
    /// The next thing that happens, if it does so by `end`.
    bool step(Instant end)
    {
        const auto wantsServer = server.deadline();
        const auto wantsEngine = engine().deadline();
        std::optional<Instant> at;
        const auto consider = [&](std::optional<Instant> instant) {
            if (instant && (!at || *instant < *at))
                at = instant;
        };
        consider(wantsServer);
        consider(wantsEngine);
        if (!toServer_.empty())
            consider(toServer_.front().at);
        if (!toClient_.empty())
            consider(toClient_.front().at);
        if (!at || *at > end)
            return false;
        stuck_ = *at > now ? 0 : stuck_ + 1;
        CHECK(stuck_ < 100'000); // a deadline that is due and does nothing
        now = std::max(now, *at);
        Sink sink(*this);
        while (!toServer_.empty() && toServer_.front().at <= now) {
            const Travelling datagram = std::move(toServer_.front());
            toServer_.pop_front();
            server.handleDatagram(datagram.peer, datagram.bytes, sink);
        }
        while (!toClient_.empty() && toClient_.front().at <= now) {
            const Travelling datagram = std::move(toClient_.front());
            toClient_.pop_front();
            with([&](auto& engine, auto& out) {
                engine.handleDatagram(now, datagram.peer, datagram.bytes, out);
            });
        }
        server.flush(sink);
        if (const auto due = engine().deadline(); due && *due <= now) {
            ++wakeUps;
            with([&](auto& engine, auto& out) { engine.handleDeadline(now, out); });
        }
        return true;
    }

    std::unique_ptr<client::ClientEngine> engine_;
    std::deque<Travelling> toServer_;
    std::deque<Travelling> toClient_;
    int stuck_ = 0;
};

inline QString inWords(const client::Notice& notice)
{
    using namespace client;
    const auto text = [](const std::string& bytes) { return QString::fromStdString(bytes); };
    struct Words {
        decltype(text)& toText;

        QString operator()(const ServerKeyNotice& each) const
        {
            static const char* const verdicts[] = {"known", "first sight", "changed"};
            return QStringLiteral("key %1").arg(QLatin1String(verdicts[static_cast<int>(each.verdict)]));
        }
        QString operator()(const WelcomeNotice& each) const
        {
            QStringList names;
            for (const chat::RosterEntry& member : each.members)
                names.append(toText(member.name));
            return QStringLiteral("welcome %1 head %2: %3%4")
                .arg(toText(each.name))
                .arg(each.head.value)
                .arg(names.join(QLatin1Char(' ')), QLatin1String(each.attached ? " (attached)" : ""));
        }
        QString operator()(const EventNotice& each) const
        {
            static const char* const kinds[] = {"joined",  "left",  "message", "announcement",
                                                "renamed", "topic", "removed", "unknown"};
            QString words = QStringLiteral("%1 %2 %3")
                                .arg(each.seq.value)
                                .arg(QLatin1String(kinds[each.event.what.index()]), toText(each.event.name))
                                .trimmed();
            if (!each.event.text().empty())
                words += QStringLiteral(": ") + toText(std::string(each.event.text()));
            if (each.history)
                words += QStringLiteral(" (history)");
            if (each.own)
                words += QStringLiteral(" (own)");
            if (each.submission)
                words += QStringLiteral(" (submission %1)").arg(each.submission->value);
            return words;
        }
        QString operator()(const GapNotice& each) const
        {
            return QStringLiteral("gap %1 to %2").arg(each.from.value).arg(each.to.value);
        }
        QString operator()(const SentNotice& each) const
        {
            return QStringLiteral("sent %1 as %2").arg(each.submission.value).arg(each.seq.value);
        }
        QString operator()(const RefusedNotice& each) const
        {
            return QStringLiteral("refused %1: ").arg(each.submission.value) + word(each.refusal);
        }
        QString operator()(const DoneNotice& each) const
        {
            return QStringLiteral("done %1").arg(each.submission.value);
        }
        QString operator()(const JoinRefusedNotice& each) const
        {
            return QStringLiteral("join refused: ") + word(each.refusal);
        }
        QString operator()(const PresenceNotice& each) const
        {
            return QStringLiteral("presence of %1").arg(each.changes.size());
        }
        QString operator()(const MembersNotice& each) const
        {
            return QStringLiteral("members %1: %2").arg(each.submission.value).arg(each.members.size());
        }
        QString operator()(const RestrictionsNotice& each) const
        {
            return QStringLiteral("restrictions %1").arg(each.restrictions.size());
        }
        QString operator()(const ConfirmationsNotice& each) const
        {
            return QStringLiteral("confirmations %1").arg(each.confirmations.size());
        }
        QString operator()(const StatsNotice& each) const
        {
            return QStringLiteral("stats %1").arg(each.submission.value);
        }
        QString operator()(const FiguresNotice& each) const
        {
            return QStringLiteral("figures %1: %2").arg(each.submission.value).arg(each.members.size());
        }
        QString operator()(const InfoNotice& each) const
        {
            return QStringLiteral("info %1: %2").arg(each.submission.value).arg(toText(each.info.room));
        }
        QString operator()(const PageNotice& each) const
        {
            return QStringLiteral("page %1: %2").arg(each.submission.value).arg(each.page.events.size());
        }
        QString operator()(const FoundNotice& each) const
        {
            return QStringLiteral("found %1: %2").arg(each.submission.value).arg(each.page.events.size());
        }
        QString operator()(const LinkNotice& each) const
        {
            static const char* const states[] = {"connecting", "connected", "lost",
                                                 "resumed",    "closed",    "forked"};
            return QStringLiteral("link %1").arg(QLatin1String(states[static_cast<int>(each.state)]));
        }
        QString operator()(const EndedNotice& each) const
        {
            static const char* const reasons[] = {
                "left",    "no answer", "key changed", "key not trusted", "no common version", "not admitted",
                "removed", "banned",    "taken over",  "gave up",         "protocol error"};
            return QStringLiteral("ended: %1, %2 unconfirmed")
                .arg(QLatin1String(reasons[static_cast<int>(each.reason)]))
                .arg(each.unconfirmed);
        }
        static QString word(const chat::Refusal& refusal)
        {
            return QString::fromStdString(std::string(chat::refusalWord(refusal.code)));
        }
    };
    return std::visit(Words{text}, notice);
}

} // namespace hubbub::test
