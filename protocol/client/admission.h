// The person's wish to be in the room, and how far it has come in this session.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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
    /// `name` is how the server writes it as of `head`. Who has taken over does not do so again by itself.
    void handleWelcome(std::string name, Seq head);
    /// That is the name from there on, unless a newer one is known: results and events come on streams of
    /// their own, and who comes back asks for the last name that is known.
    void handleRenamed(std::string_view name, Seq from);

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
    Seq nameFrom_;
    bool takeOver_ = false;
};

} // namespace hubbub::client
