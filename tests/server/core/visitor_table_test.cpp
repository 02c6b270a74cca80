#include "server/core/visitor_table.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

AddressPrefix prefix(std::uint32_t number)
{
    return AddressPrefix::of(IpAddress::v4(number));
}

const auto spareNobody = [](SessionId) { return false; };

} // namespace

class VisitorTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLargestPrefixGivesItsEarliest()
    {
        VisitorTable visitors;
        visitors.add(SessionId{1}, prefix(1));
        visitors.add(SessionId{2}, prefix(2));
        visitors.add(SessionId{3}, prefix(2));
        QCOMPARE(visitors.toGo(spareNobody), std::optional(SessionId{2}));
        visitors.remove(SessionId{2});
        visitors.add(SessionId{4}, prefix(1));
        QCOMPARE(visitors.toGo(spareNobody), std::optional(SessionId{1}));
        QCOMPARE(visitors.size(), std::size_t{3});
    }

    void whoIsSparedIsPassedOver()
    {
        VisitorTable visitors;
        visitors.add(SessionId{1}, prefix(1));
        visitors.add(SessionId{2}, prefix(1));
        visitors.add(SessionId{3}, prefix(2));
        QCOMPARE(visitors.toGo([](SessionId id) { return id == SessionId{1}; }), std::optional(SessionId{2}));
        QCOMPARE(visitors.toGo([](SessionId id) { return id < SessionId{3}; }), std::optional(SessionId{3}));
        QCOMPARE(visitors.toGo([](SessionId) { return true; }), std::optional<SessionId>());
    }

    void removingTwiceOrNobodyIsHarmless()
    {
        VisitorTable visitors;
        visitors.remove(SessionId{1});
        visitors.add(SessionId{1}, prefix(1));
        visitors.remove(SessionId{1});
        visitors.remove(SessionId{1});
        QCOMPARE(visitors.size(), std::size_t{0});
        QCOMPARE(visitors.toGo(spareNobody), std::optional<SessionId>());
    }
};

QTEST_APPLESS_MAIN(VisitorTableTest)
#include "visitor_table_test.moc"
