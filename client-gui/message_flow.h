// Which rows stand where in the viewport of the message list. Holds on to a row and a place in it, not to a
// distance from the beginning: so rows that come in front, go, or turn out higher than was thought never move
// what the person reads. Lays out only what is seen.
#pragma once

#include "client-gui/message_heights.h"
#include "client-gui/message_layout_cache.h"

#include <QPersistentModelIndex>

#include <memory>

namespace hubbub::gui {

class MessageFlow {
public:
    /// A row that is seen, at least in part; `top` is relative to the viewport.
    struct Placed {
        int row = 0;
        int top = 0;
        int height = 0;
        int bottom() const { return top + height; }
    };

    /// `follows`: rows may come at its end, and who is there stays there.
    void setModel(screen::MessageModel* model, bool follows = true);
    bool follows() const { return follows_; }
    /// So much room is left above the first row.
    void setFront(int height);
    /// Of that room's top, in the viewport's coordinates.
    std::int64_t frontTop();
    /// Needed before anything else is asked. What is at the top stays there.
    void setLook(std::shared_ptr<const MessageLook> look);
    void setViewHeight(int height);

    const MessageLook& look() const { return *look_; }
    const MessageLayout& layoutOf(int row) { return cache_.layout(*model_, row, *look_); }
    const HeightIndex& heights() const { return heights_.index(); }

    /// From top to bottom.
    const std::vector<Placed>& placed();
    /// At least in part. Lays out nothing more than that.
    bool isSeen(int row);
    /// Of one that need not be seen.
    Placed place(int row);
    /// The nearest of those that are seen; -1: there is none.
    int rowNear(int y);

    /// Of the viewport's top from the beginning of the list, as far as heights are known.
    std::int64_t offset();
    std::int64_t greatestOffset() const;
    /// Stays at the end while rows come.
    bool sticksToEnd() const { return sticksToEnd_; }

    void scrollBy(int pixels);
    void scrollTo(std::int64_t offset);
    void scrollToEnd();
    /// The row's top is to stand there.
    void put(int row, int top);
    enum class Where { nearest, top, middle };
    /// Rather its beginning than its end, if it is higher than the viewport.
    void scrollToRow(int row, Where where);

    // The model's changes.

    void handleReset();
    void handleInserted(int first, int last);
    void handleAboutToBeRemoved(int first, int last);
    void handleRemoved(int first, int last);
    void handleMoved(int from, int count, int to);
    void handleChanged(int first, int last);

private:
    int measure(int row);
    int rowCount() const;
    void holdOn(int row, int above);
    /// The row whose bottom edge is to be at `y`, with what is above it.
    void holdOnAbove(int row, int y);
    void normalize();
    void fill();

    screen::MessageModel* model_ = nullptr;
    std::shared_ptr<const MessageLook> look_;
    int viewHeight_ = 0;
    MessageHeights heights_;
    MessageLayoutCache cache_;

    bool follows_ = true;
    int front_ = 0;
    bool sticksToEnd_ = true;
    QPersistentModelIndex anchor_;
    int above_ = 0; ///< of the anchor's height, above the viewport; negative: the list does not fill it
    std::vector<Placed> placed_;
    bool isPlaced_ = false;
};

} // namespace hubbub::gui
