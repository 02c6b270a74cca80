// A stretch of the log far from what is live, around a number or a time. It grows both ways as one reads on,
// and lets go at the other end of what is too much.
#pragma once

#include "protocol/chat/request.h"
#include "protocol/screen/message_model.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace hubbub::screen {

/// Contiguous events in order.
struct PastPage {
    std::vector<chat::PageEntry> events;
    QString warning; ///< its chain is broken; empty: it is not
};

class PastReader final : public QObject {
    Q_OBJECT

public:
    using Ask = std::function<client::SubmissionId(const chat::HistoryAnchor&)>;
    using IsShown = std::function<bool(const chat::Event&)>;
    using Place = std::variant<Seq, WallTime>;
    /// Of some hundred events each: an hour's scrolling either way need not be asked for again.
    static constexpr std::size_t mostPages = 50;

    /// What is to be told of a page whose chain is broken; else nothing.
    static QString warningOf(const client::PageNotice& notice);

    PastReader(Ask ask, IsShown isShown, QObject* parent = nullptr);

    /// opened() follows, or met(); until then what is here stays.
    void open(const Place& place);
    void close();
    /// Closed, but for messages(), so that whoever shows them can let go of them before close().
    std::deque<PastPage> takePages();
    /// No answer comes any more to what was asked.
    void forgetAsked();
    bool isOpen() const { return isOpen_; }
    bool isOpening() const { return opening_.has_value(); }
    bool holds(Seq seq) const;
    /// Only while it is open.
    MessageModel& messages() { return messages_; }
    const std::deque<PastPage>& pages() const { return pages_; }

    /// Further back or on; false: it cannot be, or not now.
    bool growBack();
    bool growOn();
    bool isGrowingBack() const { return back_.has_value(); }
    bool isAtBeginning() const { return isAtBeginning_; }

    /// False: this answers something else. `live` is where what is live begins.
    bool handle(const client::PageNotice& notice, Seq live);
    bool handleRefused(client::SubmissionId id);
    /// The text is gone from the room.
    void handleRemoved(Seq seq, std::string_view why);

Q_SIGNALS:
    /// It holds this place now.
    void opened(hubbub::Seq at);
    /// pages() reach what is live, with nothing between. `at`: where to read on, if it was just opened.
    void met(std::optional<hubbub::Seq> at);
    void grownBack(int rows);
    void grownOn();
    /// There is nothing at that place.
    void nothingThere();

private:
    struct Opening {
        Place place;
        client::SubmissionId asked;
        std::deque<PastPage> pages;
        bool asksBack = false; ///< for what stands before the place
    };

    void handleOpening(PastPage page, bool more, Seq live);
    void finishOpening(Seq live);
    Seq target(const Opening& opening) const;
    void handleBack(PastPage page, bool more);
    void handleOn(PastPage page, Seq live);

    Ask ask_;
    IsShown isShown_;
    MessageModel messages_;
    std::deque<PastPage> pages_; ///< none is empty
    std::optional<Opening> opening_;
    std::optional<client::SubmissionId> back_;
    std::optional<client::SubmissionId> on_;
    bool isOpen_ = false;
    bool isAtBeginning_ = false;
};

} // namespace hubbub::screen
