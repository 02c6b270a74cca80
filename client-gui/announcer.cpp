// Qt tells screen readers of announcements as such from 6.8 on (QAccessibleAnnouncementEvent). Before that,
// its AT-SPI bridge passes neither alerts nor live regions on. What it does pass on is that an object is
// shown, and Orca reads what an object with the role of a notification says when it is shown. So there is one
// such object, which is "shown" with each text. It has no urgency; what is urgent is said at once and also of
// a window in the background, what is not waits until the event loop is idle, and many lines are told by
// their number.
#include "client-gui/announcer.h"

#include <QAccessibleObject>
#include <QWidget>

namespace hubbub::gui {

namespace {

/// More at once nobody listens to.
constexpr qsizetype mostSaid = 3;

class AnnouncerAccessible final : public QAccessibleObject {
public:
    explicit AnnouncerAccessible(Announcer& announcer) : QAccessibleObject(&announcer) {}

    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(&announcer().widget());
    }
    QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Notification; }
    QAccessible::State state() const override { return {}; }
    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name ? announcer().text() : QString();
    }

private:
    Announcer& announcer() const { return *static_cast<Announcer*>(object()); }
};

QAccessibleInterface* makeAnnouncer(const QString& /*className*/, QObject* object)
{
    auto* const announcer = qobject_cast<Announcer*>(object);
    return announcer == nullptr ? nullptr : new AnnouncerAccessible(*announcer);
}

} // namespace

Announcer::Announcer(QWidget& widget) : QObject(&widget), widget_(widget)
{
    QAccessible::installFactory(makeAnnouncer); // ignores one that it has
}

void Announcer::announce(const QString& text, Urgency urgency)
{
    if (urgency == Urgency::assertive)
        return say(text, urgency);
    if (polite_.isEmpty())
        QMetaObject::invokeMethod(this, &Announcer::sayPolite, Qt::QueuedConnection);
    polite_ += text;
}

void Announcer::sayPolite()
{
    const QStringList texts = std::exchange(polite_, {});
    if (!widget_.isActiveWindow())
        return;
    say(texts.size() <= mostSaid ? texts.join(QLatin1Char('\n')) : tr("%L1 new messages").arg(texts.size()),
        Urgency::polite);
}

void Announcer::say(const QString& text, Urgency urgency)
{
    text_ = text;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&widget_, text);
    event.setPoliteness(urgency == Urgency::assertive ? QAccessible::AnnouncementPoliteness::Assertive
                                                      : QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
#else
    Q_UNUSED(urgency)
    QAccessibleEvent renamed(this, QAccessible::NameChanged); // or the name of before would be read
    QAccessible::updateAccessibility(&renamed);
    QAccessibleEvent shown(this, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&shown);
#endif
}

} // namespace hubbub::gui
