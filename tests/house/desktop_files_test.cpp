// What desktops read of the program is right, as far as their own validators can tell.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

class DesktopFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validatorsFindNothing_data();
    void validatorsFindNothing();
    void iconsAreSoundXml_data();
    void iconsAreSoundXml();

private:
    static QString resource(const QString& name)
    {
        return QStringLiteral(HUBBUB_SOURCE_DIR "/resources/") + name;
    }
};

void DesktopFilesTest::validatorsFindNothing_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("entry") << QStringLiteral("desktop-file-validate")
                           << QStringList{resource(QStringLiteral("desktop/hubbub-desktop.desktop"))};
    QTest::newRow("metainfo") << QStringLiteral("appstreamcli")
                              << QStringList{
                                     QStringLiteral("validate"), QStringLiteral("--no-net"),
                                     resource(QStringLiteral("desktop/org.hubbub.Hubbub.metainfo.xml"))};
}

void DesktopFilesTest::validatorsFindNothing()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP("the validator is not installed; scripts/install-packages does it");
    QProcess validator;
    validator.setProcessChannelMode(QProcess::MergedChannels);
    validator.start(program, arguments);
    QVERIFY(validator.waitForFinished());
    const QByteArray said = validator.readAll();
    QVERIFY2(validator.exitStatus() == QProcess::NormalExit && validator.exitCode() == 0, said.constData());
}

void DesktopFilesTest::iconsAreSoundXml_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("coloured") << QStringLiteral("icons/hubbub.svg");
    QTest::newRow("symbolic") << QStringLiteral("icons/hubbub-symbolic.svg");
}

void DesktopFilesTest::iconsAreSoundXml()
{
    QFETCH(QString, name);
    QFile file(resource(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader reader(&file);
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
}

QTEST_GUILESS_MAIN(DesktopFilesTest)
#include "desktop_files_test.moc"
