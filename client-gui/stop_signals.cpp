#include "client-gui/stop_signals.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace hubbub::gui {

namespace {

constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};

/// A handler can reach nothing but globals: it writes a byte here, and the event loop reads it at the other
/// end.
std::array<int, 2> stopPipe = {-1, -1};

void onStopSignal(int /*signal*/)
{
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto ignored = ::write(stopPipe[1], &byte, 1);
    errno = saved;
}

} // namespace

StopSignals::StopSignals(QObject* parent) : QObject(parent), readable_(QSocketNotifier::Read)
{
    CHECK(stopPipe[0] < 0 && ::pipe2(stopPipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    readable_.setSocket(stopPipe[0]);
    readable_.setEnabled(true);
    connect(&readable_, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        while (::read(stopPipe[0], bytes.data(), bytes.size()) > 0) {
        }
        Q_EMIT stopRequested();
    });
    for (const int signal : signals)
        std::signal(signal, onStopSignal);
}

StopSignals::~StopSignals()
{
    for (const int signal : signals)
        std::signal(signal, SIG_DFL);
    readable_.setEnabled(false);
    for (int& end : stopPipe) {
        ::close(end);
        end = -1;
    }
}

} // namespace hubbub::gui
