// The program itself in a real window, driven by the keyboard alone; the others in the room tell what became
// of it. The screens that a person sees on the way, in both languages, light and dark, small and large, are
// kept in the build folder, to be looked at.
#include "tests/client-gui/window/programs.h"
#include "tests/client-gui/window/screen_hand.h"

#include <QSet>

#include <memory>
#include <utility>

using namespace hubbub::screen::test;

#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, patience)
#define TRY_COMPARE(what, expected) QTRY_COMPARE_WITH_TIMEOUT(what, expected, patience)

namespace {

const QString anyWindow = QStringLiteral("Hubbub");

/// More than an empty window has, less than noise.
bool isWorthLookingAt(const QImage& image)
{
    constexpr int fewestColors = 50;
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            colors.insert(image.pixel(x, y));
    }
    return colors.size() >= fewestColors;
}

/// As what is wrong is written.
bool hasRed(const QImage& image)
{
    constexpr int fewestPixels = 30;
    int red = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            red += qRed(pixel) > 150 && qGreen(pixel) < 80 && qBlue(pixel) < 80 ? 1 : 0;
        }
    }
    return red >= fewestPixels;
}

} // namespace

class DesktopProgramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aPersonEntersTalksAndLeavesByKeyboardAlone();
    void theRoomIsReadable_data();
    void theRoomIsReadable();

private:
    void start(const QStringList& arguments, const QString& scale = QStringLiteral("1"));
    void keepScreen(const QString& name);

    std::unique_ptr<ServerProcess> server_;
    std::unique_ptr<TerminalClient> other_;
    std::unique_ptr<QTemporaryDir> profile_;
    std::unique_ptr<QProcess> desktop_;
    QImage kept_;
    QDir screens_{QStringLiteral(HUBBUB_PROGRAM_DIR "/../screenshots")};
};

void DesktopProgramTest::initTestCase()
{
    QVERIFY(screens_.mkpath(QStringLiteral(".")));
}

void DesktopProgramTest::init()
{
    server_ = std::make_unique<ServerProcess>();
    QVERIFY(server_->start());
    other_ = std::make_unique<TerminalClient>();
    profile_ = std::make_unique<QTemporaryDir>();
}

void DesktopProgramTest::cleanup()
{
    if (desktop_) {
        desktop_->kill();
        desktop_->waitForFinished(patience);
    }
    desktop_.reset();
    other_.reset();
    server_.reset();
}

void DesktopProgramTest::start(const QStringList& arguments, const QString& scale)
{
    desktop_ = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), scale);
    desktop_->setProcessEnvironment(environment);
    desktop_->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    desktop_->start(programPath("hubbub-desktop"),
                    arguments + QStringList{QStringLiteral("--profile"), profile_->path()});
    QVERIFY(desktop_->waitForStarted(patience));
    TRY_VERIFY(ScreenHand::focus(anyWindow));
}

/// Once it is another one than was kept last, and nothing moves any more.
void DesktopProgramTest::keepScreen(const QString& name)
{
    QImage seen;
    bool still = false;
    // Once yes, yes for good: QTRY_VERIFY asks once more after the answer that it waited for.
    const auto isStill = [&] {
        if (!still) {
            const QImage before = std::exchange(seen, ScreenHand::look());
            still = ScreenHand::isSame(seen, before) && !ScreenHand::isSame(seen, kept_);
        }
        return still;
    };
    TRY_VERIFY(isStill());
    QVERIFY(isWorthLookingAt(seen));
    QVERIFY(seen.save(screens_.filePath(name + QStringLiteral(".png"))));
    kept_ = seen;
}

void DesktopProgramTest::aPersonEntersTalksAndLeavesByKeyboardAlone()
{
    other_->enter(*server_, QStringLiteral("Ming"));
    TRY_COMPARE(other_->count("welcome", "name", QStringLiteral("Ming")), 1);

    start({QStringLiteral("--lang"), QStringLiteral("en")});
    keepScreen(QStringLiteral("first-start"));
    ScreenHand::type(QStringLiteral("Ming"));
    ScreenHand::press(QStringLiteral("Tab"));
    ScreenHand::press(QStringLiteral("ctrl+a"));
    ScreenHand::type(server_->address());
    ScreenHand::press(QStringLiteral("Return"));
    TRY_VERIFY(QFile::exists(profile_->filePath(QStringLiteral("secret"))));
    keepScreen(QStringLiteral("new-server"));
    ScreenHand::press(QStringLiteral("alt+e"));
    // The name is taken, which is said in red, and another one suggested.
    TRY_VERIFY(hasRed(ScreenHand::look()));
    keepScreen(QStringLiteral("refused-name"));
    ScreenHand::type(QStringLiteral("Hong"));
    ScreenHand::press(QStringLiteral("Return"));
    TRY_COMPARE(other_->count("joined", "name", QStringLiteral("Hong")), 1);

    TRY_VERIFY(ScreenHand::focus(QStringLiteral("Hong")));
    ScreenHand::type(QStringLiteral("hello everyone"));
    ScreenHand::press(QStringLiteral("Return"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("hello everyone")), 1);
    ScreenHand::paste(QStringLiteral("大家好 👋🏽"));
    ScreenHand::press(QStringLiteral("Return"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("大家好 👋🏽")), 1);
    other_->say(QStringLiteral("Hong, good to see you"));
    server_->typeAtConsole(QStringLiteral("maintenance at 8 pm"));
    TRY_COMPARE(other_->count("announcement", "text", QStringLiteral("maintenance at 8 pm")), 1);

    server_->kill(SIGKILL);
    ScreenHand::type(QStringLiteral("is anybody there?"));
    ScreenHand::press(QStringLiteral("Return"));
    TRY_VERIFY(other_->count("link", "state", QStringLiteral("lost")) > 0);
    keepScreen(QStringLiteral("lost"));
    QVERIFY(server_->start());
    ScreenHand::press(QStringLiteral("ctrl+r"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("is anybody there?")), 1);

    ScreenHand::press(QStringLiteral("ctrl+q"));
    TRY_COMPARE(other_->count("left", "name", QStringLiteral("Hong")), 1);
    TRY_COMPARE(desktop_->state(), QProcess::NotRunning);
    QCOMPARE(desktop_->exitStatus(), QProcess::NormalExit);
    QCOMPARE(desktop_->exitCode(), 0);
}

void DesktopProgramTest::theRoomIsReadable_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("look");
    QTest::addColumn<QString>("scale");
    for (const char* const language : {"en", "zh_CN"}) {
        for (const char* const look : {"light", "dark"}) {
            for (const char* const scale : {"1", "2"}) {
                QTest::addRow("room-%s-%s-%s", language, look, scale)
                    << QString::fromLatin1(language) << QByteArray(look) << QString::fromLatin1(scale);
            }
        }
    }
    QTest::addRow("room-zh_CN-high-contrast-1")
        << QStringLiteral("zh_CN") << QByteArray("high-contrast") << QStringLiteral("1");
}

void DesktopProgramTest::theRoomIsReadable()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, look);
    QFETCH(QString, scale);
    QFile settings(profile_->filePath(QStringLiteral("desktop.conf")));
    QVERIFY(settings.open(QFile::WriteOnly));
    settings.write("[General]\nlook=" + look + '\n');
    settings.close();

    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(other_->count("welcome", "name", QStringLiteral("小红")), 1);
    other_->say(QStringLiteral("有人在吗？"));
    other_->say(QStringLiteral("The slides are at https://example.org/slides (page 12)."));
    TerminalClient third;
    third.enter(*server_, QStringLiteral("أمينة"));
    TRY_COMPARE(other_->count("joined", "name", QStringLiteral("أمينة")), 1);
    third.say(QStringLiteral("مرحبا بالجميع"));
    start({server_->link(), QStringLiteral("--name"), QStringLiteral("小明"), QStringLiteral("--lang"),
           language},
          scale);
    TRY_COMPARE(other_->count("joined", "name", QStringLiteral("小明")), 1);
    TRY_VERIFY(ScreenHand::focus(QStringLiteral("小明")));
    ScreenHand::paste(QStringLiteral("大家好 👋🏽 今天讲什么？"));
    ScreenHand::press(QStringLiteral("Return"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("大家好 👋🏽 今天讲什么？")), 1);
    other_->say(QStringLiteral("小明，欢迎！我们正在讲第十二页。"));
    server_->typeAtConsole(QStringLiteral("今晚 8 点维护"));
    TRY_COMPARE(other_->count("announcement", "text", QStringLiteral("今晚 8 点维护")), 1);
    ScreenHand::type(QStringLiteral("a draft"));
    keepScreen(QString::fromLatin1(QTest::currentDataTag()));
}

QTEST_MAIN(DesktopProgramTest)
#include "desktop_program_test.moc"
