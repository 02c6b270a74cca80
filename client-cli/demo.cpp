// The script is a list of steps; each waits for what must come of it. The transcript is what the first person
// sees, for they are there from the beginning to the end.

#include "client-cli/demo.h"

#include "client-cli/plain_output.h"
#include "client-cli/programs.h"
#include "client-cli/signal_watch.h"
#include "protocol/qt/event_lines.h"

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace hubbub::cli {

namespace {

struct DemoText {
    Q_DECLARE_TR_FUNCTIONS(DemoText)
};

/// Of one step. A lost connection is noticed within 12 s at the latest; the rest takes milliseconds.
constexpr std::chrono::seconds stepPatience{15};

QString firstName()
{
    return DemoText::tr("Ann", "a name");
}
QString secondName()
{
    return DemoText::tr("Ben", "a name");
}
QString thirdName()
{
    return DemoText::tr("Chloe", "a name");
}

/// The events from `from` on, as lines.
QStringList linesFrom(const std::vector<client::EventNotice>& events, Seq from)
{
    QStringList lines;
    for (const client::EventNotice& event : events) {
        if (event.seq >= from)
            lines += QStringLiteral("%1 %2").arg(event.seq.value).arg(qt::eventLine(event.event));
    }
    return lines;
}

} // namespace

Demo::Demo(std::function<void(const QString&)> print, QObject* parent)
    : QObject(parent),
      print_(std::move(print))
{
    patience_.setSingleShot(true);
    patience_.setInterval(stepPatience);
    connect(&patience_, &QTimer::timeout, this, [this] { fail(DemoText::tr("it did not happen in time")); });
}

Demo::~Demo() = default;

void Demo::start()
{
    if (!folder_.isValid())
        return fail(folder_.errorString());
    writeScript();
    server_ = std::make_unique<DemoServer>(folder_.filePath(QStringLiteral("server")));
    connect(server_.get(), &DemoServer::failed, this, &Demo::fail);
    connect(server_.get(), &DemoServer::ready, this, &Demo::nextStep);
    patience_.start();
    server_->start();
}

void Demo::stop()
{
    fail(DemoText::tr("it was interrupted"));
}

void Demo::writeScript()
{
    steps_.push_back({DemoText::tr("the server starts"), [] {}, [] { return true; }});
    writeMeeting();
    writeTalk();
    writeLoss();
    writeEnd();
}

void Demo::writeMeeting()
{
    steps_.push_back({DemoText::tr("%1 enters").arg(firstName()),
                      [this] {
                          if (auto& person = enter(first_, "first", server_->address()))
                              person->client().join(firstName());
                      },
                      [this] { return first_->isWelcome() && first_->events().size() == 1; }});
    steps_.push_back(
        {DemoText::tr("a second “%1” is refused").arg(firstName()),
         [this] {
             narrate(DemoText::tr("Somebody else wants to enter as %1.").arg(firstName()));
             if (auto& person = enter(second_, "second", server_->address()))
                 person->client().join(firstName());
         },
         [this] { return second_->refusal() && second_->refusal()->code == chat::RefusalCode::nameTaken; }});
    steps_.push_back({DemoText::tr("%1 enters").arg(secondName()),
                      [this] {
                          narrate(DemoText::tr("Refused: %1").arg(qt::refusalText(*second_->refusal())));
                          second_->client().join(secondName());
                      },
                      [this] { return second_->isWelcome() && first_->events().size() == 2; }});
    steps_.push_back({DemoText::tr("%1 enters").arg(thirdName()),
                      [this] {
                          chat::ServerAddress behindRelay = server_->address();
                          behindRelay.port = relay_.open(behindRelay.port);
                          if (auto& person = enter(third_, "third", behindRelay))
                              person->client().join(thirdName());
                      },
                      [this] { return third_->isWelcome() && haveAllSeen(3); }});
}

void Demo::writeTalk()
{
    steps_.push_back({DemoText::tr("everybody hears what the others say"),
                      [this] { first_->say(DemoText::tr("Hello, everyone!")); },
                      [this] { return haveAllSeen(4); }});
    steps_.push_back({DemoText::tr("everybody hears what the others say"),
                      [this] { second_->say(DemoText::tr("Hello! Nice to see you here.")); },
                      [this] { return haveAllSeen(5); }});
    steps_.push_back({DemoText::tr("everybody hears what the others say"),
                      [this] { third_->say(DemoText::tr("Hello!\nA message may have several lines.")); },
                      [this] { return haveAllSeen(6); }});
    steps_.push_back({DemoText::tr("everybody hears the admin"),
                      [this] { server_->type(DemoText::tr("Maintenance tonight at 8 pm.")); },
                      [this] { return haveAllSeen(7); }});
}

void Demo::writeLoss()
{
    steps_.push_back({DemoText::tr("%1's client notices that the connection is lost").arg(thirdName()),
                      [this] {
                          narrate(
                              DemoText::tr("%1 loses the network, and goes on writing.").arg(thirdName()));
                          relay_.setCut(true);
                          third_->say(DemoText::tr("Can you hear me?"));
                      },
                      [this] { return third_->link() == client::LinkState::lost; }});
    steps_.push_back(
        {DemoText::tr("the others talk on"),
         [this] {
             narrate(DemoText::tr("%1's client says: connection lost, trying again.").arg(thirdName()));
             first_->say(DemoText::tr("%1 has become quiet.").arg(thirdName()));
         },
         [this] { return first_->events().size() == 8; }});
    steps_.push_back({DemoText::tr("%1 is found again, and nothing is missing or doubled").arg(thirdName()),
                      [this] {
                          narrate(DemoText::tr("%1 has the network back.").arg(thirdName()));
                          relay_.setCut(false);
                          third_->client().tryNow();
                      },
                      [this] {
                          return third_->link() == client::LinkState::resumed && third_->isConfirmed()
                              && haveAllSeen(9);
                      }});
}

void Demo::writeEnd()
{
    steps_.push_back(
        {DemoText::tr("%1 leaves").arg(secondName()), [this] { second_->client().leave({}, true); },
         [this] {
             return second_->hasEnded() && first_->events().size() == 10 && third_->events().size() >= 10;
         }});
    steps_.push_back({DemoText::tr("all have seen the same"), [] {}, [this] { return didAllSeeTheSame(); }});
}

void Demo::nextStep()
{
    if (isFinished_)
        return;
    isBetweenSteps_ = false;
    if (steps_.empty()) {
        narrate(DemoText::tr("All have seen the same, in the same order. The demo has gone as it should."));
        return finish(ExitCode::done);
    }
    patience_.start();
    steps_.front().action();
    check();
}

/// Called whenever somebody has heard something.
void Demo::check()
{
    printNewEvents();
    if (isFinished_ || isBetweenSteps_ || steps_.empty() || !steps_.front().isDone())
        return;
    steps_.pop_front();
    isBetweenSteps_ = true;
    // Not from within what somebody is being told.
    QMetaObject::invokeMethod(this, &Demo::nextStep, Qt::QueuedConnection);
}

void Demo::fail(const QString& why)
{
    if (isFinished_)
        return;
    const QString what = steps_.empty() ? QString() : steps_.front().what;
    complain(DemoText::tr("The demo failed at “%1”: %2.").arg(what, why));
    finish(ExitCode::usage);
}

void Demo::finish(ExitCode code)
{
    isFinished_ = true;
    patience_.stop();
    Q_EMIT finished(code);
}

std::unique_ptr<DemoPerson>& Demo::enter(std::unique_ptr<DemoPerson>& person, const char* folder,
                                         const chat::ServerAddress& server)
{
    auto created = DemoPerson::create(folder_.filePath(QLatin1String(folder)), server, entropy_);
    if (!created) {
        fail(shown(created.error().context));
        return person;
    }
    person = std::move(*created);
    connect(person.get(), &DemoPerson::heard, this, &Demo::check);
    connect(person.get(), &DemoPerson::failed, this, &Demo::fail);
    return person;
}

void Demo::narrate(const QString& text)
{
    print_(QStringLiteral("-- ") + text);
}

bool Demo::haveAllSeen(std::size_t events) const
{
    const auto lastOf = [](const DemoPerson& person) {
        return person.events().empty() ? Seq{} : person.events().back().seq;
    };
    const Seq last = lastOf(*first_);
    return first_->events().size() == events && lastOf(*second_) == last && lastOf(*third_) == last;
}

/// From the third one's entering to the second one's leaving everybody was there.
bool Demo::didAllSeeTheSame() const
{
    const auto& thirds = third_->events();
    const auto joined =
        std::ranges::find_if(thirds, [](const client::EventNotice& event) { return event.own; });
    if (joined == thirds.end())
        return false;
    const QStringList seen = linesFrom(first_->events(), joined->seq);
    QStringList seenBySecond = linesFrom(second_->events(), joined->seq);
    // Whether one is told one's own leave depends on which comes first, the leave or the end.
    if (seenBySecond.size() + 1 == seen.size())
        seenBySecond += seen.last();
    return seen == linesFrom(thirds, joined->seq) && seen == seenBySecond;
}

void Demo::printNewEvents()
{
    for (; first_ && printed_ < first_->events().size(); ++printed_)
        print_(qt::eventLine(first_->events()[printed_].event));
}

int runDemo()
{
    SignalWatch signalWatch;
    OutputStream out(STDOUT_FILENO);
    int result = 0;
    {
        Demo demo([&out](const QString& line) { out.write(line.toUtf8() + '\n'); });
        QObject::connect(&signalWatch, &SignalWatch::stopRequested, &demo, &Demo::stop);
        const auto end = [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); };
        QObject::connect(&demo, &Demo::finished, QCoreApplication::instance(), end);
        QObject::connect(&out, &OutputStream::broken, QCoreApplication::instance(),
                         [end] { end(ExitCode::usage); });
        QMetaObject::invokeMethod(&demo, &Demo::start, Qt::QueuedConnection);
        result = QCoreApplication::exec();
    }
    return finishOutput(out, result);
}

} // namespace hubbub::cli
