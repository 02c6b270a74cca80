// Where the person's lines come from: a pipe or file (line_source.h), or a terminal (terminal_input.h).
#pragma once

#include <QObject>

#include <cstdint>
#include <string>

namespace hubbub::cli {

struct InputLine {
    std::uint64_t number = 0; ///< from 1, every line counted
    std::string text;         ///< without its separator; any bytes
    bool isCut = false;       ///< it was longer than anybody may say, and the rest is thrown away
};

class LineInput : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Nothing is read before, nor after pause(); both may be called from within a signal.
    virtual void resume() = 0;
    virtual void pause() = 0;

Q_SIGNALS:
    void lineRead(const hubbub::cli::InputLine& line);
    /// After the last line.
    void ended();
};

} // namespace hubbub::cli
