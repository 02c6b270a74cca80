// A class of thirty in which two misbehave, all with the real programs: moderated from the server's console,
// from a distance, and by slash commands; what was decided holds when the server is killed and started again.

#include "tests/support/program.h"

#include <QJsonArray>

#include <memory>

using namespace hubbub::test;

namespace {

constexpr int pupils = 30;

QString at(const QJsonObject& object, const char* member)
{
    return object.value(QLatin1String(member)).toString();
}

QString name(int pupil)
{
    return QStringLiteral("学生%1").arg(pupil);
}

} // namespace

class ClassTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        startServer();
        makeTeacher();
        for (int i = 0; i < pupils; ++i) {
            class_.push_back(enter(name(i), profile(i)));
            QVERIFY(!class_.back()->waitFor(QStringLiteral("welcome")).isEmpty());
        }
    }

    void whoIsMutedIsRefusedAndGoesOnHearing()
    {
        console(QStringLiteral("/mute %1 for 1h shouting").arg(name(rude)));
        QVERIFY(answer().startsWith(QLatin1String("muted, as number ")));
        pupil(rude).write(QStringLiteral("HAHAHA\n"));
        const QJsonObject refused = pupil(rude).waitFor(QStringLiteral("refused"));
        QCOMPARE(at(refused, "code"), QStringLiteral("MUTED"));
        pupil(0).write(QStringLiteral("安静一点\n"));
        for (const auto& each : class_)
            QVERIFY(!each->waitForText(QStringLiteral("message"), QStringLiteral("安静一点")).isEmpty());
    }

    void whatIsRemovedIsGoneForEverybody()
    {
        pupil(spammer).write(QStringLiteral("买便宜的答案\n"));
        const QJsonObject said =
            pupil(1).waitForText(QStringLiteral("message"), QStringLiteral("买便宜的答案"));
        const int seq = said.value(QStringLiteral("seq")).toInt();
        QCOMPARE(admin({QStringLiteral("remove"), QString::number(seq), QStringLiteral("spam")}), 0);
        for (const auto& each : class_) {
            const QJsonObject removed = each->waitFor(QStringLiteral("removed"));
            QCOMPARE(removed.value(QStringLiteral("removed_seq")).toInt(), seq);
        }
        Program search(QStringLiteral("hubbub"),
                       {QStringLiteral("search"), address(), QStringLiteral("便宜"), QStringLiteral("--json"),
                        QStringLiteral("--profile"), profile(2)});
        QCOMPARE(search.end(), 0);
        QCOMPARE(QString::fromUtf8(search.process().readAllStandardOutput()), QString());
    }

    void whoIsBannedFromADistanceIsOut()
    {
        QCOMPARE(admin({QStringLiteral("ban"), name(spammer), QStringLiteral("for"), QStringLiteral("1h"),
                        QStringLiteral("spam")}),
                 0);
        QCOMPARE(pupil(spammer).end(), 5);
        const QJsonObject left = pupil(0).waitFor(QStringLiteral("left"));
        QCOMPARE(at(left, "name"), name(spammer));
        QCOMPARE(at(left, "reason"), QStringLiteral("banned"));
    }

    void anAdminInTheRoomAsksForConfirmation()
    {
        const auto teacher = enter(QStringLiteral("老师"), profile(teacherNumber));
        QVERIFY(!teacher->waitFor(QStringLiteral("welcome")).isEmpty());
        teacher->write(QStringLiteral("/announce --ack 明天考试\n"));
        const int notice = teacher->waitForText(QStringLiteral("announcement"), QStringLiteral("明天考试"))
                               .value(QStringLiteral("seq"))
                               .toInt();
        const QString confirmation = QStringLiteral("/ack\n");
        for (int i = 0; i < 10; ++i) {
            pupil(i).waitForText(QStringLiteral("announcement"), QStringLiteral("明天考试"));
            pupil(i).write(confirmation);
            QVERIFY(!pupil(i).waitFor(QStringLiteral("ok")).isEmpty());
        }
        teacher->write(QStringLiteral("/acks #%1\n").arg(notice));
        const QJsonObject acks = teacher->waitFor(QStringLiteral("ok"), [](const QJsonObject& ok) {
            return ok.contains(QStringLiteral("confirmed"));
        });
        QCOMPARE(acks.value(QStringLiteral("confirmed")).toArray().size(), 11);
        // The teacher is among them: whoever asks has confirmed. One is banned.
        QCOMPARE(acks.value(QStringLiteral("delivered")).toArray().size()
                     + acks.value(QStringLiteral("unreachable")).toArray().size(),
                 pupils - 1 - 10);
        teacher->write(QStringLiteral("/lock\n"));
        QVERIFY(!teacher->waitFor(QStringLiteral("ok")).isEmpty());
        QCOMPARE(enterInVain(QStringLiteral("迟到"), profile(101)), QStringLiteral("LOCKED"));
        teacher->write(QStringLiteral("/unlock\n"));
        QVERIFY(!teacher->waitFor(QStringLiteral("ok")).isEmpty());
        teacher->signal(SIGTERM);
        QCOMPARE(teacher->end(), 0);
    }

    void allOfItHoldsWhenTheServerIsKilled()
    {
        server_->signal(SIGKILL);
        server_->end();
        startServer();
        for (const auto& each : class_) {
            if (each.get() != &pupil(spammer))
                QVERIFY(!each->waitFor(QStringLiteral("link"),
                                       [](const QJsonObject& link) {
                                           return at(link, "state") == QLatin1String("resumed");
                                       })
                             .isEmpty());
        }
        pupil(rude).write(QStringLiteral("无聊\n"));
        QCOMPARE(at(pupil(rude).waitFor(QStringLiteral("refused")), "code"), QStringLiteral("MUTED"));
        QCOMPARE(enterInVain(name(spammer), profile(spammer)), QStringLiteral("BANNED"));
        QCOMPARE(enterInVain(QStringLiteral("新来的"), profile(spammer)), QStringLiteral("BANNED"));
    }

    void aBannedAddressIsOutWhateverTheKeyAndTheName()
    {
        const QString other = QStringLiteral("[::1]:%1").arg(server_->port());
        console(QStringLiteral("/ban ::1 for 1h another computer"));
        QVERIFY(answer().startsWith(QLatin1String("banned, as number ")));
        QCOMPARE(enterInVain(QStringLiteral("又来了"), profile(102), other), QStringLiteral("BANNED"));
        server_->signal(SIGKILL);
        server_->end();
        startServer();
        QCOMPARE(enterInVain(QStringLiteral("再来"), profile(103), other), QStringLiteral("BANNED"));
        console(QStringLiteral("/unban ::1"));
        QVERIFY(answer().startsWith(QLatin1String("lifted, number ")));
        const auto back = enter(QStringLiteral("又来了"), profile(102), {}, other);
        QVERIFY(!back->waitFor(QStringLiteral("welcome")).isEmpty());
    }

    void whoIsForgivenComesBack()
    {
        QCOMPARE(admin({QStringLiteral("unban"), name(spammer)}), 0);
        const auto back = enter(name(spammer), profile(spammer));
        QVERIFY(!back->waitFor(QStringLiteral("welcome")).isEmpty());
        console(QStringLiteral("/unmute %1").arg(name(rude)));
        QVERIFY(answer().startsWith(QLatin1String("lifted, number ")));
        pupil(rude).write(QStringLiteral("对不起\n"));
        QVERIFY(!back->waitForText(QStringLiteral("message"), QStringLiteral("对不起")).isEmpty());
    }

private:
    static constexpr int rude = 7;
    static constexpr int spammer = 13;
    static constexpr int teacherNumber = 100;

    QString address() const { return server_->address(); }
    QString profile(int pupil) const { return folder_.filePath(QStringLiteral("profile%1").arg(pupil)); }
    JsonClient& pupil(int pupil) const { return *class_[static_cast<std::size_t>(pupil)]; }

    void startServer()
    {
        const quint16 port = server_ ? server_->port() : keptPort();
        const QStringList second{QStringLiteral("--listen"), QStringLiteral("[::1]:%1").arg(port)};
        server_ =
            std::make_unique<ServerProgram>(folder_.filePath(QStringLiteral("room")), port, second + more_);
    }
    /// Whoever has this profile is an admin from the next start on.
    void makeTeacher()
    {
        Program ping(QStringLiteral("hubbub"), {QStringLiteral("ping"), address(),
                                                QStringLiteral("--profile"), profile(teacherNumber)});
        QCOMPARE(ping.end(), 0);
        const QString line = QString::fromUtf8(ping.process().readAllStandardOutput());
        const QString key = line.section(QStringLiteral("own-key "), 1).section(QLatin1Char(' '), 0, 0);
        more_ = {QStringLiteral("--admin"), key};
        server_->signal(SIGTERM);
        QCOMPARE(server_->end(), 0);
        startServer();
    }
    void console(const QString& line) { server_->write(line + QLatin1Char('\n')); }
    QString answer() { return server_->readLine(); }
    /// The exit code of `hubbub admin`.
    int admin(const QStringList& command) const
    {
        Program program(QStringLiteral("hubbub"),
                        QStringList{QStringLiteral("admin"), address(), QStringLiteral("--profile"),
                                    profile(99), QStringLiteral("--identity"),
                                    folder_.filePath(QStringLiteral("room/admin.key"))}
                            + command);
        return program.end();
    }
    std::unique_ptr<JsonClient> enter(const QString& name, const QString& profile,
                                      const QStringList& more = {}, const QString& server = {}) const
    {
        return std::make_unique<JsonClient>(
            server.isEmpty() ? address() : server, name, profile,
            QStringList{QStringLiteral("--stay"), QStringLiteral("--timeout"), QStringLiteral("60")} + more);
    }
    /// The code by which the room refuses; empty if it does not.
    QString enterInVain(const QString& name, const QString& profile, const QString& server = {}) const
    {
        const auto client = enter(name, profile, {}, server);
        const QString code = at(client->waitFor(QStringLiteral("error")), "code");
        return client->end() == 5 ? code : QString();
    }

    QTemporaryDir folder_;
    QStringList more_; ///< of the server's options
    std::unique_ptr<ServerProgram> server_;
    std::vector<std::unique_ptr<JsonClient>> class_;
};

QTEST_GUILESS_MAIN(ClassTest)
#include "class_test.moc"
