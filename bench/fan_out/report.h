// What was measured: rows of named figures, printed as they come and kept for the JSON file.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace hubbub::bench {

struct Figure {
    std::string name; ///< with its unit, as in the JSON file: `server_cpu_ms`
    double value = 0;
};
struct Row {
    std::string measurement; ///< `saturation`
    std::string what;        ///< `aes-256-gcm, 64 in flight`
    std::vector<Figure> figures;
};

class Report {
public:
    /// Prints it, with the names above where they differ from the row's before.
    void add(Row row);
    void note(std::string name, std::string value) { notes_.emplace_back(std::move(name), std::move(value)); }
    /// False if the file cannot be written.
    bool writeJson(const std::string& path) const;

private:
    std::vector<std::pair<std::string, std::string>> notes_;
    std::vector<Row> rows_;
};

double median(std::vector<double> values);

} // namespace hubbub::bench
