// The window comes back as it was left, and shows what is chosen elsewhere.
#include "client-gui/member_panel.h"
#include "client-gui/window_memory.h"

#include <QAction>
#include <QScreen>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;

namespace {

/// A run of the program, as far as its window goes.
struct Run {
    explicit Run(const QString& folder) : file(folder), memory(window, file) {}
    ~Run() { window.hide(); }

    void trigger(const char* action) const { window.findChild<QAction*>(QLatin1String(action))->trigger(); }
    MemberPanel& members() const { return *window.findChild<MemberPanel*>(QStringLiteral("members")); }

    screen::RoomController room;
    MainWindow window{room};
    SettingsFile file;
    WindowMemory memory;
};

} // namespace

class WindowMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void theWindowComesBackAsItWasLeft();
    void aDamagedPlaceCostsOnlyThePlace();
    void aWindowThatWasNeverSeenLeavesNoPlace();
    void whatIsChosenElsewhereShows();

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

void WindowMemoryTest::theWindowComesBackAsItWasLeft()
{
    {
        Run run(folder_->path());
        run.window.show();
        run.window.resize(700, 500);
        QTRY_COMPARE(run.window.size(), QSize(700, 500));
        run.trigger("largerAction");
        run.trigger("largerAction");
        run.trigger("membersAction");
    }
    Run run(folder_->path());
    QCOMPARE(run.file.settings().textSteps, 2);
    QVERIFY(!run.file.settings().areMembersShown);
    run.window.show();
    QCOMPARE(run.window.size(), QSize(700, 500));
    QVERIFY(!run.members().isVisible());
}

void WindowMemoryTest::aDamagedPlaceCostsOnlyThePlace()
{
    {
        SettingsFile file(folder_->path());
        Settings settings;
        settings.geometry = "no place";
        settings.splitter = QByteArray(200, '\xff');
        settings.textSteps = 3;
        file.set(settings);
    }
    Run run(folder_->path());
    run.window.show();
    QVERIFY(run.members().isVisible());
    QVERIFY(run.window.width() > 0);
    QVERIFY(run.window.screen()->availableSize().width() >= run.window.width());
    QCOMPARE(run.file.settings().textSteps, 3);
}

void WindowMemoryTest::aWindowThatWasNeverSeenLeavesNoPlace()
{
    {
        const Run run(folder_->path());
    }
    QCOMPARE(SettingsFile(folder_->path()).settings(), Settings());
}

void WindowMemoryTest::whatIsChosenElsewhereShows()
{
    Run run(folder_->path());
    run.window.show();
    const qreal before = run.window.centralWidget()->font().pointSizeF();
    Settings settings = run.file.settings();
    settings.areMembersShown = false;
    settings.textSteps = 4;
    run.file.set(settings);
    QVERIFY(!run.members().isVisible());
    QCOMPARE(run.window.centralWidget()->font().pointSizeF(), before + 4);
    run.trigger("normalAction");
    QCOMPARE(run.file.settings().textSteps, 0);
}

QTEST_MAIN(WindowMemoryTest)
#include "window_memory_test.moc"
