// The person's wish to be in the room, and how far it has come in this session.
#pragma once

#include "protocol/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hubbub::client {

class Admission {
public:
    /// Under this name; nothing else is wanted any more.
    void want(std::string name, bool takeOver);
    /// The wish was refused, and the person has to choose.
    void drop();

    void handleNewSession();
    void handleAsked() { step_ = Step::asked; }
    /// Once more at `when`.
    void handlePostponed(Instant when);
    /// `name` is how the server writes it. Who has taken over does not do so again by itself.
    void handleWelcome(std::string name);

    bool isWanted() const { return step_ != Step::unwanted; }
    bool isToBeAsked(Instant now) const { return step_ == Step::wanted && now >= notBefore_; }
    bool isWelcome() const { return step_ == Step::welcome; }
    /// Neither admitted nor refused yet.
    bool isPending() const { return step_ == Step::wanted || step_ == Step::asked; }
    std::optional<Instant> deadline() const;
    const std::string& name() const { return name_; }
    bool takesOver() const { return takeOver_; }

private:
    enum class Step : std::uint8_t { unwanted, wanted, asked, welcome };
    Step step_ = Step::unwanted;
    Instant notBefore_{};
    std::string name_;
    bool takeOver_ = false;
};

} // namespace hubbub::client
