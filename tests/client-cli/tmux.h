// A real terminal for tests: one window of a tmux server of its own, typed into and looked at.
#pragma once

#include "tests/client-cli/processes.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hubbub::test {

class Tmux {
public:
    Tmux() = default;
    Tmux(const Tmux&) = delete;
    Tmux& operator=(const Tmux&) = delete;
    ~Tmux() { run({QStringLiteral("kill-server")}); }

    static bool isThere() { return !QStandardPaths::findExecutable(QStringLiteral("tmux")).isEmpty(); }

    /// A shell's command line.
    bool start(const QString& command, int columns, int rows)
    {
        run({QStringLiteral("-f"), QStringLiteral("/dev/null"), QStringLiteral("new-session"),
             QStringLiteral("-d"), QStringLiteral("-x"), QString::number(columns), QStringLiteral("-y"),
             QString::number(rows), command});
        return !run({QStringLiteral("list-sessions")}).isEmpty();
    }
    /// Until the program has been told.
    bool resize(int columns, int rows)
    {
        run({QStringLiteral("resize-window"), QStringLiteral("-x"), QString::number(columns),
             QStringLiteral("-y"), QString::number(rows)});
        const QByteArray terminal = ask("pane_tty").toLocal8Bit();
        return QTest::qWaitFor(
            [&] {
                winsize size{};
                const int descriptor = ::open(terminal.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
                const bool isKnown = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0;
                ::close(descriptor);
                return isKnown && size.ws_col == columns && size.ws_row == rows;
            },
            patienceMilliseconds);
    }
    void type(const QString& text)
    {
        run({QStringLiteral("send-keys"), QStringLiteral("-l"), QStringLiteral("--"), text});
    }
    /// In tmux's words: Enter, C-c, ….
    void press(const char* key) { run({QStringLiteral("send-keys"), QLatin1String(key)}); }
    /// As terminals do it: in brackets, if the program has asked for them.
    void paste(const QString& text)
    {
        run({QStringLiteral("set-buffer"), QStringLiteral("--"), text});
        run({QStringLiteral("paste-buffer"), QStringLiteral("-p")});
    }
    /// In tmux's words: alternate_on, pane_title, ….
    QString ask(const char* what) { return told(QStringLiteral("#{%1}").arg(QLatin1String(what))); }
    /// All rows of the screen.
    QStringList allRows()
    {
        QStringList rows =
            run({QStringLiteral("capture-pane"), QStringLiteral("-p")}).split(QLatin1Char('\n'));
        rows.removeLast(); // each ends with its newline
        return rows;
    }
    /// The rows on the screen that are not empty, without the spaces at their ends.
    QStringList rows()
    {
        return run({QStringLiteral("capture-pane"), QStringLiteral("-p")})
            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    /// Also those that have left the screen at its top.
    QStringList rowsWithHistory()
    {
        return run({QStringLiteral("capture-pane"), QStringLiteral("-p"), QStringLiteral("-S"),
                    QStringLiteral("-")})
            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    /// Until the last rows are these.
    bool waitForRows(const QStringList& wanted)
    {
        QStringList shown;
        const bool isIt = QTest::qWaitFor(
            [&] {
                shown = rows();
                return shown.mid(shown.size() - wanted.size()) == wanted;
            },
            patienceMilliseconds);
        if (!isIt)
            qWarning("shown:\n%s\nwanted last:\n%s", qPrintable(shown.join(QLatin1Char('\n'))),
                     qPrintable(wanted.join(QLatin1Char('\n'))));
        return isIt;
    }
    /// Until the cursor is there; both are counted from 0.
    bool waitForCursor(int row, int column)
    {
        const QString wanted = QStringLiteral("%1 %2").arg(row).arg(column);
        return QTest::qWaitFor([&] { return told(QStringLiteral("#{cursor_y} #{cursor_x}")) == wanted; },
                               patienceMilliseconds);
    }
    /// Until there is a row that begins so.
    bool waitForRow(const QString& beginning)
    {
        return QTest::qWaitFor([&] { return count(beginning) > 0; }, patienceMilliseconds);
    }
    qsizetype count(const QString& beginning)
    {
        const QStringList all = rows();
        return std::count_if(all.begin(), all.end(),
                             [&](const QString& row) { return row.startsWith(beginning); });
    }

private:
    /// A format in tmux's words, with what it stands for.
    QString told(const QString& format)
    {
        return run({QStringLiteral("display-message"), QStringLiteral("-p"), format}).trimmed();
    }
    QString run(const QStringList& words)
    {
        QProcess tmux;
        tmux.start(QStringLiteral("tmux"), QStringList{QStringLiteral("-u"), QStringLiteral("-S"),
                                                       folder_.filePath(QStringLiteral("socket"))}
                                               + words);
        tmux.waitForFinished(patienceMilliseconds);
        return QString::fromUtf8(tmux.readAllStandardOutput());
    }

    QTemporaryDir folder_;
};

} // namespace hubbub::test
