// What is known of the link at one moment, and how it is said in a few words: whether there is one, how quick
// it is, when it is tried again, what has not reached the server yet.
#pragma once

#include "protocol/base/time.h"
#include "protocol/client/notice.h"

#include <QString>

#include <optional>

namespace hubbub::screen {

struct LinkPicture {
    client::LinkState state = client::LinkState::connecting;
    bool isAdmitted = false;
    QString server;
    QString why; ///< of the last change, or of the end
    bool hasEnded = false;
    bool isRefused = false; ///< connected, but not let in; the person has to choose
    std::optional<Duration> roundTrip;
    std::optional<Duration> untilNextAttempt;
    std::optional<Duration> sinceHeard;
    std::size_t unconfirmed = 0;
};

/// `connected, 3 ms`, `lost: trying again in 4 s`, …
QString linkSentence(const LinkPicture& picture);

enum class LinkHealth { good, waiting, bad };
LinkHealth linkHealth(const LinkPicture& picture);

} // namespace hubbub::screen
