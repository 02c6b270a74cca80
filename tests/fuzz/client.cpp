// The client's engine and a server that sends arbitrary bytes: what people are told keeps to the promises of
// protocol/client/notice.h, and what has been said has at most one result.

#include "protocol/chat/text.h"
#include "tests/fuzz/client_world.h"
#include "tests/fuzz/program.h"
#include "tests/fuzz/targets.h"

#include <set>

namespace hubbub::fuzz {

namespace {

/// What the person has asked for.
using Asked = std::set<client::SubmissionId>;

enum Act : unsigned {
    says,
    acts,
    asksMembers,
    asksStats,
    asksInfo,
    goesAway,
    comesBack,
    announces,
    leaves,
    triesNow,
    actCount
};

void act(ClientWorld& world, unsigned which, Asked& said, Asked& asked)
{
    world.with([&](client::ClientEngine& engine, client::ClientOutbox& out) {
        const Instant now = world.now;
        switch (which % actCount) {
        case says:
        case acts:
            if (const auto id =
                    engine.say(now, "大家好", static_cast<chat::MessageStyle>(which % actCount), out))
                said.insert(*id);
            break;
        case announces:
            if (const auto id = engine.announce(now, std::string(2'000, 'x'), out))
                said.insert(*id);
            break;
        case asksMembers:
            asked.insert(engine.askMembers(now, out));
            break;
        case asksStats:
            asked.insert(engine.askStats(now, out));
            break;
        case asksInfo:
            asked.insert(engine.askInfo(now, out));
            break;
        case goesAway:
            asked.insert(engine.away(now, "tea", out));
            break;
        case comesBack:
            asked.insert(engine.away(now, std::nullopt, out));
            break;
        case leaves:
            engine.leave(now, "bye", true, out);
            break;
        default:
            engine.tryNow(now, out);
            break;
        }
    });
}

class NoticeChecker {
public:
    NoticeChecker(const Asked& said, const Asked& asked) : said_(said), asked_(asked) {}

    void operator()(const client::WelcomeNotice&) { isWelcome_ = true; }
    void operator()(const client::EventNotice& notice)
    {
        CHECK(isWelcome_ && notice.seq > last_);
        CHECK(chat::isValidUtf8(notice.event.name) && chat::isValidUtf8(notice.event.text()));
        CHECK(!notice.submission || said_.contains(*notice.submission));
        last_ = notice.seq;
    }
    void operator()(const client::GapNotice& notice)
    {
        CHECK(isWelcome_ && notice.from > last_ && notice.to >= notice.from);
        last_ = notice.to;
    }
    void operator()(const client::SentNotice& notice)
    {
        CHECK(said_.contains(notice.submission) && sent_.insert(notice.submission).second);
    }
    void operator()(const client::RefusedNotice& notice)
    {
        CHECK(said_.contains(notice.submission) || asked_.contains(notice.submission));
        CHECK(final_.insert(notice.submission).second);
    }
    void operator()(const client::DoneNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::MembersNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::RestrictionsNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::ConfirmationsNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::StatsNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::FiguresNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::InfoNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::PageNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::FoundNotice& notice) { hasAnswer(notice.submission); }
    void operator()(const client::LinkNotice& notice)
    {
        // All that was told is told anew.
        if (notice.state == client::LinkState::forked) {
            last_ = {};
            sent_.clear();
        }
    }
    template <class Other>
    void operator()(const Other&)
    {
    }

private:
    void hasAnswer(client::SubmissionId submission)
    {
        CHECK(asked_.contains(submission) && final_.insert(submission).second);
    }

    const Asked& said_;
    const Asked& asked_;
    bool isWelcome_ = false;
    Seq last_;
    Asked sent_;
    Asked final_;
};

} // namespace

void client(ByteView input)
{
    ProgramReader program(input);
    ClientWorld world;
    Asked said;
    Asked asked;
    Duration passed{};
    while (!program.atEnd()) {
        switch (program.step()) {
        case Step::payload:
            world.sendPayload(program.bytes());
            break;
        case Step::record: {
            const unsigned stream = program.number() % 16;
            world.sendRecord(stream, program.bytes());
            break;
        }
        case Step::time: {
            const Duration duration = program.duration();
            passed += duration;
            if (passed < 10min)
                world.advance(duration);
            break;
        }
        case Step::datagram:
            world.sendDatagram(program.bytes());
            break;
        default:
            act(world, program.number(), said, asked);
            break;
        }
    }
    NoticeChecker checker(said, asked);
    for (const client::Notice& notice : world.notices)
        std::visit(checker, notice);
    CHECK(world.engine().unconfirmed() <= said.size() + asked.size());
    // Members are told in order, each once.
    const auto members = world.engine().members();
    CHECK(std::ranges::is_sorted(members, {}, &chat::RosterEntry::member));
    // Nothing that a server sends keeps a person from leaving.
    world.with([&](auto& engine, auto& out) { engine.leave(world.now, "bye", false, out); });
    world.advance(1min);
    CHECK(world.engine().hasEnded());
    CHECK(std::ranges::count_if(world.notices,
                                [](const client::Notice& notice) {
                                    return std::holds_alternative<client::EndedNotice>(notice);
                                })
          == 1);
}

} // namespace hubbub::fuzz
