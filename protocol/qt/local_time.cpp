#include "protocol/qt/local_time.h"

#include "protocol/chat/search_query.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace hubbub::qt {

namespace {

std::optional<QDateTime> midnightOf(const QString& day)
{
    const QDate date = QDate::fromString(day, QStringLiteral("yyyy-MM-dd"));
    return date.isValid() ? std::optional(date.startOfDay()) : std::nullopt;
}

} // namespace

WallTime wallTime()
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

QString timeText(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.milliseconds).toString(QStringLiteral("HH:mm"));
}

QString dateAndTimeText(WallTime time)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(time.milliseconds).date();
    return QLocale().toString(date, QLocale::ShortFormat) + QChar::Space + timeText(time);
}

QString shortTimeText(WallTime time)
{
    const bool isToday = QDateTime::fromMSecsSinceEpoch(time.milliseconds).date() == QDate::currentDate();
    return isToday ? timeText(time) : dateAndTimeText(time);
}

std::optional<WallTime> parseLocalTime(const QString& text)
{
    if (const auto midnight = midnightOf(text))
        return WallTime{std::max<qint64>(midnight->toMSecsSinceEpoch(), 0)};
    return chat::parseTime(text.toStdString());
}

QString localQuery(const QString& query)
{
    static const QRegularExpression condition(
        QStringLiteral("(?<!\\S)((?:before|after)[:：])(\\d{4}-\\d{2}-\\d{2})(?!\\S)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QString local = query;
    qsizetype from = 0;
    for (auto match = condition.match(local); match.hasMatch(); match = condition.match(local, from)) {
        const auto midnight = midnightOf(match.captured(2));
        from = match.capturedEnd();
        if (!midnight)
            continue;
        const QString point = midnight->toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
        local.replace(match.capturedStart(2), match.capturedLength(2), point);
        from = match.capturedStart(2) + point.size();
    }
    return local;
}

} // namespace hubbub::qt
