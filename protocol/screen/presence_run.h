// Joins and leaves with nothing said between them, which a screen folds into one row when there are many.
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace hubbub::screen {

class PresenceRun {
public:
    /// So many can be read one by one.
    static constexpr int mostUnfolded = 3;
    /// Another run begins then, so that one that is opened stays bounded.
    static constexpr int mostRows = 1'000;

    void addJoined(const QString& name) { joined_.add(name), ++rows_; }
    void addLeft(const QString& name) { left_.add(name), ++rows_; }

    int rows() const { return rows_; }
    bool isFull() const { return rows_ >= mostRows; }
    bool isFoldable() const { return rows_ > mostUnfolded; }
    bool isFolded() const { return isFoldable() && !isOpen_; }
    bool isOpen() const { return isOpen_; }
    void setOpen(bool isOpen) { isOpen_ = isOpen; }
    /// `小明、小红 等 5 人进入了聊天室；小刚退出了聊天室`
    QString summary() const;

private:
    /// Who flaps is told once in each direction.
    class People {
    public:
        void add(const QString& name);
        qsizetype count() const { return all_.size(); }
        /// The first few by name.
        QString names() const;

    private:
        QSet<QString> all_;
        QStringList first_;
    };

    People joined_;
    People left_;
    int rows_ = 0;
    bool isOpen_ = false;
};

} // namespace hubbub::screen
