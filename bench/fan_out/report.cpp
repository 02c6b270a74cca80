#include "bench/fan_out/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace hubbub::bench {

namespace {

constexpr int whatColumns = 40;

/// Four digits, as much as a measurement is worth.
std::string numberText(double value)
{
    std::string text(32, '\0');
    const int places =
        value != 0 ? std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 4) : 0;
    const int length = std::snprintf(text.data(), text.size(), "%.*f", places, value);
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string quoted(const std::string& text)
{
    std::string quotedText = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\')
            quotedText += '\\';
        quotedText += static_cast<unsigned char>(each) < 0x20 ? ' ' : each;
    }
    return quotedText + '"';
}

int columns(const std::string& name)
{
    return static_cast<int>(std::max<std::size_t>(name.size(), 7) + 2);
}

} // namespace

void Report::add(Row row)
{
    const bool sameNames =
        !rows_.empty() && rows_.back().measurement == row.measurement
        && std::ranges::equal(rows_.back().figures, row.figures, {}, &Figure::name, &Figure::name);
    if (!sameNames) {
        std::printf("\n%-*s", whatColumns, row.measurement.c_str());
        for (const Figure& figure : row.figures)
            std::printf("%*s", columns(figure.name), figure.name.c_str());
        std::printf("\n");
    }
    std::printf("%-*s", whatColumns, row.what.c_str());
    for (const Figure& figure : row.figures)
        std::printf("%*s", columns(figure.name), numberText(figure.value).c_str());
    std::printf("\n");
    std::fflush(stdout);
    rows_.push_back(std::move(row));
}

bool Report::writeJson(const std::string& path) const
{
    std::ofstream file(path);
    file << "{\n";
    for (const auto& [name, value] : notes_)
        file << "  " << quoted(name) << ": " << quoted(value) << ",\n";
    file << "  \"rows\": [";
    for (const Row& row : rows_) {
        file << (&row == rows_.data() ? "\n" : ",\n") << "    {\"measurement\": " << quoted(row.measurement)
             << ", \"what\": " << quoted(row.what);
        for (const Figure& figure : row.figures)
            file << ", " << quoted(figure.name) << ": " << (std::isfinite(figure.value) ? figure.value : 0);
        file << '}';
    }
    file << "\n  ]\n}\n";
    file.flush();
    return file.good();
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace hubbub::bench
