// What the banner says about the link, and from when on: not at once, since most breaks are over before
// anybody has noticed. Knows no widget and no clock.
#pragma once

#include "protocol/base/time.h"
#include "protocol/screen/link_picture.h"

#include <QString>

#include <optional>

namespace hubbub::gui {

struct Banner {
    enum class Help { none, tryNow, enterAgain };

    QString text;
    Help help = Help::none;
    screen::LinkHealth health = screen::LinkHealth::waiting;

    bool operator==(const Banner&) const = default;
};

class BannerPolicy {
public:
    /// A hiccup shorter than this is seen in the status line only.
    static constexpr Duration patience = std::chrono::milliseconds(1500);
    /// That the room was begun anew matters to who looks just then; a row in the list tells it to the others.
    static constexpr Duration forkTime = std::chrono::seconds(12);

    /// What is to be seen at this time, if anything.
    std::optional<Banner> show(Instant now, const screen::LinkPicture& picture);

private:
    bool hasForked(Instant now, const screen::LinkPicture& picture);

    std::optional<Instant> lostSince_;
    std::optional<Instant> forkedAt_;
    client::LinkState state_ = client::LinkState::connecting;
};

} // namespace hubbub::gui
