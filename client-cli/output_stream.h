// Standard output without ever waiting for it: what a slow reader does not take waits here, while the client
// goes on being heard by its server.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace hubbub::cli {

class OutputStream final : public QObject {
    Q_OBJECT

public:
    /// Does not own the descriptor.
    explicit OutputStream(int descriptor, QObject* parent = nullptr);
    ~OutputStream() override;

    void write(const QByteArray& bytes);
    /// Waits until everything is written, as long as somebody reads. The error (of errno.h) that kept
    /// something from being written, or 0.
    int finish();

Q_SIGNALS:
    /// Nobody reads any more, or the disk is full; once.
    void broken();

private:
    void writeAvailable();
    /// Waits at most so long for the descriptor to become writable, then writes a piece; false if nothing
    /// could be written.
    bool writeSome(int timeoutMilliseconds);

    int descriptor_;
    QSocketNotifier writable_;
    QByteArray waiting_;
    int error_ = 0;
};

} // namespace hubbub::cli
