// Folds a whole log again from its rows, to compare with what the store has folded along the way.
#pragma once

#include "protocol/base/check.h"
#include "server/core/room_fold.h"
#include "server/store/sqlite.h"

#include <filesystem>
#include <string>

namespace hubbub::test {

/// The command that made the row; for a void number one that has no effect.
inline server::Command commandOfRow(const server::Run& run)
{
    using namespace server;
    Command command{WallTime{run.number(2)}, run.opaque<Salt>(11).value_or(Salt{}), LeaveCommand{}};
    const auto outbox = [&run] { return OutboxKey{*run.opaque<PublicKey>(7), *run.opaque<OutboxId>(8)}; };
    const auto submission = [&] {
        return Submission{outbox(), run.id<SubmissionNumber>(9), *run.opaque<Digest>(10)};
    };
    const auto member = run.id<MemberId>(3);
    const std::string name(run.text(4));
    const std::string text(run.text(12));
    switch (run.number(1)) {
    case 1:
        command.what = JoinCommand{name, {std::string(run.text(5)), std::string(run.text(6))}, outbox()};
        break;
    case 2: {
        LeaveCommand leave{member, static_cast<chat::LeftReason>(run.number(13)), text, std::nullopt};
        if (!run.isNull(14))
            leave.restsUntil = WallTime{run.number(14)};
        command.what = leave;
        break;
    }
    case 3:
        command.what =
            SayCommand{member, static_cast<chat::MessageStyle>(run.number(13)), text, submission()};
        break;
    case 4:
        command.what = AnnounceCommand{member, name, text, std::nullopt};
        if (!run.isNull(7))
            std::get<AnnounceCommand>(command.what).submission = submission();
        break;
    default:
        break;
    }
    return command;
}

/// CHECKs the chain of every row on the way.
inline server::FoldState refold(const std::filesystem::path& folder)
{
    auto database = server::Database::open(folder / "hubbub.db");
    CHECK(database);
    server::StatementGroup group(*database);
    auto statement =
        group.prepare("SELECT seq, kind, time, member, name, fold_key, lookalike_key, key, outbox, "
                      "number, digest, salt, text, detail, rests_until, chain FROM events ORDER BY seq");
    CHECK(!group.failure());
    server::Run run(statement);
    server::RoomFold fold;
    while (run.row()) {
        const server::FoldEffect effect = fold.apply(commandOfRow(run));
        CHECK(effect.seq == run.id<Seq>(0));
        CHECK(std::holds_alternative<server::VoidReason>(effect.outcome) == (run.number(1) == 0));
        CHECK(effect.chain == run.opaque<ChainValue>(15));
    }
    CHECK(!run.failed());
    return fold.state();
}

} // namespace hubbub::test
