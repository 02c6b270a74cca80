#include "protocol/client/admission.h"

#include <utility>

namespace hubbub::client {

void Admission::want(std::string name, bool takeOver)
{
    step_ = Step::wanted;
    notBefore_ = {};
    name_ = std::move(name);
    takeOver_ = takeOver;
}

void Admission::drop()
{
    step_ = Step::unwanted;
}

void Admission::handleNewSession()
{
    if (step_ == Step::unwanted)
        return;
    step_ = Step::wanted;
    notBefore_ = {};
}

void Admission::handlePostponed(Instant when)
{
    step_ = Step::wanted;
    notBefore_ = when;
}

void Admission::handleWelcome(std::string name, Seq head)
{
    step_ = Step::welcome;
    name_ = std::move(name);
    nameFrom_ = head;
    takeOver_ = false;
}

void Admission::handleRenamed(std::string_view name, Seq from)
{
    if (step_ != Step::welcome || from <= nameFrom_)
        return;
    name_ = name;
    nameFrom_ = from;
}

std::optional<Instant> Admission::deadline() const
{
    if (step_ != Step::wanted)
        return std::nullopt;
    return notBefore_;
}

} // namespace hubbub::client
