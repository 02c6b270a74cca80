// How long the desktop client's message list takes with a hundred thousand events in it, and how much memory.
// Each figure is until everything is painted. Runs without a screen, too: QT_QPA_PLATFORM=offscreen.
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>

using namespace hubbub;

namespace {

constexpr int events = 100'000;
constexpr std::size_t people = 200;

/// What a busy room says: short and long, Chinese and English, several lines, links, coming and going.
class Talk {
public:
    client::EventNotice next()
    {
        time_ += std::uniform_int_distribution(0, 20'000)(random_);
        const auto who = std::uniform_int_distribution<std::size_t>(0, people - 1)(random_);
        chat::Event event{.time = {time_},
                          .member = {static_cast<std::uint32_t>(who + 1)},
                          .name = "同学" + std::to_string(who),
                          .number = {},
                          .content = {},
                          .what = chat::Message{}};
        const int kind = std::uniform_int_distribution(0, 99)(random_);
        if (kind < 5) {
            event.what = kind < 3 ? decltype(event.what)(chat::Joined{}) : chat::Left{};
            event.content = chat::Content{{}, ""};
        } else {
            event.content = chat::Content{{}, text(kind)};
        }
        return {Seq{++seq_}, event, false, false, std::nullopt};
    }

private:
    std::string text(int kind)
    {
        std::string text;
        const int length = kind < 10 ? 200 : std::uniform_int_distribution(1, 20)(random_);
        for (int word = 0; word < length; ++word) {
            text += kind % 2 == 0 ? "今天下午的课" : "another word ";
            if (kind < 20 && word % 10 == 9)
                text += '\n';
        }
        if (kind > 95)
            text += " https://chat.example/notes?page=" + std::to_string(seq_);
        return text;
    }

    std::mt19937 random_{1};
    std::int64_t time_ = 1'795'226'400'000;
    std::uint64_t seq_ = 0;
};

std::size_t memory()
{
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

class Times {
public:
    template <class Do>
    void measure(Do act)
    {
        QElapsedTimer timer;
        timer.start();
        act();
        milliseconds_.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    void print(const char* what)
    {
        std::ranges::sort(milliseconds_);
        std::printf("%-44s %6.1f ms, longest %6.1f ms (%zu times)\n", what,
                    milliseconds_[milliseconds_.size() / 2], milliseconds_.back(), milliseconds_.size());
    }

private:
    std::vector<double> milliseconds_;
};

/// As on the screen, but now.
void paint(gui::MessageView& view)
{
    QCoreApplication::processEvents();
    view.viewport()->repaint();
}

void measureScrolling(gui::MessageView& view)
{
    std::mt19937 random(2);
    QScrollBar& bar = *view.verticalScrollBar();
    Times anywhere;
    for (int i = 0; i < 200; ++i) {
        const int value = std::uniform_int_distribution(0, bar.maximum())(random);
        anywhere.measure([&] {
            bar.setValue(value);
            paint(view);
        });
    }
    anywhere.print("scroll to any place");
    Times page;
    for (int i = 0; i < 200; ++i) {
        page.measure([&] {
            view.scrollPages(-1);
            paint(view);
        });
    }
    page.print("scroll by a page");
}

void measureResizing(gui::MessageView& view)
{
    Times times;
    for (int i = 0; i < 100; ++i) {
        times.measure([&] {
            view.resize(600 + i * 7 % 400, 700);
            paint(view);
        });
    }
    times.print("resize");
}

std::vector<client::EventNotice> take(Talk& talk, std::size_t count)
{
    std::vector<client::EventNotice> notices;
    notices.reserve(count);
    while (notices.size() < count)
        notices.push_back(talk.next());
    return notices;
}

void measureAppending(gui::MessageView& view, screen::MessageModel& model, Talk& talk, const char* what)
{
    constexpr std::size_t more = 1'000;
    Times times;
    for (int i = 0; i < 10; ++i) {
        const std::vector<client::EventNotice> notices = take(talk, more);
        times.measure([&] {
            for (const client::EventNotice& notice : notices)
                model.handleEvent(notice);
            paint(view);
        });
    }
    times.print(what);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    Talk talk;
    screen::MessageModel model;
    const std::size_t before = memory();
    for (int event = 0; event < events; ++event)
        model.handleEvent(talk.next());
    const std::size_t rows = memory();
    std::printf("%d events, %d rows\n", events, model.rowCount());

    gui::MessageView view;
    view.resize(800, 700);
    view.show();
    paint(view);
    const std::size_t empty = memory();
    Times opening;
    opening.measure([&] {
        view.setModel(&model);
        paint(view);
    });
    opening.print("open");
    const std::size_t open = memory();
    measureResizing(view);
    measureScrolling(view);
    const std::size_t scrolled = memory();
    measureAppending(view, model, talk, "append 1,000 events, further up");
    view.showEnd();
    measureAppending(view, model, talk, "append 1,000 events, at the end");
    screen::MessageModel alone;
    Talk again;
    Times reference;
    for (int i = 0; i < 10; ++i) {
        const std::vector<client::EventNotice> notices = take(again, 1'000);
        reference.measure([&] {
            for (const client::EventNotice& notice : notices)
                alone.handleEvent(notice);
        });
    }
    reference.print("  of that the model alone");

    const auto perEvent = [](std::size_t bytes) { return static_cast<double>(bytes) / events; };
    std::printf("memory of an event: %.0f bytes in the model, %.1f in the view\n", perEvent(rows - before),
                perEvent(open - empty));
    std::printf("rows laid out last: %.1f MiB\n", static_cast<double>(scrolled - open) / (1 << 20));
    return 0;
}
