// Nothing that a person may read is left in English: every text of the sources stands in the catalogue,
// translated, with its placeholders, and nothing else does. lupdate reads the sources into a copy, which then
// tells.

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <map>
#include <tuple>

namespace {

struct Key {
    QString context;
    QString source;
    QString comment;
    friend auto operator<=>(const Key& one, const Key& other)
    {
        return std::tie(one.context, one.source, one.comment)
           <=> std::tie(other.context, other.source, other.comment);
    }
};

struct Translation {
    QString text;
    bool isFinished = false;
};

using Catalogue = std::map<Key, Translation>;

Catalogue read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    Catalogue catalogue;
    QXmlStreamReader xml(&file);
    Key key;
    Translation translation;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("name")) {
            key.context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("source")) {
            key.source = xml.readElementText();
            key.comment.clear();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("comment")) {
            key.comment = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
            translation.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            // Forms for several numbers stand in elements of their own.
            translation.text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        } else if (xml.isEndElement() && xml.name() == QLatin1String("message")) {
            catalogue.insert_or_assign(key, translation);
        }
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return catalogue;
}

/// `%1`, `%L2`, `%n`, …, each once for every time it occurs, whether numbers are written as the locale does
/// or not.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("%L?([0-9]{1,2}|n)"));
    QStringList found;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();)
        found += matches.next().captured(1);
    found.sort();
    return found;
}

/// A key that opens a menu or a control: `&Copy`, `复制(&C)`.
bool hasMnemonic(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("&[^& ]"));
    return pattern.match(text).hasMatch();
}

/// What is wrong with these translations, each in a line.
QStringList findings(const Catalogue& catalogue)
{
    QStringList found;
    for (const auto& [key, translation] : catalogue) {
        const auto report = [&, &where = key](const char* what) {
            found += QStringLiteral("%1: “%2” %3").arg(where.context, where.source, QLatin1String(what));
        };
        if (!translation.isFinished || translation.text.isEmpty())
            report("is not translated");
        else if (placeholders(key.source) != placeholders(translation.text))
            report("has other placeholders in its translation");
        else if (hasMnemonic(key.source) && !hasMnemonic(translation.text))
            report("has lost its mnemonic");
    }
    return found;
}

QStringList differences(const Catalogue& kept, const Catalogue& needed)
{
    QStringList found;
    for (const auto& [key, translation] : needed) {
        if (!kept.contains(key))
            found += QStringLiteral("%1: “%2” is missing").arg(key.context, key.source);
    }
    for (const auto& [key, translation] : kept) {
        if (!needed.contains(key))
            found += QStringLiteral("%1: “%2” is in no source").arg(key.context, key.source);
    }
    return found;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated();
    void theCatalogueHoldsWhatTheSourcesSay();
    void whatIsWrongIsFound_data();
    void whatIsWrongIsFound();
};

void TranslationsTest::everyTextIsTranslated()
{
    const Catalogue catalogue = read(QStringLiteral(HUBBUB_CATALOGUE));
    QVERIFY(catalogue.size() > 100);
    QCOMPARE(findings(catalogue).join(QLatin1Char('\n')), QString());
}

void TranslationsTest::theCatalogueHoldsWhatTheSourcesSay()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("copy.ts"));
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(HUBBUB_SOURCE_DIR));
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(QStringLiteral(HUBBUB_LUPDATE),
                  {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("protocol"),
                   QStringLiteral("server"), QStringLiteral("client-cli"), QStringLiteral("client-gui"),
                   QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-ts"), copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QVERIFY2(lupdate.exitCode() == 0, lupdate.readAll().constData());
    QCOMPARE(differences(read(QStringLiteral(HUBBUB_CATALOGUE)), read(copy)).join(QLatin1Char('\n')),
             QString());
}

void TranslationsTest::whatIsWrongIsFound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("translation");
    QTest::addColumn<bool>("isFinished");
    QTest::addColumn<int>("found");
    const auto row = [](const char* name, const char16_t* source, const char16_t* text, bool done,
                        int found) {
        QTest::newRow(name) << QStringView(source).toString() << QStringView(text).toString() << done
                            << found;
    };
    row("right", u"%1 of %L2", u"共 %2 中的 %1", true, 0);
    row("unfinished", u"Copy", u"复制", false, 1);
    row("empty", u"Copy", u"", true, 1);
    row("without its placeholder", u"%1 left", u"离开了", true, 1);
    row("with one too many", u"%1 left", u"%1 离开了 %2", true, 1);
    row("without its mnemonic", u"&Copy", u"复制", true, 1);
    row("with its mnemonic", u"&Copy", u"复制(&C)", true, 0);
    row("an ampersand that is none", u"Ann && Bob", u"Ann 和 Bob", true, 0);
}

void TranslationsTest::whatIsWrongIsFound()
{
    QFETCH(QString, source);
    QFETCH(QString, translation);
    QFETCH(bool, isFinished);
    QFETCH(int, found);
    QCOMPARE(findings({{{QStringLiteral("Text"), source, {}}, {translation, isFinished}}}).size(), found);
}

QTEST_APPLESS_MAIN(TranslationsTest)
#include "translations_test.moc"
