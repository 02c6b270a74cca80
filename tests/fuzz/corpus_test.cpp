// Each target over its corpus and over what fuzzers once found, in every ordinary run of the tests.

#include "protocol/crypto/identity.h"
#include "tests/fuzz/targets.h"

#include <QDir>
#include <QFile>
#include <QTest>

class CorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(hubbub::crypto::initialize()); }

    void everyTargetHasACorpus()
    {
        for (const auto& target : hubbub::fuzz::targets())
            QVERIFY2(!filesOf("corpus", target).isEmpty(), target.name.data());
    }

    void whatIsInTheCorpusAndWhatWasFoundPasses_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QStringList>("files");
        for (const auto& target : hubbub::fuzz::targets())
            QTest::newRow(target.name.data())
                << QString::fromUtf8(target.name.data())
                << filesOf("corpus", target) + filesOf("cases", target) + QStringList(QString());
    }
    /// A CHECK that does not hold ends the program: the last file named is the one.
    void whatIsInTheCorpusAndWhatWasFoundPasses()
    {
        QFETCH(const QString, target);
        QFETCH(const QStringList, files);
        const auto* const found = hubbub::fuzz::findTarget(target.toStdString());
        QVERIFY(found != nullptr);
        for (const QString& name : files) {
            qInfo("%s", qPrintable(name));
            QFile file(name);
            // The last is no file, for the input without a byte.
            QVERIFY(name.isEmpty() || file.open(QIODevice::ReadOnly));
            const QByteArray content = name.isEmpty() ? QByteArray() : file.readAll();
            found->run(hubbub::bytesOf({content.constData(), static_cast<std::size_t>(content.size())}));
        }
    }

private:
    static QStringList filesOf(const char* kind, const hubbub::fuzz::Target& target)
    {
        const QDir folder(QStringLiteral(HUBBUB_SOURCE_DIR "/tests/fuzz/") + QLatin1String(kind)
                          + QLatin1Char('/') + QLatin1String(target.name.data()));
        QStringList files;
        for (const QString& name : folder.entryList(QDir::Files, QDir::Name))
            files += folder.filePath(name);
        return files;
    }
};

QTEST_APPLESS_MAIN(CorpusTest)
#include "corpus_test.moc"
