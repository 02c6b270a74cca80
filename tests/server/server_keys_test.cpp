#include "server/server_keys.h"
#include "tests/support/memory_search.h"
#include "tests/support/seeded_entropy.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

void writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

} // namespace

class ServerKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(crypto::initialize());
    }

    void makesIdentityAndFirstAdminOnce()
    {
        const auto first = open();
        QVERIFY(first.has_value());
        QVERIFY(first->newAdminKeyFile.has_value());
        QCOMPARE(first->admins.size(), std::size_t{1});
        const auto second = open();
        QVERIFY(second.has_value());
        QVERIFY(!second->newAdminKeyFile);
        QCOMPARE(second->identity.shared, first->identity.shared);
        QCOMPARE(second->admins, first->admins);
    }

    void theAdminKeyFileOpensTheAdminsDoor()
    {
        const auto keys = open();
        QFile file(path("admin.key"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = fromBase64Url(file.readAll().trimmed().toStdString());
        QVERIFY(bytes && bytes->size() == 32);
        crypto::PrivateKey secret;
        std::copy(bytes->begin(), bytes->end(), secret.bytes().begin());
        QCOMPARE(crypto::KeyPair::fromPrivate(secret).shared, keys->admins.front());
    }

    void keysDoNotStayInMemoryAsText()
    {
        QVERIFY(open().has_value()); // draws them; the next start reads them
        QVERIFY(open().has_value());
        for (const char* const file : {"server.key", "admin.key"}) {
            const test::HiddenText text(path(file));
            QVERIFY(text.isRead());
            QVERIFY2(!text.isInMemory(), file);
        }
    }

    void nobodyElseMayReadSecrets()
    {
        QVERIFY(open().has_value());
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                          | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(path("server.key")) & others));
        QVERIFY(!(QFile::permissions(path("admin.key")) & others));
    }

    void adminsMayBeAddedByHand()
    {
        const auto keys = open();
        const std::string another = crypto::publicKeyText(crypto::KeyPair::draw(entropy_).shared);
        writeText(path("admins"), QByteArray("# ours\n\n") + another.c_str() + "  # the teacher\n");
        const auto later = open();
        QVERIFY(later.has_value());
        QCOMPARE(later->admins.size(), std::size_t{1});
        QCOMPARE(crypto::publicKeyText(later->admins.front()), another);
        QVERIFY(later->admins != keys->admins);
    }

    void adminsMayBeNone()
    {
        QVERIFY(open().has_value());
        QFile::remove(path("admins"));
        QVERIFY(open()->admins.empty());
    }

    void aDamagedIdentityIsNeverReplaced()
    {
        QVERIFY(open().has_value());
        for (const QByteArray& text :
             {QByteArray(), QByteArray("short"), QByteArray(43, '!'), QByteArray(44, 'A')})
        {
            writeText(path("server.key"), text);
            const auto keys = open();
            QVERIFY(!keys);
            QVERIFY(QString::fromStdString(keys.error().context)
                        .contains(QStringLiteral("server.key is damaged")));
        }
    }

    void aLostIdentityOfARoomThatWasUsedIsNotReplaced()
    {
        QVERIFY(open().has_value());
        QFile::remove(path("server.key"));
        const auto keys = openServerKeys(folder_->path().toStdString(), RoomAge::hasEvents, entropy_);
        QVERIFY(!keys);
        QVERIFY(
            QString::fromStdString(keys.error().context).contains(QStringLiteral("server.key is missing")));
        QVERIFY(!QFile::exists(path("server.key")));
    }

    void aDamagedAdminListNamesItsLine()
    {
        QVERIFY(open().has_value());
        writeText(path("admins"), "# ours\nme\n");
        const auto keys = open();
        QVERIFY(!keys);
        QVERIFY(QString::fromStdString(keys.error().context).contains(QStringLiteral("admins:2:")));
    }

    void aMissingFolderIsAFailure()
    {
        QVERIFY(!openServerKeys((folder_->path() + QStringLiteral("/none")).toStdString(), RoomAge::isNew,
                                entropy_));
    }

private:
    Result<ServerKeys, Failure> open()
    {
        return openServerKeys(folder_->path().toStdString(), RoomAge::isNew, entropy_);
    }
    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> folder_;
    test::SeededEntropy entropy_{7};
};

QTEST_GUILESS_MAIN(ServerKeysTest)
#include "server_keys_test.moc"
