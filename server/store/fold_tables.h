// What is folded, in tables beside the log: kept in step with the fold by the changes each command makes, and
// read once at the start.
#pragma once

#include "protocol/base/result.h"
#include "server/core/room_fold.h"
#include "server/core/store_port.h"
#include "server/store/sqlite.h"

#include <string>
#include <vector>

namespace hubbub::server {

struct StoredRoom {
    LogId log;
    Seq firstKept;
    FoldState state;
    std::vector<FormerName> formerNames; ///< by member
};

class FoldTables {
public:
    static Result<FoldTables, Failure> prepare(Database& database);

    /// Keys made with another Unicode version are made again. The failure is a clause for the operator.
    Result<StoredRoom, Failure> read(Database& database);
    /// Within a transaction; false if the database refused.
    bool write(const FoldChange& change);
    /// Once per transaction, after the last change.
    bool writeRoom(const RoomFold& fold);

private:
    bool readMembers(StoredRoom& room);
    bool readResting(FoldState& state);
    bool readOutboxes(FoldState& state);
    bool readRestrictions(FoldState& state);
    bool readQuestions(FoldState& state);
    bool writeModeration(const FoldChange& change);
    bool writeRestriction(const chat::Restriction& restriction);
    Result<Done, Failure> writeKeysAgain(Database& database, FoldState& state);

    Statement readRoom_;
    Statement readMembers_;
    Statement readResting_;
    Statement readOutboxes_;
    Statement writeRoom_;
    Statement insertMember_;
    Statement deleteMember_;
    Statement insertResting_;
    Statement deleteResting_;
    Statement writeOutbox_;
    Statement deleteOutbox_;
    Statement renameMember_;
    Statement readRestrictions_;
    Statement insertRestriction_;
    Statement deleteRestriction_;
    Statement readQuestions_;
    Statement insertQuestion_;
    Statement deleteQuestion_;
    Statement readConfirmations_;
    Statement insertConfirmation_;
    Statement deleteConfirmations_;
    Statement writeMemberKeys_;
    Statement writeUnicodeVersion_;
};

} // namespace hubbub::server
