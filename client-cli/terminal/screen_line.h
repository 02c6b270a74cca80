// One row of text with its looks, not yet placed on the screen.
#pragma once

#include "client-cli/terminal/cluster.h"
#include "client-cli/terminal/style.h"

#include <vector>

namespace hubbub::terminal {

struct StyledCluster {
    Cluster cluster;
    Style style;
};

class ScreenLine {
public:
    void add(const QString& text, Style style, Glyphs glyphs)
    {
        for (const Cluster& cluster : clustersOf(text, glyphs))
            add({cluster, style});
    }
    void add(const StyledCluster& cluster)
    {
        columns_ += cluster.cluster.columns;
        clusters_.push_back(cluster);
    }
    void addSpaces(int count) { add(QString(count, QChar::Space), {}, Glyphs::unicode); }

    int columns() const { return columns_; }
    const std::vector<StyledCluster>& clusters() const { return clusters_; }
    /// Without its looks.
    QString text() const
    {
        QString text;
        for (const StyledCluster& each : clusters_)
            text += each.cluster.text;
        return text;
    }

private:
    std::vector<StyledCluster> clusters_;
    int columns_ = 0;
};

} // namespace hubbub::terminal
