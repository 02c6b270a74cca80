// An input as a program: what an end that is alive is sent, and what else happens meanwhile, one step after
// another. Any bytes are a program; a recorder writes them from a real conversation.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/time.h"

#include <algorithm>

namespace hubbub::fuzz {

enum class Step : Byte {
    payload,  ///< frames, sealed with the right keys; length and bytes follow
    record,   ///< a record in its turn on a stream; stream, length and bytes follow
    time,     ///< 1 ms << n (n below 16) goes by; n follows
    datagram, ///< as it stands; length and bytes follow
    act,      ///< something the end's owner does; a number follows
    count
};

class ProgramReader {
public:
    explicit ProgramReader(ByteView program) : rest_(program) {}

    /// So that no input takes long: what stands behind is ignored.
    static constexpr int mostSteps = 300;
    bool atEnd() const { return rest_.empty() || steps_ >= mostSteps; }
    Step step()
    {
        ++steps_;
        return static_cast<Step>(number() % static_cast<unsigned>(Step::count));
    }
    /// 0 at the end.
    unsigned number()
    {
        if (rest_.empty())
            return 0;
        const unsigned value = rest_.front();
        rest_ = rest_.subspan(1);
        return value;
    }
    ByteView bytes()
    {
        const std::size_t low = number();
        const std::size_t length = std::min(low | std::size_t{number()} << 8U, rest_.size());
        const ByteView bytes = rest_.first(length);
        rest_ = rest_.subspan(length);
        return bytes;
    }
    Duration duration() { return 1ms * (1 << number() % 16); }

private:
    ByteView rest_;
    int steps_ = 0;
};

class ProgramWriter {
public:
    void payload(ByteView frames)
    {
        begin(Step::payload);
        bytes(frames);
    }
    void record(unsigned stream, ByteView record)
    {
        begin(Step::record);
        number(stream);
        bytes(record);
    }
    void datagram(ByteView datagram)
    {
        begin(Step::datagram);
        bytes(datagram);
    }
    void time(unsigned n)
    {
        begin(Step::time);
        number(n);
    }
    void act(unsigned which)
    {
        begin(Step::act);
        number(which);
    }
    void number(unsigned value) { program_.push_back(static_cast<Byte>(value)); }
    const Bytes& program() const { return program_; }

private:
    void begin(Step step) { number(static_cast<unsigned>(step)); }
    void bytes(ByteView bytes)
    {
        number(static_cast<unsigned>(bytes.size() & 0xffU));
        number(static_cast<unsigned>(bytes.size() >> 8U));
        program_.insert(program_.end(), bytes.begin(), bytes.end());
    }

    Bytes program_;
};

} // namespace hubbub::fuzz
