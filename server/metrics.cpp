#include "server/metrics.h"

#include <algorithm>

namespace hubbub::server {

namespace {

/// What the names of a family differ by.
std::string_view labelOf(const FigureKind& kind)
{
    return kind.name == "drop.*" ? "reason" : "code";
}

std::string metricName(const FigureKind& kind)
{
    std::string name(kind.prefix());
    if (kind.isFamily())
        name.pop_back();
    std::ranges::replace_if(
        name, [](char letter) { return letter == '.' || letter == '-'; }, '_');
    if (!kind.unit.empty() && !name.ends_with(kind.unit))
        name += '_' + std::string(kind.unit);
    return "hubbub_" + name + (kind.type == FigureType::counter ? "_total" : "");
}

} // namespace

std::string metricsText(const Figures& figures)
{
    std::string text;
    const FigureKind* before = nullptr;
    for (const auto& [name, value] : figures) {
        const FigureKind* const kind = figureKindOf(name);
        if (kind == nullptr)
            continue;
        const std::string metric = metricName(*kind);
        if (std::exchange(before, kind) != kind) {
            text += "# HELP " + metric + ' ' + std::string(kind->meaning) + '\n';
            text += "# TYPE " + metric + (kind->type == FigureType::counter ? " counter\n" : " gauge\n");
        }
        text += metric;
        if (kind->isFamily())
            text += '{' + std::string(labelOf(*kind)) + "=\"" + name.substr(kind->prefix().size()) + "\"}";
        text += ' ' + std::to_string(value) + '\n';
    }
    return text;
}

} // namespace hubbub::server
