#include "protocol/screen/reading_place.h"

#include "protocol/qt/read_marks.h"

#include <chrono>

namespace hubbub::screen {

namespace {

/// What a crash may cost: to see again as unread what was read within this time.
constexpr std::chrono::seconds interval{20};
constexpr QLatin1String file("read-marks");

} // namespace

ReadingPlace::ReadingPlace(qt::Profile& profile, MessageModel& messages, QObject* parent)
    : QObject(parent),
      profile_(profile),
      messages_(messages)
{
    connect(&timer_, &QTimer::timeout, this, &ReadingPlace::keep);
    timer_.start(interval);
}

ReadingPlace::~ReadingPlace()
{
    keep();
}

void ReadingPlace::enter(const PublicKey& server)
{
    if (server == server_)
        return; // the list knows itself how far it was read
    keep();
    server_ = server;
    kept_ = {};
    if (const auto seq = qt::ReadMarks::parse(profile_.kept(file)).find(server)) {
        kept_ = *seq;
        messages_.setReadUpTo(*seq);
    }
}

void ReadingPlace::keep()
{
    const Seq seq = messages_.readUpTo();
    if (!server_ || seq == kept_ || seq == Seq{})
        return;
    kept_ = seq;
    // Another program on this folder may have read on in other rooms.
    qt::ReadMarks marks = qt::ReadMarks::parse(profile_.kept(file));
    marks.set(*server_, seq);
    profile_.keep(file, marks.text());
}

} // namespace hubbub::screen
