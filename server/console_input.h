// Standard input as lines, for the console. Reads a terminal only while the server is in its foreground, so
// that a server in the background neither stops nor steals what is typed to others. End of input closes the
// console, not the server.
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <string>

namespace hubbub::server {

class ConsoleInput final : public QObject {
    Q_OBJECT

public:
    explicit ConsoleInput(QObject* parent = nullptr);

Q_SIGNALS:
    void lineRead(const std::string& line);

private:
    void readAvailable();
    void close();

    QSocketNotifier readable_;
    QTimer foregroundCheck_;
    std::string partial_;
};

} // namespace hubbub::server
