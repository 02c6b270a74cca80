#include "protocol/screen/presence_run.h"

#include <QCoreApplication>

namespace hubbub::screen {

namespace {

struct PresenceText {
    Q_DECLARE_TR_FUNCTIONS(PresenceText)
};

/// Named; the others are counted.
constexpr qsizetype mostNamed = 3;

} // namespace

void PresenceRun::People::add(const QString& name)
{
    if (all_.contains(name))
        return;
    all_.insert(name);
    if (first_.size() < mostNamed)
        first_ += name;
}

QString PresenceRun::People::names() const
{
    return first_.join(PresenceText::tr(", ", "between names"));
}

QString PresenceRun::summary() const
{
    const auto others = [](const People& people) { return people.count() - mostNamed; };
    QStringList parts;
    if (joined_.count() > mostNamed)
        parts += PresenceText::tr("%1 and %L2 more joined the room", "names, count")
                     .arg(joined_.names())
                     .arg(others(joined_));
    else if (joined_.count() > 0)
        parts += PresenceText::tr("%1 joined the room", "names").arg(joined_.names());
    if (left_.count() > mostNamed)
        parts += PresenceText::tr("%1 and %L2 more left the room", "names, count")
                     .arg(left_.names())
                     .arg(others(left_));
    else if (left_.count() > 0)
        parts += PresenceText::tr("%1 left the room", "names").arg(left_.names());
    return parts.join(PresenceText::tr("; ", "between those who joined and those who left"));
}

} // namespace hubbub::screen
