// What is selected, and how it reads when it is copied.
#include "client-gui/message_selection.h"
#include "protocol/screen/message_model.h"
#include "tests/support/room_notices.h"

#include <QDateTime>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;
using Unit = MessageSelection::Unit;

class MessageSelectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingIsSelectedAtFirst();
    void aPartOfOneMessageIsCopiedAsItIs();
    void severalMessagesAreCopiedWithTimeAndName();
    void whoGoesOnIsNamedInACopy();
    void furtherLinesStayBelowTheirMessage();
    void datesAreCopiedOnlyAlone();
    void twoClicksTakeWords();
    void threeClicksTakeMessages();
    void itGrowsBackwards();
    void isolatesAreNotCopied();
    void foldedRowsAreNotCopied();
    void itStaysWithItsRows();

private:
    void add(const std::string& text, const std::string& name = "小红")
    {
        model_->handleEvent(message(++seq_, name, text));
    }
    QString selected(int fromRow, qsizetype from, int toRow, qsizetype to)
    {
        selection_.begin(fromRow, from, Unit::character);
        selection_.extend(toRow, to);
        return selection_.text();
    }
    static QString time()
    {
        return QDateTime::fromMSecsSinceEpoch(morning).toString(QStringLiteral("HH:mm"));
    }

    std::uint64_t seq_ = 0;
    std::unique_ptr<screen::MessageModel> model_;
    MessageSelection selection_;
};

void MessageSelectionTest::init()
{
    seq_ = 0;
    model_ = std::make_unique<screen::MessageModel>();
    selection_.setModel(model_.get());
}

void MessageSelectionTest::nothingIsSelectedAtFirst()
{
    add("hello");
    QVERIFY(selection_.isEmpty());
    QCOMPARE(selection_.text(), QString());
    QCOMPARE(selected(1, 3, 1, 3), QString());
}

void MessageSelectionTest::aPartOfOneMessageIsCopiedAsItIs()
{
    add("hello world");
    QCOMPARE(selected(1, 4, 1, 9), QStringLiteral("hello"));
    QCOMPARE(selected(1, 0, 1, 9), QStringLiteral("小红: hello"));
}

void MessageSelectionTest::severalMessagesAreCopiedWithTimeAndName()
{
    add("hello world");
    add("hi", "小刚");
    QCOMPARE(selected(1, 10, 2, 5), QStringLiteral("%1 小红: world\n%1 小刚: h").arg(time()));
    QCOMPARE(selected(1, 1, 2, 6), QStringLiteral("%1 小红: hello world\n%1 小刚: hi").arg(time()));
}

void MessageSelectionTest::whoGoesOnIsNamedInACopy()
{
    add("hello");
    add("world");
    QVERIFY(model_->row(2).continuesGroup);
    QCOMPARE(selected(1, 0, 2, 5), QStringLiteral("%1 小红: hello\n%1 小红: world").arg(time()));
    QCOMPARE(selected(2, 0, 2, 5), QStringLiteral("world"));
}

void MessageSelectionTest::furtherLinesStayBelowTheirMessage()
{
    add("one\ntwo");
    add("three", "小刚");
    QCOMPARE(selected(1, 0, 1, 100), QStringLiteral("小红: one\ntwo"));
    QCOMPARE(selected(1, 0, 2, 100), QStringLiteral("%1 小红: one\n  two\n%1 小刚: three").arg(time()));
}

void MessageSelectionTest::datesAreCopiedOnlyAlone()
{
    add("hello");
    selection_.selectRows(0, 0);
    QCOMPARE(selection_.text(), model_->row(0).line);
    selection_.selectRows(0, 1);
    QCOMPARE(selection_.text(), QStringLiteral("小红: hello"));
}

void MessageSelectionTest::twoClicksTakeWords()
{
    add("hello wide world");
    selection_.begin(1, 11, Unit::word);
    QCOMPARE(selection_.text(), QStringLiteral("wide"));
    selection_.extend(1, 16);
    QCOMPARE(selection_.text(), QStringLiteral("wide world"));
    selection_.extend(1, 5);
    QCOMPARE(selection_.text(), QStringLiteral("hello wide"));
}

void MessageSelectionTest::threeClicksTakeMessages()
{
    add("hello");
    add("world");
    selection_.begin(2, 2, Unit::message);
    QCOMPARE(selection_.text(), QStringLiteral("world"));
    selection_.extend(1, 3);
    QCOMPARE(selection_.text(), QStringLiteral("%1 小红: hello\n%1 小红: world").arg(time()));
}

void MessageSelectionTest::itGrowsBackwards()
{
    add("hello world");
    QCOMPARE(selected(1, 9, 1, 4), QStringLiteral("hello"));
}

void MessageSelectionTest::isolatesAreNotCopied()
{
    add("שלום https://a.example/b סוף", "דנה");
    selection_.selectRows(1, 1);
    QCOMPARE(selection_.text(), QStringLiteral("דנה: שלום https://a.example/b סוף"));
}

void MessageSelectionTest::foldedRowsAreNotCopied()
{
    for (std::uint32_t who = 1; who <= 5; ++who)
        model_->handleEvent(joined(++seq_, who, "n" + std::to_string(who)));
    QVERIFY(model_->isHidden(3));
    selection_.selectRows(0, model_->rowCount() - 1);
    QCOMPARE(selection_.text(), model_->shownText(1));
    model_->toggleFold(1);
    QCOMPARE(selection_.text().count(QLatin1Char('\n')), 4);
}

void MessageSelectionTest::itStaysWithItsRows()
{
    model_ = std::make_unique<screen::MessageModel>(nullptr, 100);
    selection_.setModel(model_.get());
    for (int i = 0; i < 99; ++i)
        add("message " + std::to_string(i), i % 2 == 0 ? "a" : "b");
    selection_.selectRows(60, 60);
    const QString text = selection_.text();
    add("more"); // and the oldest go
    add("more");
    QVERIFY(model_->rowCount() < 100);
    QCOMPARE(selection_.text(), text);
}

QTEST_GUILESS_MAIN(MessageSelectionTest)
#include "message_selection_test.moc"
