#include "protocol/screen/presence_run.h"

#include <QCoreApplication>

namespace hubbub::screen {

namespace {

struct PresenceText {
    Q_DECLARE_TR_FUNCTIONS(PresenceText)
};

/// Named; the others are counted.
constexpr qsizetype mostNamed = 3;

/// One of the two sentences, if there is anybody.
void tell(QStringList& parts, const QStringList& people, const QString& few, const QString& many)
{
    const QString names = people.mid(0, mostNamed).join(PresenceText::tr(", ", "between names"));
    if (people.size() > mostNamed)
        parts += many.arg(names).arg(people.size() - mostNamed);
    else if (!people.isEmpty())
        parts += few.arg(names);
}

} // namespace

void PresenceRun::add(const QString& name, bool hasJoined)
{
    ++rows_;
    const auto known = people_.find(name);
    if (known != people_.end()) {
        known->joinedLast = hasJoined;
        return;
    }
    people_.insert(name, {hasJoined, hasJoined});
    order_ += name;
}

QString PresenceRun::summary() const
{
    QStringList joined;
    QStringList back;
    QStringList briefly;
    QStringList left;
    for (const QString& name : order_) {
        const Person person = people_.value(name);
        if (person.joinedLast)
            (person.joinedFirst ? joined : back) += name;
        else
            (person.joinedFirst ? briefly : left) += name;
    }
    QStringList parts;
    tell(parts, joined, PresenceText::tr("%1 joined the room", "names"),
         PresenceText::tr("%1 and %L2 more joined the room", "names, count"));
    tell(parts, back, PresenceText::tr("%1 left and came back", "names"),
         PresenceText::tr("%1 and %L2 more left and came back", "names, count"));
    tell(parts, briefly, PresenceText::tr("%1 came and went", "names"),
         PresenceText::tr("%1 and %L2 more came and went", "names, count"));
    tell(parts, left, PresenceText::tr("%1 left the room", "names"),
         PresenceText::tr("%1 and %L2 more left the room", "names, count"));
    return parts.join(PresenceText::tr("; ", "between those who joined and those who left"));
}

} // namespace hubbub::screen
