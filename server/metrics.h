// The figures in Prometheus' text format, version 0.0.4.
#pragma once

#include "server/core/statistics.h"

#include <string>

namespace hubbub::server {

inline constexpr std::string_view metricsType = "text/plain; version=0.0.4; charset=utf-8";

/// Each figure of the table as `hubbub_…` with its HELP and TYPE; counters end in `_total`, and those of a
/// family are told apart by a label.
std::string metricsText(const Figures& figures);

} // namespace hubbub::server
