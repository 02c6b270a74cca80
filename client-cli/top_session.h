// `hubbub admin top`: the members of a room with what the server knows of their links, anew each second on a
// terminal, in the manner of top(1); once where there is none.
#pragma once

#include "client-cli/exit_code.h"
#include "client-cli/terminal/terminal_screen.h"
#include "client-cli/terminal/top_table.h"
#include "protocol/qt/room_client.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace hubbub::cli {

/// The table in lines, where there is no screen: those longest idle first.
QStringList topTable(const std::vector<chat::MemberFigures>& members);

class TopSession final : public QObject {
    Q_OBJECT

public:
    struct Doors {
        /// A line of the table, where there is no screen.
        std::function<void(const QString&)> print;
        /// What went wrong; on a screen once it is gone.
        std::function<void(const QString&)> complain;
    };
    /// `screen` is open; null: the table is printed once. All must outlive it.
    TopSession(qt::RoomClient& client, terminal::TerminalScreen* screen, terminal::Glyphs glyphs, Doors doors,
               QObject* parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);
    void suspendRequested();

private:
    void ask();
    void handleNotice(const client::Notice& notice);
    void handleFigures(const client::FiguresNotice& notice);
    void handleEnd(const client::EndedNotice& notice);
    void handleKey(const terminal::Key& key);
    void scroll(int rows);
    void draw();
    terminal::Grid frame();
    QString heading() const;
    int tableRows() const;
    void finish(ExitCode code);

    qt::RoomClient& client_;
    terminal::TerminalScreen* screen_;
    terminal::Glyphs glyphs_;
    Doors doors_;
    QTimer nextQuestion_;
    std::vector<terminal::TopRow> rows_;
    terminal::TopSort sort_ = terminal::TopSort::idle;
    int first_ = 0; ///< of the rows that are seen
    bool isAsked_ = false;
    bool hasFigures_ = false;
    bool isStopping_ = false;
    bool isFinished_ = false;
    std::optional<ExitCode> exitCode_;
};

} // namespace hubbub::cli
