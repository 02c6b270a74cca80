// A profile's files: made when missing, kept private, shared with care, never silently replaced.
#include "protocol/qt/outbox_journal.h"
#include "protocol/qt/profile.h"
#include "protocol/qt/room_password.h"
#include "tests/support/memory_search.h"
#include "tests/support/seeded_entropy.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace hubbub;
using hubbub::test::HiddenText;
using hubbub::test::SeededEntropy;
using qt::Profile;

namespace {

constexpr const char* place = "127.0.0.1:7788";

PublicKey key(Byte first)
{
    PublicKey made;
    made.bytes[0] = first;
    return made;
}

client::SubmissionNumbered said(std::uint32_t number, std::string text)
{
    return {SubmissionNumber{number}, std::move(text), chat::MessageStyle::plain, false};
}

/// While it is there no file grows beyond this size.
class FullDisk {
public:
    explicit FullDisk(qint64 bytes) : handlerBefore_(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit narrow{static_cast<rlim_t>(bytes), before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &narrow);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handlerBefore_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*handlerBefore_)(int);
};

} // namespace

class ProfileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsMissingIsMadeForTheOwnerAlone();
    void theSecretIsKept();
    void theSecretsTextDoesNotStayInMemory();
    void keysOfPasswordsDoNotStayInMemory();
    void aDamagedFileIsAnErrorAndStays_data();
    void aDamagedFileIsAnErrorAndStays();
    void aFolderThatCannotBeMadeIsAnError();
    void oneProgramHoldsTheLock();
    void aToolLeavesTheLockAlone();
    void serversAreKnownByKey();
    void aNewKeyReplacesTheOneKnownAtItsPlace();
    void whatAnotherProgramLearntIsKept();
    void theLastNameAndServersAreRemembered();
    void whatAScreenKeepsComesBack();
    void anOutboxIsRestored();
    void outboxesAreKeptApart();
    void aTornLastLineIsTolerated();
    void withoutTheLockNothingIsJournalled();
    void aJournalThatCannotBeWrittenIsAFailure();
    void whatCouldNotBeWrittenIsNotRestored();
    void aDiskThatIsFullChangesNoJournal();
    void aSettledJournalIsShortened();
    void aPowerCutTakesNeitherRefusalsNorNewNumbers();
    void anIdentityFileHoldsOneKey();

private:
    std::unique_ptr<Profile> open(Profile::Use use = Profile::Use::room)
    {
        auto profile = Profile::open(folder_->path(), entropy_, use);
        return profile ? std::move(*profile) : nullptr;
    }
    QString path(const char* name) const { return folder_->filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QByteArray read(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString journalName() const { return path("outbox/127.0.0.1%3A7788.journal"); }

    std::unique_ptr<QTemporaryDir> folder_;
    SeededEntropy entropy_{1};
};

void ProfileTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
}

void ProfileTest::whatIsMissingIsMadeForTheOwnerAlone()
{
    const QString inside = path("a/b");
    QVERIFY(Profile::open(inside, entropy_).has_value());
    const auto ofOthers = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                        | QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    QVERIFY(!(QFileInfo(inside).permissions() & ofOthers));
    QVERIFY(!(QFileInfo(inside + QLatin1String("/secret")).permissions() & ofOthers));
}

void ProfileTest::theSecretIsKept()
{
    const auto first = copyOf(open()->secret().view());
    QVERIFY(equalBytes(first, open()->secret().view()));
    QVERIFY(QFile::setPermissions(path("secret"), QFileDevice::ReadOwner | QFileDevice::ReadOther));
    QVERIFY(open() != nullptr);
    QVERIFY(!(QFileInfo(path("secret")).permissions() & QFileDevice::ReadOther));
}

void ProfileTest::theSecretsTextDoesNotStayInMemory()
{
    const auto first = open(); // draws it; the next one reads it
    const auto second = open();
    const HiddenText text(path("secret"));
    QVERIFY(text.isRead());
    QVERIFY(!text.isInMemory());
    const QByteArray shown = text.shown();
    QVERIFY(text.isInMemory()); // it would have been found
}

void ProfileTest::keysOfPasswordsDoNotStayInMemory()
{
    const auto profile = open();
    crypto::PasswordKey made;
    made.challenge.memoryKib = limits::passwordMemoryKib;
    made.challenge.passes = limits::passwordPasses;
    entropy_.fill(made.key.bytes());
    qt::rememberPassword(*profile, key(1), made);
    qt::rememberPassword(*profile, key(2), made);
    QVERIFY(qt::rememberedPassword(*profile, key(1)).has_value());
    qt::forgetPassword(*profile, key(2));
    const HiddenText text(path("passwords"), HiddenText::Where::end);
    QVERIFY(text.isRead());
    QVERIFY(!text.isInMemory());
    const auto read = qt::rememberedPassword(*profile, key(1));
    QVERIFY(read.has_value());
    QVERIFY(equalBytes(read->key.view(), made.key.view()));
    QVERIFY(!qt::rememberedPassword(*profile, key(2)));
}

void ProfileTest::aDamagedFileIsAnErrorAndStays_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty secret") << QByteArray("secret") << QByteArray();
    QTest::newRow("short secret") << QByteArray("secret") << QByteArray("abc\n");
    QTest::newRow("known servers") << QByteArray("known_servers") << QByteArray("# fine\nno-key 1.2.3.4:1\n");
    QTest::newRow("last") << QByteArray("last") << QByteArray("name Ann\nnonsense\n");
    QTest::newRow("last, not UTF-8") << QByteArray("last") << QByteArray("name \xff\n");
    QTest::newRow("journal") << QByteArray("outbox/x.journal") << QByteArray("nonsense\nnext 5 0\n");
}

void ProfileTest::aDamagedFileIsAnErrorAndStays()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QVERIFY(open() != nullptr);
    write(file, content);
    const auto profile = Profile::open(folder_->path(), entropy_);
    QVERIFY(!profile);
    QVERIFY(QString::fromStdString(profile.error().context).contains(path(file)));
    QCOMPARE(read(file), content);
}

void ProfileTest::aFolderThatCannotBeMadeIsAnError()
{
    write("file", "x");
    QVERIFY(!Profile::open(path("file"), entropy_));
    QVERIFY(!Profile::open(path("file/below"), entropy_));
}

void ProfileTest::oneProgramHoldsTheLock()
{
    auto first = open();
    QVERIFY(first->holdsLock());
    QVERIFY(!open()->holdsLock());
    first.reset();
    QVERIFY(open()->holdsLock());
}

void ProfileTest::aToolLeavesTheLockAlone()
{
    const auto tool = open(Profile::Use::tool);
    QVERIFY(!tool->holdsLock());
    QVERIFY(open()->holdsLock());
}

void ProfileTest::serversAreKnownByKey()
{
    {
        const auto profile = open();
        QVERIFY(profile->remember(key(1), "a:1").has_value());
        QVERIFY(profile->remember(key(1), "b:2").has_value());
        QVERIFY(profile->remember(key(1), "b:2").has_value());
        QVERIFY(profile->remember(key(2), "c:3").has_value());
    }
    const auto servers = open()->knownServers();
    QCOMPARE(servers.size(), 2U);
    QVERIFY(servers[0].key == key(1));
    QCOMPARE(servers[0].places, (std::vector<std::string>{"a:1", "b:2"}));
    QVERIFY(servers[1].key == key(2));
}

void ProfileTest::aNewKeyReplacesTheOneKnownAtItsPlace()
{
    const auto profile = open();
    QVERIFY(profile->remember(key(1), "a:1").has_value());
    QVERIFY(profile->remember(key(1), "b:2").has_value());
    QVERIFY(profile->remember(key(2), "a:1").has_value());
    QCOMPARE(profile->knownServers().size(), 2U);
    QCOMPARE(profile->knownServers()[0].places, (std::vector<std::string>{"b:2"}));
    QVERIFY(profile->remember(key(2), "b:2").has_value());
    QCOMPARE(profile->knownServers().size(), 1U);
    QVERIFY(profile->knownServers()[0].key == key(2));
}

void ProfileTest::whatAnotherProgramLearntIsKept()
{
    const auto first = open();
    const auto second = open();
    QVERIFY(first->remember(key(1), "a:1").has_value());
    QVERIFY(second->remember(key(2), "b:2").has_value());
    QCOMPARE(second->knownServers().size(), 2U);
    first->setLast(QStringLiteral("小明"), QStringLiteral("a:1"));
    second->setLast(QStringLiteral("小红"), QStringLiteral("b:2"));
    QCOMPARE(second->recentServers(), (QStringList{QStringLiteral("b:2"), QStringLiteral("a:1")}));
}

void ProfileTest::theLastNameAndServersAreRemembered()
{
    {
        const auto profile = open();
        QVERIFY(profile->lastName().isEmpty());
        for (int i = 0; i < 12; ++i)
            profile->setLast(QStringLiteral("小明"), QStringLiteral("host%1:7788").arg(i));
        profile->setLast(QStringLiteral("小红"), QStringLiteral("host5:7788"));
    }
    const auto profile = open();
    QCOMPARE(profile->lastName(), QStringLiteral("小红"));
    QCOMPARE(profile->lastServer(), QStringLiteral("host5:7788"));
    QCOMPARE(profile->recentServers().size(), 10);
    QCOMPARE(profile->recentServers()[1], QStringLiteral("host11:7788"));
    profile->forgetRecentServer(QStringLiteral("host5:7788"));
    QCOMPARE(profile->lastServer(), QStringLiteral("host11:7788"));
    QCOMPARE(open()->lastServer(), QStringLiteral("host11:7788"));
}

void ProfileTest::whatAScreenKeepsComesBack()
{
    const QString name = QStringLiteral("ignored");
    const auto profile = open();
    QCOMPARE(profile->kept(name), QByteArray());
    profile->keep(name, "someone\n");
    QCOMPARE(open()->kept(name), QByteArray("someone\n"));
    QVERIFY(!(QFileInfo(path("ignored")).permissions() & QFileDevice::ReadOther));
}

void ProfileTest::anOutboxIsRestored()
{
    const OutboxId outbox{{1, 2, 3}};
    {
        const auto profile = open();
        QVERIFY(!profile->restoredOutbox(place));
        QVERIFY(profile->append(place, {client::OutboxDrawn{outbox}, said(1, "一\n\"%1\""), said(2, "b")}));
        QVERIFY(profile->append(place, {client::SubmissionSettled{SubmissionNumber{1}}}));
        QVERIFY(profile->append(place, {client::SubmissionNumbered{SubmissionNumber{5}, "waves",
                                                                   chat::MessageStyle::action, false},
                                        client::SubmissionNumbered{SubmissionNumber{6}, "tea", {}, true}}));
        QCOMPARE(profile->restoredOutbox(place)->unsettled.size(), 3U);
    }
    const auto restored = open()->restoredOutbox(place);
    QVERIFY(restored.has_value());
    QVERIFY(restored->outbox == outbox);
    QVERIFY(restored->nextNumber == SubmissionNumber{7});
    QCOMPARE(restored->unsettled.size(), 3U);
    QCOMPARE(restored->unsettled[0].text, std::string("b"));
    QVERIFY(restored->unsettled[1].style == chat::MessageStyle::action);
    QVERIFY(restored->unsettled[2].announcement);
}

void ProfileTest::outboxesAreKeptApart()
{
    const std::string other(300, 'x');
    const auto profile = open();
    QVERIFY(profile->append(place, {client::OutboxDrawn{{}}, said(1, "here")}));
    QVERIFY(profile->append(other, {client::OutboxDrawn{{}}, said(1, "there")}));
    QCOMPARE(profile->restoredOutbox(place)->unsettled.front().text, std::string("here"));
    QCOMPARE(profile->restoredOutbox(other)->unsettled.front().text, std::string("there"));
}

void ProfileTest::aTornLastLineIsTolerated()
{
    const char* const journal = "outbox/127.0.0.1%3A7788.journal";
    QVERIFY(open()->append(place, {client::OutboxDrawn{{}}, said(1, "whole"), said(2, "torn")}));
    const QByteArray whole = read(journal);
    const auto lastLine = whole.lastIndexOf('\n', whole.size() - 2) + 1;
    for (auto cut = lastLine; cut < whole.size(); ++cut) {
        write(journal, whole.left(cut));
        const auto profile = open();
        QVERIFY2(profile != nullptr, QByteArray::number(cut));
        QCOMPARE(profile->restoredOutbox(place)->unsettled.size(), 1U);
        // What is appended then begins on a line of its own.
        QVERIFY(profile->append(place, {said(3, "later")}));
    }
    QCOMPARE(open()->restoredOutbox(place)->unsettled.back().text, std::string("later"));
}

void ProfileTest::withoutTheLockNothingIsJournalled()
{
    const auto first = open();
    const auto second = open();
    QVERIFY(second->append(place, {client::OutboxDrawn{{}}, said(1, "x")}));
    QVERIFY(!second->restoredOutbox(place));
    QVERIFY(!QFile::exists(journalName()));
}

void ProfileTest::aJournalThatCannotBeWrittenIsAFailure()
{
    const auto profile = open();
    // A folder stands where the journal should be.
    QVERIFY(QDir().mkpath(journalName()));
    const auto written = profile->append(place, {client::OutboxDrawn{{}}});
    QVERIFY(!written);
    QVERIFY(QString::fromStdString(written.error().context).contains(journalName()));
}

void ProfileTest::whatCouldNotBeWrittenIsNotRestored()
{
    const OutboxId first{{1}};
    const OutboxId second{{2}};
    {
        const auto profile = open();
        QVERIFY(QDir().mkpath(journalName()));
        QVERIFY(!profile->append(place, {client::OutboxDrawn{first}}));
        // The next client of this run draws an outbox of its own, and writes it down.
        QVERIFY(!profile->restoredOutbox(place));
        QVERIFY(QDir().rmdir(journalName()));
        QVERIFY(profile->append(place, {client::OutboxDrawn{second}, said(1, "text")}));
    }
    const auto restored = open()->restoredOutbox(place);
    QVERIFY(restored.has_value());
    QVERIFY(restored->outbox == second);
    QCOMPARE(restored->unsettled.size(), 1U);
}

void ProfileTest::aDiskThatIsFullChangesNoJournal()
{
    const SubmissionNumber one{1};
    const SubmissionNumber five{5};
    {
        const auto profile = open();
        QVERIFY(profile->append(place, {client::OutboxDrawn{{}}, said(1, "text")}));
        const QByteArray before = read("outbox/127.0.0.1%3A7788.journal");
        {
            const FullDisk full(before.size() + 10);
            QVERIFY(!profile->append(place, {client::SubmissionRenumbered{one, five}}));
        }
        QCOMPARE(read("outbox/127.0.0.1%3A7788.journal"), before);
        QVERIFY(profile->restoredOutbox(place)->unsettled.front().number == one);
        QVERIFY(profile->append(place, {client::SubmissionSettled{one}}));
        QVERIFY(profile->restoredOutbox(place)->unsettled.empty());
    }
    QVERIFY(open()->restoredOutbox(place)->unsettled.empty());
}

void ProfileTest::aPowerCutTakesNeitherRefusalsNorNewNumbers()
{
    const SubmissionNumber number{1};
    QVERIFY(qt::mustOutlivePowerCut(client::OutboxDrawn{}));
    QVERIFY(qt::mustOutlivePowerCut(client::SubmissionRenumbered{number, SubmissionNumber{2}}));
    QVERIFY(qt::mustOutlivePowerCut(client::SubmissionSettled{number, true}));
    // A disk is not waited for with each line that is said.
    QVERIFY(!qt::mustOutlivePowerCut(said(1, "text")));
    QVERIFY(!qt::mustOutlivePowerCut(client::SubmissionSettled{number}));
}

void ProfileTest::aSettledJournalIsShortened()
{
    const auto profile = open();
    QVERIFY(profile->append(place, {client::OutboxDrawn{{}}}));
    for (std::uint32_t number = 1; number <= 2000; ++number)
        QVERIFY(profile->append(place, {said(number, "some text or other"),
                                        client::SubmissionSettled{SubmissionNumber{number}}}));
    QVERIFY(QFileInfo(journalName()).size() < 100'000);
    QVERIFY(profile->restoredOutbox(place)->nextNumber == SubmissionNumber{2001});
}

void ProfileTest::anIdentityFileHoldsOneKey()
{
    const auto pair = crypto::KeyPair::draw(entropy_);
    write("admin.key", QByteArray::fromStdString(crypto::secretText(pair.secret)) + '\n');
    const auto read = qt::readIdentityFile(path("admin.key"));
    QVERIFY(read.has_value());
    QVERIFY(read->shared == pair.shared);
    write("bad.key", "nothing");
    QVERIFY(!qt::readIdentityFile(path("bad.key")));
    QVERIFY(!qt::readIdentityFile(path("missing.key")));
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
