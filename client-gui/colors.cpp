#include "client-gui/colors.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace hubbub::gui {

namespace {

constexpr int hues = 360;

double leastContrast = readableContrast;

/// WCAG 2.1, "relative luminance".
double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// FNV-1a: few names in a room, so that nothing stronger is needed, and the same on every machine.
std::uint32_t hashOf(const QString& name)
{
    std::uint32_t hash = 2166136261U;
    const QByteArray bytes = name.toUtf8();
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 16777619U;
    }
    // The last letter hardly moves the hue otherwise, and people are called 学生1, 学生2, … The finisher of
    // MurmurHash3 (Austin Appleby) spreads it over all bits.
    hash ^= hash >> 16;
    hash *= 0x85ebca6bU;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35U;
    return hash ^ (hash >> 16);
}

} // namespace

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor& one, const QColor& other, double share)
{
    const auto channel = [share](float a, float b) {
        return static_cast<float>(static_cast<double>(a) * share + static_cast<double>(b) * (1 - share));
    };
    return QColor::fromRgbF(channel(one.redF(), other.redF()), channel(one.greenF(), other.greenF()),
                            channel(one.blueF(), other.blueF()));
}

void demandContrast(double least)
{
    leastContrast = least;
}

QColor readable(const QColor& wanted, const QColor& background)
{
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    const QColor goal = contrast(black, background) >= contrast(white, background) ? black : white;
    constexpr int steps = 20;
    for (int step = 0; step < steps; ++step) {
        const QColor tried = mixed(goal, wanted, static_cast<double>(step) / steps);
        if (contrast(tried, background) >= leastContrast)
            return tried;
    }
    return goal;
}

QColor nameColor(const QString& name, const QColor& background)
{
    const int hue = static_cast<int>(hashOf(name) % hues);
    const bool isDark = luminance(background) < 0.2;
    return readable(QColor::fromHsl(hue, isDark ? 170 : 190, isDark ? 165 : 95), background);
}

QColor dimmed(const QColor& text, const QColor& background)
{
    return readable(mixed(text, background, 0.6), background);
}

QColor toneColor(Tone tone, const QColor& background)
{
    switch (tone) {
    case Tone::good:
        return readable(QColor(0x2e, 0x9e, 0x4f), background);
    case Tone::waiting:
        return readable(QColor(0xb3, 0x6b, 0x00), background);
    case Tone::bad:
        return readable(QColor(0xd0, 0x2c, 0x2c), background);
    case Tone::announcement:
        return readable(QColor(0x1f, 0x6f, 0xc4), background);
    }
    return background;
}

} // namespace hubbub::gui
