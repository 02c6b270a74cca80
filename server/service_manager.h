// What systemd, or whatever started us in its manner (sd_notify(3)), is told of the state of the service.
// Where nobody asked to be told, nothing happens.
#pragma once

#include <string_view>

namespace hubbub::server {

/// `READY=1`, `STOPPING=1`, …; several with newlines between them.
void tellServiceManager(std::string_view state);

} // namespace hubbub::server
