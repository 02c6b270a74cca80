#include "protocol/screen/catch_up.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/mention.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace hubbub::screen {

namespace {

struct CatchUpText {
    Q_DECLARE_TR_FUNCTIONS(CatchUpText)
};

} // namespace

void CatchUp::begin(Seq readUpTo, Seq head)
{
    clear();
    readUpTo_ = readUpTo;
    head_ = readUpTo == Seq{} ? Seq{} : head;
}

void CatchUp::add(const client::EventNotice& notice, const QString& ownName)
{
    if (notice.seq > head_)
        return;
    // Numbers with nothing to show may be what lies between; then too much is left open, not too little.
    if (!std::exchange(isBegun_, true))
        isWhole_ = notice.seq <= from();
    const QString name = qt::fromUtf8(notice.event.name);
    if (notice.seq <= readUpTo_ || notice.own || name == ownName)
        return;
    if (std::holds_alternative<chat::Message>(notice.event.what)) {
        ++messages_;
        mentions_ += screen::mentions(qt::messageText(notice.event), ownName) ? 1 : 0;
    } else if (std::holds_alternative<chat::Announcement>(notice.event.what)) {
        ++announcements_;
    } else if (people_.isFull()) {
        return;
    } else if (std::holds_alternative<chat::Joined>(notice.event.what)) {
        people_.addJoined(qt::shownLine(notice.event.name));
    } else if (std::holds_alternative<chat::Left>(notice.event.what)) {
        people_.addLeft(qt::shownLine(notice.event.name));
    }
}

QString CatchUp::text() const
{
    QStringList parts;
    const auto add = [&](int count, const QString& exactly, const QString& atLeast) {
        if (count > 0)
            parts += (isWhole_ ? exactly : atLeast).arg(count);
    };
    add(messages_, CatchUpText::tr("New messages: %L1"), CatchUpText::tr("New messages: at least %L1"));
    add(mentions_, CatchUpText::tr("mentioning you: %L1"), CatchUpText::tr("mentioning you: at least %L1"));
    add(announcements_, CatchUpText::tr("notices: %L1"), CatchUpText::tr("notices: at least %L1"));
    if (people_.rows() > 0)
        parts += people_.summary();
    return parts.join(CatchUpText::tr(" · ", "between the parts of a summary"));
}

} // namespace hubbub::screen
