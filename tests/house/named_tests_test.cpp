// The documents name the tests that show what they claim; each of them has to be there.

#include <QDir>
#include <QFile>
#include <QTest>

#include <regex>
#include <string>

namespace {

QString contentOf(const QString& path)
{
    QFile file(QDir(QStringLiteral(HUBBUB_SOURCE_DIR)).filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class NamedTestsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachTestNamedAsProofIsThere_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("function");
        const std::string document = contentOf(QStringLiteral("docs/SECURITY.md")).toStdString();
        static const std::regex reference{"`([a-z0-9_/-]+_test)::([A-Za-z0-9]+)`"};
        for (std::sregex_iterator each(document.begin(), document.end(), reference), end; each != end; ++each)
            QTest::addRow("%s", each->str().c_str())
                << QString::fromStdString("tests/" + each->str(1) + ".cpp")
                << QString::fromStdString(each->str(2));
    }

    void eachTestNamedAsProofIsThere()
    {
        QFETCH(QString, file);
        QFETCH(QString, function);
        QVERIFY2(contentOf(file).contains(QStringLiteral("void ") + function + QLatin1Char('(')),
                 qPrintable(file));
    }
};

QTEST_APPLESS_MAIN(NamedTestsTest)
#include "named_tests_test.moc"
