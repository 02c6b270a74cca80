// An HTTP port of this machine on which Prometheus reads the figures. A thread of its own speaks HTTP
// (libmicrohttpd); the figures are gathered in the event loop, at most once a second, so that nothing of the
// room is locked.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/result.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

struct MHD_Daemon;

namespace hubbub::server {

class MetricsPort final : public QObject {
    Q_OBJECT

public:
    /// A failure is a sentence: the port is taken, or not for us. `gather` is called in this object's thread.
    static Result<std::unique_ptr<MetricsPort>, Failure> open(const PeerAddress& address,
                                                              std::function<std::string()> gather);
    ~MetricsPort() override;

    PeerAddress address() const { return address_; }

    /// For the thread that speaks HTTP: the figures, gathered anew unless they are younger than a second.
    /// Nothing: the event loop had no time for it.
    std::optional<std::string> text();

private:
    explicit MetricsPort(std::function<std::string()> gather) : gather_(std::move(gather)) {}
    void gather();

    std::function<std::string()> gather_;
    PeerAddress address_;
    MHD_Daemon* daemon_ = nullptr;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::string text_;            // guarded by mutex_, as all below
    std::int64_t gatheredAt_ = 0; ///< on the steady clock, ns; 0: never
    bool isAsked_ = false;
    bool isClosing_ = false;
};

} // namespace hubbub::server
