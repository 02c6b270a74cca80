// Standard input as lines, when it is no terminal or the person wants it plain. Reads only as fast as its
// lines are taken, so that a long file costs no memory.
#pragma once

#include "client-cli/line_splitter.h"

#include <QSocketNotifier>

namespace hubbub::cli {

class LineSource final : public LineInput {
    Q_OBJECT

public:
    /// Does not own the descriptor, and leaves its flags alone: others may share it.
    LineSource(int descriptor, LineSplitter::Separator separator, QObject* parent = nullptr);

    void resume() override;
    void pause() override;

private:
    void readAvailable();
    void deliver();

    int descriptor_;
    LineSplitter splitter_;
    QSocketNotifier readable_;
    bool isPaused_ = true;
    bool isDelivering_ = false;
    bool isAtEnd_ = false;
    bool isEndTold_ = false;
};

} // namespace hubbub::cli
