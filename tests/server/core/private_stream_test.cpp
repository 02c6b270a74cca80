// How much one session may leave unacknowledged before it is asked for nothing more.
#include "server/core/limits.h"
#include "server/core/private_stream.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

struct Filled {
    PrivateStream stream;

    Filled(std::size_t records, std::size_t bytes)
    {
        for (std::size_t i = 0; i < records; ++i)
            stream.append(std::make_shared<const Bytes>(bytes));
    }
};

} // namespace

class PrivateStreamTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAreTakenUpToSoManyRecords()
    {
        Filled filled(limits::memberAnswers - 1, 1);
        PrivateStream& stream = filled.stream;
        QVERIFY(stream.hasRoomForRequests(limits::memberAnswers));
        QVERIFY(!stream.hasRoomForRequests(limits::visitorAnswers));
        stream.append(std::make_shared<const Bytes>(1));
        QVERIFY(!stream.hasRoomForRequests(limits::memberAnswers));
        stream.trim(Seq{2});
        QVERIFY(stream.hasRoomForRequests(limits::memberAnswers));
    }

    void requestsAreTakenUpToSoManyBytes()
    {
        Filled filled(limits::privateBytes / 1024, 1024);
        PrivateStream& stream = filled.stream;
        QVERIFY(!stream.hasRoomForRequests(limits::memberAnswers));
        stream.trim(Seq{2});
        QVERIFY(stream.hasRoomForRequests(limits::memberAnswers));
    }

    void listsStopEarlierAndPagesEarlierStill()
    {
        QVERIFY(Filled(limits::privateRecordsOfLists - 1, 1).stream.hasRoomForLists());
        QVERIFY(!Filled(limits::privateRecordsOfLists, 1).stream.hasRoomForLists());
        QVERIFY(!Filled(limits::privateBytesOfLists / 1024, 1024).stream.hasRoomForLists());
        QVERIFY(Filled(2, limits::privateBytesOfPages / 2).stream.hasRoomForPages());
        QVERIFY(!Filled(3, limits::privateBytesOfPages / 2).stream.hasRoomForPages());
        QVERIFY(!Filled(limits::privateRecordsOfLists, 1).stream.hasRoomForPages());
    }
};

QTEST_APPLESS_MAIN(PrivateStreamTest)
#include "private_stream_test.moc"
