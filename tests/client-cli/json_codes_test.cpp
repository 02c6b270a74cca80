// The codes that scripts rely on: hubbub(1) lists each that the program can print, with the right exit
// status, and no other (decision 13).
#include "client-cli/exit_code.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace hubbub;
using namespace hubbub::cli;

namespace {

constexpr int noExit = -1;

/// Code and exit status of each entry below this heading of the manual page.
QMap<QString, int> listed(const QString& heading)
{
    QFile file(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/man/hubbub.1"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString section = QString::fromUtf8(file.readAll())
                                .section(QStringLiteral(".Ss ") + heading, 1)
                                .section(QStringLiteral("\n.S"), 0, 0);
    static const QRegularExpression entry(QStringLiteral("^\\.It Dv ([A-Z_]+)(?: Pq (\\d))?$"),
                                          QRegularExpression::MultilineOption);
    QMap<QString, int> codes;
    for (auto matches = entry.globalMatch(section); matches.hasNext();) {
        const auto match = matches.next();
        codes.insert(match.captured(1), match.captured(2).isEmpty() ? noExit : match.captured(2).toInt());
    }
    return codes;
}

QString word(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// Never the answer to a join, or waited out by the engine.
bool refusesNoJoin(chat::RefusalCode code)
{
    switch (code) {
    case chat::RefusalCode::nameTaken:
    case chat::RefusalCode::nameLookalike:
    case chat::RefusalCode::nameReserved:
    case chat::RefusalCode::nameIllegal:
    case chat::RefusalCode::nameResting:
    case chat::RefusalCode::selfInUse:
    case chat::RefusalCode::tooLong:
    case chat::RefusalCode::banned:
    case chat::RefusalCode::badPassword:
    case chat::RefusalCode::notAllowed:
    case chat::RefusalCode::full:
    case chat::RefusalCode::locked:
    case chat::RefusalCode::badArgument:
        return false;
    case chat::RefusalCode::textIllegal:
    case chat::RefusalCode::rate:
    case chat::RefusalCode::muted:
    case chat::RefusalCode::notAdmin:
    case chat::RefusalCode::noSuchMember:
    case chat::RefusalCode::notStored:
    case chat::RefusalCode::outboxConflict:
    case chat::RefusalCode::busy:
    case chat::RefusalCode::unknownCommand:
        return true;
    }
    return true;
}

} // namespace

class JsonCodesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theManualListsEveryRefusal()
    {
        QMap<QString, int> expected;
        for (std::uint64_t number = 1; const auto code = chat::refusalFromNumber(number); ++number)
            expected.insert(word(chat::refusalWord(*code)),
                            refusesNoJoin(*code) ? noExit : static_cast<int>(exitCodeFor(*code)));
        QCOMPARE(listed(QStringLiteral("Codes of refusals")), expected);
    }

    void theManualListsEveryEnd()
    {
        QMap<QString, int> expected{{word(failedWord), static_cast<int>(ExitCode::usage)}};
        for (int number = 0; number <= static_cast<int>(client::EndReason::protocolError); ++number) {
            const auto reason = static_cast<client::EndReason>(number);
            if (!endWord(reason).empty())
                expected.insert(word(endWord(reason)), static_cast<int>(exitCodeFor(reason)));
        }
        // It is a refusal's code as well, and stands there, with the same exit status.
        const QString banned = word(endWord(client::EndReason::banned));
        QCOMPARE(expected.take(banned), listed(QStringLiteral("Codes of refusals")).value(banned));
        QCOMPARE(listed(QStringLiteral("Codes of ends")), expected);
    }
};

QTEST_GUILESS_MAIN(JsonCodesTest)
#include "json_codes_test.moc"
