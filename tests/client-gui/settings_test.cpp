// Choices survive in a real file; what is damaged in it counts as not chosen.
#include "client-gui/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub::gui;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void nothingIsWrittenBeforeSomethingIsChosen();
    void everyChoiceSurvives();
    void onlyAChangeIsToldAndWritten();
    void whatIsDamagedCountsAsNotChosen_data();
    void whatIsDamagedCountsAsNotChosen();
    void aDamagedFileIsMendedByTheNextChoice();
    void twoProgramsKeepEachOthersChoices();
    void whatANewerVersionChoseStays();
    void aFolderThatCannotBeWrittenCostsOnlyTheMemory();

private:
    QString path() const { return folder_->filePath(QStringLiteral("desktop.conf")); }
    void write(const QByteArray& content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static Settings other()
    {
        return {.notifications = Wanted::everything,
                .look = Look::highContrast,
                .textSteps = -3,
                .areMembersShown = false,
                .closesToTray = true,
                .language = QStringLiteral("zh_CN"),
                .geometry = QByteArray("\0\x01geometry;\"\n", 13),
                .splitter = QByteArray("\xff\0", 2)};
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void SettingsTest::nothingIsWrittenBeforeSomethingIsChosen()
{
    {
        SettingsFile file(folder_->filePath(QStringLiteral("deep/down")));
        QCOMPARE(file.settings(), Settings());
        file.set(Settings());
    }
    QVERIFY(!QFile::exists(folder_->filePath(QStringLiteral("deep"))));
}

void SettingsTest::everyChoiceSurvives()
{
    const QString deep = folder_->filePath(QStringLiteral("deep/down"));
    SettingsFile(deep).set(other());
    QCOMPARE(SettingsFile(deep).settings(), other());
    SettingsFile(deep).set(Settings());
    QCOMPARE(SettingsFile(deep).settings(), Settings());
}

void SettingsTest::onlyAChangeIsToldAndWritten()
{
    SettingsFile file(folder_->path());
    QSignalSpy changed(&file, &SettingsFile::changed);
    file.set(other());
    QCOMPARE(changed.count(), 1);
    QVERIFY(QFile::remove(path()));
    file.set(other());
    QCOMPARE(changed.count(), 1);
    QVERIFY(!QFile::exists(path()));
}

void SettingsTest::whatIsDamagedCountsAsNotChosen_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("not a file of settings") << QByteArray("\0\xff\xfe{]\n[[[\n=\n%\n\x80=\x81", 17);
    QTest::newRow("unknown words") << QByteArray(
        "[General]\nnotifications=loud\nlook=pink\nlanguage=tlh\nmembers=perhaps\nclose-to-tray=2\n");
    QTest::newRow("no words") << QByteArray(
        "[General]\nnotifications=mentions, everything\nlook=@Invalid()\ntext-size=@Point(1 2)\n");
    QTest::newRow("no number") << QByteArray("[General]\ntext-size=1e99\n");
    QTest::newRow("too long") << "[window]\ngeometry=" + QByteArray(100'000, 'x');
    QTest::newRow("a variant that is none")
        << QByteArray("[General]\nlook=@Variant(\\0\\0\\0\\x7f\\xff\\xff)\nsplitter=@ByteArray(");
}

void SettingsTest::whatIsDamagedCountsAsNotChosen()
{
    QFETCH(QByteArray, content);
    write(content);
    QCOMPARE(SettingsFile(folder_->path()).settings(), Settings());
}

void SettingsTest::aDamagedFileIsMendedByTheNextChoice()
{
    write(QByteArray("look=dark\n\xff[[[\n[General]\nlook=pink\ntext-size=99\n"));
    {
        SettingsFile file(folder_->path());
        QCOMPARE(file.settings().textSteps, Settings::mostTextSteps);
        file.set(other());
    }
    QCOMPARE(SettingsFile(folder_->path()).settings(), other());
}

void SettingsTest::twoProgramsKeepEachOthersChoices()
{
    SettingsFile one(folder_->path());
    SettingsFile two(folder_->path());
    Settings dark = one.settings();
    dark.look = Look::dark;
    one.set(dark);
    Settings large = two.settings();
    large.textSteps = 4;
    two.set(large);
    const SettingsFile again(folder_->path());
    QCOMPARE(again.settings().look, Look::dark);
    QCOMPARE(again.settings().textSteps, 4);
}

void SettingsTest::whatANewerVersionChoseStays()
{
    write("[General]\nsound=bell\n");
    SettingsFile(folder_->path()).set(other());
    QVERIFY(content().contains("sound=bell"));
}

void SettingsTest::aFolderThatCannotBeWrittenCostsOnlyTheMemory()
{
    write("a file, and no folder");
    SettingsFile file(path());
    file.set(other());
    QCOMPARE(file.settings(), other());
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
