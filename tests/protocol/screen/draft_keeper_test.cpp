// What was written and not sent is there again, in the room it was written for.
#include "protocol/screen/draft_keeper.h"
#include "tests/support/seeded_entropy.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub;
using hubbub::screen::DraftKeeper;
using hubbub::test::SeededEntropy;

namespace {

PublicKey key(unsigned char number)
{
    PublicKey key;
    key.bytes.fill(static_cast<Byte>(number));
    return key;
}

} // namespace

class DraftKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aKilledProgramLosesNoMoreThanASecond();
    void theEndLosesNothing();
    void whatWasSentDoesNotComeBack();
    void everyRoomHasItsOwn();
    void whatWasWrittenBeforeTheRoomWasKnownStays();
    void theSameRoomAgainChangesNothing();
    void aSecondProgramKeepsNone();

private:
    std::unique_ptr<qt::Profile> open()
    {
        auto profile = qt::Profile::open(folder_->path(), entropy_);
        return profile ? std::move(*profile) : nullptr;
    }
    QString path() const { return folder_->filePath(QStringLiteral("drafts")); }
    /// As the next program finds it.
    QString draftOf(const PublicKey& server) const
    {
        return qt::Drafts::parse(profile_->kept(QStringLiteral("drafts"))).find(server);
    }

    SeededEntropy entropy_{1};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<DraftKeeper> keeper_;
};

void DraftKeeperTest::init()
{
    keeper_.reset();
    profile_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    profile_ = open();
    keeper_ = std::make_unique<DraftKeeper>(*profile_);
}

void DraftKeeperTest::aKilledProgramLosesNoMoreThanASecond()
{
    QCOMPARE(keeper_->enter(key(1)), QString());
    keeper_->handleChanged(QStringLiteral("half a sen"));
    QTRY_COMPARE(draftOf(key(1)), QStringLiteral("half a sen"));
    QCOMPARE(QFileInfo(path()).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
}

void DraftKeeperTest::theEndLosesNothing()
{
    keeper_->enter(key(1));
    keeper_->handleChanged(QStringLiteral("你好\n\\"));
    keeper_ = std::make_unique<DraftKeeper>(*profile_);
    QCOMPARE(keeper_->enter(key(1)), QStringLiteral("你好\n\\"));
}

void DraftKeeperTest::whatWasSentDoesNotComeBack()
{
    keeper_->enter(key(1));
    keeper_->handleChanged(QStringLiteral("hello"));
    QTRY_COMPARE(draftOf(key(1)), QStringLiteral("hello"));
    keeper_->handleChanged({});
    QCOMPARE(draftOf(key(1)), QString());
}

void DraftKeeperTest::everyRoomHasItsOwn()
{
    keeper_->enter(key(1));
    keeper_->handleChanged(QStringLiteral("for the first"));
    QCOMPARE(keeper_->enter(key(2)), QString());
    keeper_->handleChanged(QStringLiteral("for the second"));
    QCOMPARE(keeper_->enter(key(1)), QStringLiteral("for the first"));
    QCOMPARE(draftOf(key(2)), QStringLiteral("for the second"));
}

void DraftKeeperTest::whatWasWrittenBeforeTheRoomWasKnownStays()
{
    keeper_->handleChanged(QStringLiteral("early"));
    QCOMPARE(keeper_->enter(key(1)), QStringLiteral("early"));
    keeper_ = std::make_unique<DraftKeeper>(*profile_);
    keeper_->handleChanged(QStringLiteral("earlier"));
    QCOMPARE(keeper_->enter(key(1)), QStringLiteral("early\nearlier"));
}

void DraftKeeperTest::theSameRoomAgainChangesNothing()
{
    keeper_->enter(key(1));
    keeper_->handleChanged(QStringLiteral("written"));
    QCOMPARE(keeper_->enter(key(1)), QStringLiteral("written"));
}

void DraftKeeperTest::aSecondProgramKeepsNone()
{
    keeper_->enter(key(1));
    keeper_->handleChanged(QStringLiteral("of the first"));
    QTRY_COMPARE(draftOf(key(1)), QStringLiteral("of the first"));
    const auto second = open();
    QVERIFY(!second->holdsLock());
    DraftKeeper other(*second);
    QCOMPARE(other.enter(key(1)), QString());
    other.handleChanged(QStringLiteral("of the second"));
    other.handleChanged({});
    QCOMPARE(draftOf(key(1)), QStringLiteral("of the first"));
}

QTEST_GUILESS_MAIN(DraftKeeperTest)
#include "draft_keeper_test.moc"
