// Folds a whole log again from its rows, to compare with what the store has folded along the way.
#pragma once

#include "protocol/base/check.h"
#include "server/core/room_fold.h"
#include "server/store/sqlite.h"
#include "server/store/stored_range.h"

#include <filesystem>
#include <string>

namespace hubbub::test {

inline server::Moderator moderator(const server::Run& run, MemberId member)
{
    return {member, std::string(run.text(21)), run.opaque<PublicKey>(20)};
}

/// The command that made the row; for a void number one that has no effect.
inline server::Command commandOfRow(const server::Run& run)
{
    using namespace server;
    Command command{WallTime{run.number(2)}, run.opaque<Salt>(11).value_or(Salt{}), LeaveCommand{}};
    const auto outbox = [&run] { return OutboxKey{*run.opaque<PublicKey>(7), *run.opaque<OutboxId>(8)}; };
    const auto submission = [&] {
        return Submission{outbox(), run.id<SubmissionNumber>(9), run.opaque<Digest>(10).value_or(Digest{})};
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
        command.what = AnnounceCommand{member, name, text, std::nullopt, run.number(13) != 0};
        if (!run.isNull(7))
            std::get<AnnounceCommand>(command.what).submission = submission();
        break;
    case 5:
        command.what = RenameCommand{
            member, std::string(run.text(16)), {std::string(run.text(5)), std::string(run.text(6))}};
        break;
    case 6:
        command.what = TopicCommand{moderator(run, member), text};
        break;
    case 7:
        command.what = RemoveCommand{moderator(run, member), run.id<Seq>(17), text};
        break;
    case 101: {
        RestrictCommand restriction{moderator(run, member),
                                    static_cast<chat::RestrictionKind>(run.number(13)),
                                    {},
                                    std::string(run.text(16)),
                                    std::nullopt,
                                    text};
        if (const auto key = run.opaque<PublicKey>(7))
            restriction.whom = *key;
        else
            restriction.whom = *rangeOfBytes(run.blob(18));
        if (!run.isNull(19))
            restriction.until = WallTime{run.number(19)};
        command.what = restriction;
        break;
    }
    case 102:
        command.what = LiftCommand{moderator(run, member), run.id<Seq>(17)};
        break;
    case 103:
        command.what = LockCommand{moderator(run, member), run.number(13) != 0};
        break;
    case 104:
        command.what = ConfirmCommand{member, run.id<Seq>(17)};
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
                      "number, digest, salt, text, detail, rests_until, chain, subject, subject_seq, "
                      "address_range, until, by_key, by_name, content_digest FROM events ORDER BY seq");
    CHECK(!group.failure());
    server::Run run(statement);
    server::RoomFold fold;
    while (run.row()) {
        const server::FoldEffect effect = fold.apply(commandOfRow(run));
        CHECK(effect.seq == run.id<Seq>(0));
        CHECK(std::holds_alternative<server::VoidReason>(effect.outcome) == (run.number(1) == 0));
        if (run.isNull(22)) {
            CHECK(effect.chain == run.opaque<ChainValue>(15));
        } else {
            // What was said is gone; the chain goes on from where it was.
            server::FoldState state = fold.state();
            state.chain = *run.opaque<ChainValue>(15);
            fold = server::RoomFold(state);
        }
    }
    CHECK(!run.failed());
    return fold.state();
}

} // namespace hubbub::test
