// The version stands in CMakeLists.txt; what has to repeat it, for people and for software centres, agrees.
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

/// What the first match of `pattern` in the file holds in its groups.
QStringList firstMatch(const char* file, const char* pattern)
{
    QFile source(QStringLiteral(HUBBUB_SOURCE_DIR "/") + QLatin1String(file));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const QRegularExpression expression(QLatin1String(pattern), QRegularExpression::MultilineOption);
    return expression.match(QString::fromUtf8(source.readAll())).capturedTexts().mid(1);
}

} // namespace

class VersionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changelogAndMetadataAgree()
    {
        const QStringList version = firstMatch("CMakeLists.txt", R"(^project\(hubbub VERSION ([0-9.]+) )");
        QCOMPARE(version.size(), 1);
        const QStringList change = firstMatch("CHANGELOG.md", R"(^## ([0-9.]+) \((\d{4}-\d\d-\d\d)\)$)");
        QCOMPARE(change.size(), 2);
        QCOMPARE(change[0], version[0]);
        const QStringList release = firstMatch("resources/desktop/org.hubbub.Hubbub.metainfo.xml",
                                               "<release version=\"([^\"]+)\" date=\"([^\"]+)\"/>");
        QCOMPARE(release, change);
    }
};

QTEST_APPLESS_MAIN(VersionTest)
#include "version_test.moc"
