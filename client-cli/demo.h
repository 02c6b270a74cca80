// hubbub demo: a whole room on this machine. Three people meet, one of them is refused a name, the admin
// speaks, one loses the connection and finds it again, one leaves; what everybody saw is checked.
#pragma once

#include "client-cli/demo_person.h"
#include "client-cli/demo_relay.h"
#include "client-cli/demo_server.h"
#include "client-cli/exit_code.h"
#include "protocol/crypto/identity.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace hubbub::cli {

class Demo final : public QObject {
    Q_OBJECT

public:
    /// `print` gets the transcript, line by line.
    explicit Demo(std::function<void(const QString&)> print, QObject* parent = nullptr);
    ~Demo() override;

    void start();
    /// Ends at once, cleaning up.
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    /// Something is done, then something must come of it within a time.
    struct Step {
        QString what; ///< for people, if it does not
        std::function<void()> action;
        std::function<bool()> isDone;
    };

    void writeScript();
    void writeMeeting();
    void writeTalk();
    void writeLoss();
    void writeEnd();
    void nextStep();
    void check();
    void fail(const QString& why);
    void finish(ExitCode code);

    std::unique_ptr<DemoPerson>& enter(std::unique_ptr<DemoPerson>& person, const char* folder,
                                       const chat::ServerAddress& server);
    void narrate(const QString& text);
    /// All three have seen this many events since the talk began, whatever they are.
    bool haveAllSeen(std::size_t events) const;
    bool didAllSeeTheSame() const;
    void printNewEvents();

    std::function<void(const QString&)> print_;
    QTemporaryDir folder_;
    crypto::SystemEntropy entropy_;
    DemoRelay relay_;
    std::unique_ptr<DemoServer> server_;
    std::unique_ptr<DemoPerson> first_;
    std::unique_ptr<DemoPerson> second_;
    std::unique_ptr<DemoPerson> third_;
    std::deque<Step> steps_;
    QTimer patience_;
    std::size_t printed_ = 0;
    bool isBetweenSteps_ = true;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
