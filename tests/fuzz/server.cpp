// The server's core and arbitrary bytes in a session of a person with a key: whatever comes, the server goes
// on, serves the others, and what it sends is well-formed.

#include "tests/fuzz/server_world.h"
#include "tests/fuzz/targets.h"

namespace hubbub::fuzz {

namespace {

enum Act : unsigned { honestSays, storeStalls, storeGoesOn, moves, comesAgain, serverRestarts, actCount };

void act(ServerWorld& world, unsigned which)
{
    switch (which % actCount) {
    case honestSays:
        world.honest().ask(chat::StatsRequest{});
        break;
    case storeStalls:
        world.room().storeAnswers = false;
        break;
    case storeGoesOn:
        world.room().storeAnswers = true;
        break;
    case moves:
        world.moveElsewhere();
        break;
    case comesAgain:
        world.connect();
        return;
    default:
        world.room().restart();
        world.honest().connect(world.room().now);
        world.room().settle();
        world.room().join(world.honest(), "honest");
        world.connect();
        return;
    }
    world.room().settle();
}

/// The log, as everyone is told it: no two people present with the same name, and nobody speaks who is not
/// in.
void checkLog(const test::MemoryStore& store)
{
    std::map<MemberId, std::string> present;
    for (const auto& entry : store.entries()) {
        const auto record = chat::decodeLogRecord(entry.record);
        CHECK(record);
        const auto* event = std::get_if<chat::Event>(&*record);
        if (event == nullptr)
            continue;
        CHECK(chat::encode(*record) == entry.record && entry.record.size() <= limits::recordBytes);
        if (std::holds_alternative<chat::Joined>(event->what)) {
            for (const auto& [member, name] : present)
                CHECK(member != event->member && name != event->name);
            present.emplace(event->member, event->name);
        } else if (event->member != MemberId{} && !std::holds_alternative<chat::Announcement>(event->what)) {
            CHECK(present.contains(event->member) && present.at(event->member) == event->name);
            if (std::holds_alternative<chat::Left>(event->what))
                present.erase(event->member);
        }
    }
}

} // namespace

void server(ByteView input)
{
    ProgramReader program(input);
    // An admin may remove the honest member; nobody else may.
    const bool isAdmin = program.number() == 1;
    ServerWorld world(isAdmin);
    CHECK(world.isConnected());
    Duration passed{};
    while (!program.atEnd()) {
        switch (program.step()) {
        case Step::payload:
            if (world.isConnected())
                world.sendPayload(program.bytes());
            break;
        case Step::record:
            program.number();
            if (world.isConnected())
                world.sendRecord(program.bytes());
            break;
        case Step::time: {
            const Duration duration = program.duration();
            passed += duration;
            if (passed < 10min)
                world.room().advance(duration);
            break;
        }
        case Step::datagram:
            world.sendDatagram(program.bytes());
            break;
        default:
            act(world, program.number());
            break;
        }
    }

    // Whoever did nothing wrong is served as ever.
    test::TestRoom& room = world.room();
    room.storeAnswers = true;
    room.settle();
    room.advance(5s);
    CHECK(world.honest().serverBrokeTheProtocol.empty());
    checkLog(room.store);
    if (isAdmin)
        return;
    CHECK(world.honest().isConnected() && !world.honest().closedWith);
    const auto answer = room.say(world.honest(), world.honest().welcome->nextNumber.value + 1, "I am here");
    CHECK(test::isOk(answer));
    CHECK(test::lastEvent(world.honest()).text() == "I am here");
    CHECK(room.core().isSettled());
}

} // namespace hubbub::fuzz
