// The folder in which a profile keeps the last of each room, one file per server's key. A convenience: what
// cannot be written is lost, what is damaged is dropped.
#pragma once

#include "protocol/base/result.h"
#include "protocol/qt/kept_room.h"

#include <QString>

namespace hubbub::qt {

class KeptRooms {
public:
    /// Rooms not visited for long are forgotten: nobody would look for their words here.
    static constexpr qsizetype mostRooms = 8;

    /// `folder` is made when something is kept.
    explicit KeptRooms(QString folder) : folder_(std::move(folder)) {}

    /// Nothing if nothing is kept. Fails, with a sentence, if the file was not one of ours, and removes it.
    Result<std::optional<KeptRoom>, Failure> find(const PublicKey& server) const;
    Result<Done, Failure> keep(const KeptRoom& room) const;
    void remove(const PublicKey& server) const;
    void removeAll() const;

private:
    QString pathOf(const PublicKey& server) const;
    void forgetOldest() const;

    QString folder_;
};

} // namespace hubbub::qt
