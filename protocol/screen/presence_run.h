// Joins and leaves with nothing said between them, which a screen folds into one row when there are many.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace hubbub::screen {

class PresenceRun {
public:
    /// So many can be read one by one.
    static constexpr int mostUnfolded = 3;
    /// Another run begins then, so that one that is opened stays bounded.
    static constexpr int mostRows = 1'000;

    void addJoined(const QString& name) { add(name, true); }
    void addLeft(const QString& name) { add(name, false); }

    int rows() const { return rows_; }
    bool isFull() const { return rows_ >= mostRows; }
    bool isFoldable() const { return rows_ > mostUnfolded; }
    bool isFolded() const { return isFoldable() && !isOpen_; }
    bool isOpen() const { return isOpen_; }
    void setOpen(bool isOpen) { isOpen_ = isOpen; }
    /// Each person once: `小明、小红 等 5 人进入了聊天室；小李来了又走了；小刚退出了聊天室`
    QString summary() const;

private:
    /// Whoever was there first and is in the end has come back; whoever neither was nor is came and went.
    struct Person {
        bool joinedFirst;
        bool joinedLast;
    };

    void add(const QString& name, bool hasJoined);

    QHash<QString, Person> people_;
    QStringList order_; ///< of their first time
    int rows_ = 0;
    bool isOpen_ = false;
};

} // namespace hubbub::screen
