// What was sent before, to be recalled and sent again.
#pragma once

#include <QStringList>

#include <optional>

namespace hubbub::screen {

class InputHistory {
public:
    static constexpr qsizetype mostKept = 200;

    void add(const QString& text);
    /// The next older one; nothing if there is none.
    std::optional<QString> older();
    /// The next younger one; empty behind the last one; nothing if nothing was recalled.
    std::optional<QString> younger();
    /// What is recalled: as long as it stands unchanged in the input, the arrows go on.
    std::optional<QString> recalled() const;
    void reset() { at_ = kept_.size(); }
    /// Those that hold this in any case, the youngest first, each once.
    QStringList matching(const QString& part) const;

private:
    QStringList kept_; ///< oldest first
    qsizetype at_ = 0; ///< kept_.size(): nothing is recalled
};

} // namespace hubbub::screen
