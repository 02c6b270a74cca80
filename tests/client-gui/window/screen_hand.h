// Hands and eyes at a real X server: keys go to whichever window has the focus, and what is seen is what the
// screen shows. Needs xdotool.
#pragma once

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QScreen>

namespace hubbub::screen::test {

class ScreenHand {
public:
    /// Without a window manager nobody else gives a window the focus. False if there is no window of this
    /// name (a regular expression) yet.
    static bool focus(const QString& name)
    {
        const QString found =
            run({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), name});
        const QString window = found.section(QLatin1Char('\n'), -1);
        if (window.isEmpty())
            return false;
        run({QStringLiteral("windowfocus"), QStringLiteral("--sync"), window});
        return true;
    }
    static void press(const QString& keys) { run({QStringLiteral("key"), keys}); }
    static void type(const QString& ascii)
    {
        run({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("5"), ascii});
    }
    /// What has no key: as it comes from elsewhere on the screen.
    static void paste(const QString& text)
    {
        QGuiApplication::clipboard()->setText(text);
        press(QStringLiteral("ctrl+v"));
    }
    static QImage look()
    {
        return QGuiApplication::primaryScreen()->grabWindow(0).toImage().convertToFormat(
            QImage::Format_RGB32);
    }
    /// Two looks that differ in a blinking cursor at most.
    static bool isSame(const QImage& one, const QImage& other)
    {
        if (one.size() != other.size())
            return false;
        int different = 0;
        for (int y = 0; y < one.height(); ++y) {
            const auto* const left = reinterpret_cast<const QRgb*>(one.constScanLine(y));
            const auto* const right = reinterpret_cast<const QRgb*>(other.constScanLine(y));
            for (int x = 0; x < one.width(); ++x)
                different += left[x] == right[x] ? 0 : 1;
        }
        return different < 200;
    }

private:
    static QString run(const QStringList& arguments)
    {
        QProcess xdotool;
        xdotool.start(QStringLiteral("xdotool"), arguments);
        constexpr int longestRun = 10'000;
        if (!xdotool.waitForFinished(longestRun))
            xdotool.kill();
        return QString::fromUtf8(xdotool.readAllStandardOutput()).trimmed();
    }
};

} // namespace hubbub::screen::test
