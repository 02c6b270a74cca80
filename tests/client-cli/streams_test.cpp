// Standard input is read as fast as its lines are taken, standard output written as fast as it is read;
// neither keeps the event loop waiting.
#include "client-cli/line_source.h"
#include "client-cli/output_stream.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace hubbub::cli;

namespace {

class Pipe {
public:
    Pipe()
    {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        closeReader();
        closeWriter();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int reader() const { return ends_[0]; }
    int writer() const { return ends_[1]; }
    void closeReader() { close(ends_[0]); }
    void closeWriter() { close(ends_[1]); }
    void write(const QByteArray& text) const
    {
        QCOMPARE(::write(ends_[1], text.constData(), static_cast<std::size_t>(text.size())), text.size());
    }
    /// What is there at once.
    QByteArray read() const
    {
        QByteArray bytes(1 << 16, Qt::Uninitialized);
        const auto count = ::read(ends_[0], bytes.data(), static_cast<std::size_t>(bytes.size()));
        return bytes.left(static_cast<qsizetype>(std::max<ssize_t>(count, 0)));
    }

private:
    static void close(int& descriptor)
    {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }
    std::array<int, 2> ends_{};
};

} // namespace

class StreamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void nothingIsReadBeforeItIsWanted();
    void aPauseHoldsBackWhatWasRead();
    void aFileIsReadToItsEnd();
    void aSlowReaderGetsEverythingLater();
    void nobodyReadingIsTold();
    void theLastWordsAreWaitedFor();
};

void StreamsTest::nothingIsReadBeforeItIsWanted()
{
    Pipe pipe;
    LineSource source(pipe.reader(), LineSplitter::Separator::newline);
    QSignalSpy lines(&source, &LineInput::lineRead);
    QSignalSpy ended(&source, &LineInput::ended);
    pipe.write("one\ntwo\n");
    pipe.closeWriter();
    QCoreApplication::processEvents();
    QCOMPARE(lines.size(), 0);
    source.resume();
    QTRY_COMPARE(lines.size(), 2);
    QTRY_COMPARE(ended.size(), 1);
}

void StreamsTest::aPauseHoldsBackWhatWasRead()
{
    Pipe pipe;
    LineSource source(pipe.reader(), LineSplitter::Separator::newline);
    QSignalSpy lines(&source, &LineInput::lineRead);
    QSignalSpy ended(&source, &LineInput::ended);
    connect(&source, &LineInput::lineRead, this, [&source] { source.pause(); });
    pipe.write("one\ntwo\nthree");
    pipe.closeWriter();
    for (int taken = 1; taken <= 3; ++taken) {
        source.resume();
        QTRY_COMPARE(lines.size(), taken);
        QCoreApplication::processEvents();
        QCOMPARE(lines.size(), taken);
        QCOMPARE(ended.size(), 0);
    }
    source.resume();
    QTRY_COMPARE(ended.size(), 1);
}

void StreamsTest::aFileIsReadToItsEnd()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    for (int i = 0; i < 50'000; ++i)
        file.write("a line\n");
    QVERIFY(file.flush());
    QVERIFY(file.seek(0));
    LineSource source(file.handle(), LineSplitter::Separator::newline);
    QSignalSpy lines(&source, &LineInput::lineRead);
    QSignalSpy ended(&source, &LineInput::ended);
    source.resume();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(lines.size(), 50'000);
}

void StreamsTest::aSlowReaderGetsEverythingLater()
{
    Pipe pipe;
    QCOMPARE(::fcntl(pipe.reader(), F_SETFL, O_NONBLOCK), 0);
    OutputStream stream(pipe.writer());
    const QByteArray line(1000, 'x');
    for (int i = 0; i < 1000; ++i)
        stream.write(line);
    qsizetype received = 0;
    const auto readOn = [&] {
        received += pipe.read().size();
        return received == 1'000'000;
    };
    QTRY_VERIFY(readOn());
}

void StreamsTest::nobodyReadingIsTold()
{
    Pipe pipe;
    OutputStream stream(pipe.writer());
    QSignalSpy broken(&stream, &OutputStream::broken);
    pipe.closeReader();
    stream.write("x");
    stream.write("y");
    QTRY_COMPARE(broken.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(broken.size(), 1);
}

void StreamsTest::theLastWordsAreWaitedFor()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    {
        OutputStream stream(file.handle());
        stream.write(QByteArray(100'000, 'x'));
    }
    QCOMPARE(QFile(file.fileName()).size(), 100'000);
}

QTEST_GUILESS_MAIN(StreamsTest)
#include "streams_test.moc"
