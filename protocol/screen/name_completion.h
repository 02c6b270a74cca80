// Completes the name before the cursor, or a command at the beginning; asked again at the same place, it goes
// on to the next one that fits. Knows no widget.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace hubbub::screen {

struct CompletedText {
    QString text;
    qsizetype cursor = 0;
    friend bool operator==(const CompletedText&, const CompletedText&) = default;
};

class NameCompletion {
public:
    /// `names` with the likeliest first. Nothing if none fits.
    std::optional<CompletedText> complete(const CompletedText& input, const QStringList& names,
                                          const QStringList& commands);

private:
    void begin(const CompletedText& input, const QStringList& names, const QStringList& commands);
    CompletedText make() const;

    CompletedText typed_;
    qsizetype from_ = 0; ///< where what is completed begins
    QStringList fitting_;
    qsizetype chosen_ = 0;
};

} // namespace hubbub::screen
