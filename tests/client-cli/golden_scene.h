// A scene in a room, seen by one person on the whole of a real terminal, and compared with what was recorded.
// Every wait is for something to be seen; nothing sleeps.
#pragma once

#include "tests/client-cli/tmux.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <array>
#include <csignal>
#include <memory>
#include <span>
#include <utility>

namespace hubbub::test {

/// What a terminal shows, without what is another in every run: the time of day, dates, how long a datagram
/// takes, when the link is tried next. Whatever is masked keeps its place and its width.
class MaskedScreen {
public:
    /// The number of columns that a terminal gives to this text, as far as these scenes need it.
    static int columnsOf(const QString& text)
    {
        int columns = 0;
        for (const QChar character : text) {
            if (!character.isMark())
                columns += character.unicode() >= 0x2e80 ? 2 : 1;
        }
        return columns;
    }

    static QString masked(QString row)
    {
        static const QRegularExpression time(QStringLiteral("^\\d\\d:\\d\\d "));
        static const QRegularExpression day(QStringLiteral("^(─+ [^─]*\\d[^─]* ─+)(.*)$"));
        static const QRegularExpression roundTrip(
            QStringLiteral("(connected|已连接)[,，][^·]*?(?:ms|毫秒|…)"));
        static const QRegularExpression trial(QStringLiteral("(lost: trying again|连接中断：).*$"));
        row.replace(time, QStringLiteral("hh:mm "));
        if (const auto match = day.match(row); match.hasMatch()) {
            const QString left = QStringLiteral("── (date) ");
            row = left + QString(columnsOf(match.captured(1)) - columnsOf(left), QChar(u'─'))
                + match.captured(2);
        }
        if (const auto match = roundTrip.match(row); match.hasMatch()) {
            const QString rest = row.mid(match.capturedEnd());
            const int freed = columnsOf(match.captured(0)) - columnsOf(match.captured(1));
            row = row.left(match.capturedStart()) + match.captured(1)
                + (rest.isEmpty() ? QString() : QString(freed, QChar::Space) + rest);
        }
        return row.replace(trial, QStringLiteral("\\1…"));
    }

    /// Every row, the title, and where the cursor is.
    static QString of(Tmux& tmux)
    {
        QStringList rows = tmux.allRows();
        for (QString& row : rows) {
            row = masked(row);
            while (row.endsWith(QChar::Space))
                row.chop(1);
        }
        rows += QStringLiteral("title: ") + tmux.ask("pane_title");
        rows += QStringLiteral("cursor: row %1, column %2").arg(tmux.ask("cursor_y"), tmux.ask("cursor_x"));
        return rows.join(QLatin1Char('\n')) + QLatin1Char('\n');
    }
};

class GoldenScene {
public:
    GoldenScene(QString language, QSize size) : language_(std::move(language)), size_(size)
    {
        CHECK(server.start({QStringLiteral("--room"), QStringLiteral("Tea")}));
    }

    /// Before the folder goes: the program would write on into it while it leaves.
    ~GoldenScene()
    {
        QFile file(pidFile());
        const pid_t pid = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        if (pid > 0 && ::kill(pid, SIGKILL) == 0
            && !QTest::qWaitFor([pid] { return ::kill(pid, 0) != 0; }, patienceMilliseconds))
            qWarning("process %d does not end", static_cast<int>(pid));
    }
    Q_DISABLE_COPY_MOVE(GoldenScene)

    bool isChinese() const { return language_ == QLatin1String("zh_CN"); }
    QString in(const char* english, const char* chinese) const
    {
        return QString::fromUtf8(isChinese() ? chinese : english);
    }

    /// The program, before it has a name, unless `more` gives one.
    bool starts(const QString& more = {})
    {
        // What is told of a server at first sight holds its key, which is another in every run. Noon is far
        // from midnight, where another date would come between.
        const int behindNoon = QDateTime::currentDateTimeUtc().time().hour() - 12;
        const QString hubbub =
            QStringLiteral("%1 %2 --profile %3")
                .arg(program("hubbub"), server.address(), folder.filePath(QStringLiteral("me")));
        const QString line = hubbub + QStringLiteral(" --lang ") + language_ + QLatin1Char(' ') + more;
        return tmux.start(QString(hubbub).replace(QStringLiteral("/hubbub "), QStringLiteral("/hubbub ping "))
                              + QStringLiteral(" >/dev/null; TZ=TST%1 sh -c 'echo $$ >%2; exec %3'; exec cat")
                                    .arg(behindNoon)
                                    .arg(pidFile(), line),
                          size_.width(), size_.height());
    }
    /// In the room as 小明.
    bool enters() { return starts(QStringLiteral("--name 小明")) && sees(in("小明 joined", "小明 进入了")); }
    bool sees(const QString& part)
    {
        return QTest::qWaitFor([&] { return MaskedScreen::of(tmux).contains(part); }, patienceMilliseconds);
    }
    void typesLine(const QString& text)
    {
        tmux.type(text);
        tmux.press("Enter");
    }

    /// Somebody else, in the room.
    Client& person(const QString& name)
    {
        people_.push_back(std::make_unique<Client>());
        Client& client = *people_.back();
        client.join(server, folder.filePath(QStringLiteral("person%1").arg(people_.size())), name,
                    {QStringLiteral("--multiline")});
        CHECK(!client.waitFor("welcome").isEmpty());
        return client;
    }
    /// Until it is in the log.
    static bool says(Client& client, const QByteArray& text)
    {
        const auto before = client.objects("sent").size();
        client.type(text + '\0');
        return !client.waitForLine([&](const QString&) { return client.objects("sent").size() > before; })
                    .isEmpty();
    }

    /// The whole screen as it was recorded under this name, language and size; with HUBBUB_RECORD=1 in the
    /// environment it is recorded.
    bool looksLike(const char* name)
    {
        const QString path = QStringLiteral(HUBBUB_SOURCE_DIR "/tests/client-cli/screens/%1.%2.%3x%4.txt")
                                 .arg(QLatin1String(name), language_)
                                 .arg(size_.width())
                                 .arg(size_.height());
        return qEnvironmentVariableIsSet("HUBBUB_RECORD") ? record(path) : compare(path);
    }

    QTemporaryDir folder;
    Server server{folder.filePath(QStringLiteral("server"))};
    Tmux tmux;

private:
    QString pidFile() const { return folder.filePath(QStringLiteral("pid")); }
    bool compare(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            qWarning("there is no %s; docs/TESTING.md tells how to record it", qPrintable(path));
            return false;
        }
        const QString wanted = QString::fromUtf8(file.readAll());
        QString shown;
        const bool isIt =
            QTest::qWaitFor([&] { return (shown = MaskedScreen::of(tmux)) == wanted; }, patienceMilliseconds);
        if (!isIt)
            qWarning("shown:\n%s\n%s:\n%s", qPrintable(shown), qPrintable(path), qPrintable(wanted));
        return isIt;
    }
    /// What has stayed the same for a while; whoever records looks at it before it is committed.
    bool record(const QString& path)
    {
        constexpr int quietMilliseconds = 1500;
        QString shown;
        QElapsedTimer quiet;
        const bool isQuiet = QTest::qWaitFor(
            [&] {
                const QString next = MaskedScreen::of(tmux);
                if (std::exchange(shown, next) != next || !quiet.isValid())
                    quiet.start();
                return quiet.elapsed() > quietMilliseconds;
            },
            patienceMilliseconds);
        QFile file(path);
        return isQuiet && file.open(QIODevice::WriteOnly) && file.write(shown.toUtf8()) > 0;
    }

    QString language_;
    QSize size_;
    std::vector<std::unique_ptr<Client>> people_;
};

struct NamedScene {
    const char* name;
    bool (*play)(GoldenScene& scene); ///< false: something was not seen
};

inline void skipWithoutTmux()
{
    if (!Tmux::isThere())
        QSKIP("tmux is not installed");
}

/// Each scene in both languages and sizes, as the rows of a test's data.
inline void addScenes(std::span<const NamedScene> scenes)
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("scene");
    for (std::size_t scene = 0; scene < scenes.size(); ++scene) {
        for (const char* const language : {"en", "zh_CN"}) {
            for (const QSize size : {QSize(80, 24), QSize(40, 10)})
                QTest::addRow("%s, %s, %dx%d", scenes[scene].name, language, size.width(), size.height())
                    << QString::fromLatin1(language) << size << static_cast<int>(scene);
        }
    }
}

/// The one of the row under test.
inline bool playScene(std::span<const NamedScene> scenes)
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(int, scene);
    GoldenScene stage(language, size);
    return scenes[static_cast<std::size_t>(scene)].play(stage);
}

} // namespace hubbub::test
