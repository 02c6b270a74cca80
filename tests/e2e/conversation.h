// Ten people who talk at once through `hubbub --json`, and what must be true of it afterwards: everyone has
// seen every text exactly once, in one order.
#pragma once

#include "tests/support/bad_network.h"
#include "tests/support/program.h"

#include <QJsonArray>
#include <QTest>

#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace hubbub::test {

class Conversation {
public:
    static constexpr int people = 10;
    static constexpr int rounds = 10;
    static constexpr int linesOfEach = 20; ///< in one round
    static constexpr BadNetwork::Vices badly{.lossPercent = 20, .repeatPercent = 5, .latePercent = 20};

    /// Everyone is in, and knows of everyone, when this returns true.
    bool enter(const QString& server, const QString& folder)
    {
        for (int i = 0; i < people; ++i)
            people_.push_back(std::make_unique<JsonClient>(
                server, QStringLiteral("person%1").arg(i), QStringLiteral("%1/profile%2").arg(folder).arg(i),
                QStringList{QStringLiteral("--stay"), QStringLiteral("--timeout"), QStringLiteral("60")}));
        for (const auto& person : people_) {
            const QJsonObject welcome = person->waitFor(QStringLiteral("welcome"));
            auto known = static_cast<int>(welcome.value(QStringLiteral("members")).toArray().size());
            for (; known < people; ++known)
                if (person->waitFor(QStringLiteral("joined"), isLive).isEmpty())
                    return false;
        }
        return true;
    }
    /// The next round: the lines of everyone.
    void say()
    {
        for (std::size_t i = 0; i < people_.size(); ++i)
            for (int line = said_ + 1; line <= said_ + linesOfEach; ++line)
                people_[i]->write(textOf(static_cast<int>(i), line) + QLatin1Char('\n'));
        said_ += linesOfEach;
    }
    /// Waits until the first of them is in the middle of the last round.
    bool isHalfOfItHeard()
    {
        while (heard_ < allSaid() - people * linesOfEach / 2) {
            if (people_.front()->waitFor(QStringLiteral("message"), isLive).isEmpty())
                return false;
            ++heard_;
        }
        return true;
    }
    std::size_t allSaid() const { return static_cast<std::size_t>(said_) * people_.size(); }

    /// Empty if all is as it must be; else the first thing that is not. Ends the conversation.
    QString judge()
    {
        for (const auto& person : people_)
            if (!hasAll(*person))
                return complaint(*person, "does not hear and confirm everything");
        for (const auto& person : people_) {
            person->signal(SIGTERM);
            person->readAll();
            if (person->end() != 0)
                return complaint(*person, "does not end well");
        }
        const Heard order = heardBy(*people_.front());
        if (QString wrong = judgeOrder(order); !wrong.isEmpty())
            return wrong;
        for (const auto& person : people_) {
            if (heardBy(*person) != order)
                return complaint(*person, "has heard something else, or in another order");
            if (QString wrong = judgeConfirmations(*person, order); !wrong.isEmpty())
                return wrong;
        }
        return {};
    }

private:
    /// seq and text, as they were told.
    using Heard = std::vector<std::pair<int, QString>>;

    static bool isLive(const QJsonObject& object) { return !object.contains(QStringLiteral("history")); }
    static QString textOf(int person, int line)
    {
        return QStringLiteral("%1 第 %2 句").arg(person).arg(line);
    }
    static int seqOf(const QJsonObject& object) { return object.value(QStringLiteral("seq")).toInt(); }

    QString complaint(const JsonClient& person, const char* what) const
    {
        std::size_t index = 0;
        while (people_[index].get() != &person)
            ++index;
        return QStringLiteral("person%1 %2: %3 messages, %4 sent, %5 refused of %6")
            .arg(index)
            .arg(QLatin1String(what))
            .arg(person.objects(QStringLiteral("message")).size())
            .arg(person.objects(QStringLiteral("sent")).size())
            .arg(person.objects(QStringLiteral("refused")).size())
            .arg(allSaid());
    }

    bool hasAll(JsonClient& person) const
    {
        std::size_t missing = allSaid() - person.objects(QStringLiteral("message")).size()
                            + static_cast<std::size_t>(said_) - person.objects(QStringLiteral("sent")).size();
        while (missing > 0) {
            const QJsonObject object = person.next();
            if (object.isEmpty())
                return false;
            const QString type = object.value(QStringLiteral("type")).toString();
            if (type == QLatin1String("message") || type == QLatin1String("sent"))
                --missing;
        }
        return true;
    }

    static Heard heardBy(const JsonClient& person)
    {
        Heard heard;
        for (const QJsonObject& message : person.objects(QStringLiteral("message")))
            heard.emplace_back(seqOf(message), message.value(QStringLiteral("text")).toString());
        return heard;
    }

    /// Rising, and of each person all lines in the order they were typed.
    QString judgeOrder(const Heard& order) const
    {
        std::vector<int> lines(people_.size());
        int last = 0;
        for (const auto& [seq, text] : order) {
            const auto person = text.section(QLatin1Char(' '), 0, 0).toUInt();
            if (seq <= last || person >= lines.size()
                || text != textOf(static_cast<int>(person), ++lines[person]))
                return QStringLiteral("number %1 is not expected there: %2").arg(seq).arg(text);
            last = seq;
        }
        for (const int each : lines)
            if (each != said_)
                return QStringLiteral("%1 lines instead of %2").arg(each).arg(said_);
        return {};
    }

    /// Each line once, under the number where everyone has heard it.
    QString judgeConfirmations(const JsonClient& person, const Heard& order) const
    {
        const std::set<std::pair<int, QString>> heard(order.begin(), order.end());
        std::set<int> confirmed;
        std::size_t index = 0;
        while (people_[index].get() != &person)
            ++index;
        for (const QJsonObject& sent : person.objects(QStringLiteral("sent"))) {
            const int line = sent.value(QStringLiteral("line")).toInt();
            if (!confirmed.insert(line).second
                || !heard.contains({seqOf(sent), textOf(static_cast<int>(index), line)}))
                return complaint(person, "is told of a line twice, or under a wrong number");
        }
        if (confirmed.size() != static_cast<std::size_t>(said_))
            return complaint(person, "is not told of every line");
        for (const char* type : {"refused", "gap", "error"})
            if (!person.objects(QLatin1String(type)).empty())
                return complaint(person, "is refused something, or has a gap");
        for (const QJsonObject& left : person.objects(QStringLiteral("left")))
            if (left.value(QStringLiteral("reason")).toString() != QLatin1String("quit"))
                return complaint(person, "sees somebody lost");
        return {};
    }

    std::vector<std::unique_ptr<JsonClient>> people_;
    int said_ = 0;
    std::size_t heard_ = 0; ///< by the first of them
};

} // namespace hubbub::test
