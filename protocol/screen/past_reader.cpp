#include "protocol/screen/past_reader.h"

#include <algorithm>
#include <utility>

namespace hubbub::screen {

namespace {

bool meets(const std::deque<PastPage>& pages, Seq live)
{
    return !pages.empty() && next(pages.back().events.back().seq) >= live;
}

void forgetText(std::deque<PastPage>& pages, Seq seq)
{
    for (PastPage& page : pages) {
        const auto found = std::ranges::find(page.events, seq, &chat::PageEntry::seq);
        if (found == page.events.end())
            continue;
        if (auto* const event = std::get_if<chat::Event>(&found->record))
            event->content = chat::Tombstone{};
    }
}

} // namespace

QString PastReader::warningOf(const client::PageNotice& notice)
{
    if (notice.verdict != client::ChainVerdict::broken || notice.page.events.empty())
        return {};
    return tr("The chain is broken between #%1 and #%2: something there was changed, left out or put in.")
        .arg(notice.page.events.front().seq.value)
        .arg(notice.page.events.back().seq.value);
}

PastReader::PastReader(Ask ask, IsShown isShown, QObject* parent)
    : QObject(parent),
      ask_(std::move(ask)),
      isShown_(std::move(isShown))
{
}

void PastReader::open(const Place& place)
{
    const auto* const seq = std::get_if<Seq>(&place);
    opening_ = Opening{place, {}, {}, false};
    opening_->asked = seq != nullptr ? ask_(chat::AfterEvent{Seq{std::max<Seq::Value>(seq->value, 1) - 1}})
                                     : ask_(chat::AroundTime{std::get<WallTime>(place)});
}

void PastReader::close()
{
    forgetAsked();
    isOpen_ = false;
    pages_.clear();
    messages_.beginPast();
}

std::deque<PastPage> PastReader::takePages()
{
    isOpen_ = false;
    return std::exchange(pages_, {});
}

void PastReader::forgetAsked()
{
    opening_.reset();
    back_.reset();
    on_.reset();
}

bool PastReader::holds(Seq seq) const
{
    return isOpen_ && pages_.front().events.front().seq <= seq && seq <= pages_.back().events.back().seq;
}

bool PastReader::growBack()
{
    if (!isOpen_ || isAtBeginning_ || back_ || opening_)
        return false;
    back_ = ask_(chat::BeforeEvent{pages_.front().events.front().seq});
    return true;
}

bool PastReader::growOn()
{
    if (!isOpen_ || on_ || opening_)
        return false;
    on_ = ask_(chat::AfterEvent{pages_.back().events.back().seq});
    return true;
}

bool PastReader::handle(const client::PageNotice& notice, Seq live)
{
    if (opening_ && opening_->asked == notice.submission)
        handleOpening(PastPage{notice.page.events, warningOf(notice)}, notice.page.more, live);
    else if (back_ == notice.submission)
        handleBack(PastPage{notice.page.events, warningOf(notice)}, notice.page.more);
    else if (on_ == notice.submission)
        handleOn(PastPage{notice.page.events, warningOf(notice)}, live);
    else
        return false;
    return true;
}

bool PastReader::handleRefused(client::SubmissionId id)
{
    const bool isAsked = (opening_ && opening_->asked == id) || back_ == id || on_ == id;
    if (isAsked)
        forgetAsked();
    return isAsked;
}

void PastReader::handleOpening(PastPage page, bool more, Seq live)
{
    Opening& opening = *opening_;
    if (opening.asksBack) {
        isAtBeginning_ = page.events.empty() || !more;
        if (!page.events.empty())
            opening.pages.push_front(std::move(page));
        return finishOpening(live);
    }
    if (page.events.empty()) {
        opening_.reset();
        Q_EMIT nothingThere();
        return;
    }
    const Seq first = page.events.front().seq;
    opening.pages.push_back(std::move(page));
    isAtBeginning_ = first == Seq{1};
    if (isAtBeginning_ || meets(opening.pages, live) || std::holds_alternative<WallTime>(opening.place))
        return finishOpening(live);
    opening.asksBack = true;
    opening.asked = ask_(chat::BeforeEvent{first});
}

void PastReader::finishOpening(Seq live)
{
    const Seq at = target(*opening_);
    pages_ = std::move(opening_->pages);
    forgetAsked();
    messages_.beginPast();
    for (const PastPage& page : pages_)
        messages_.append(page.events, isShown_, page.warning);
    isOpen_ = true;
    if (meets(pages_, live))
        Q_EMIT met(at);
    else
        Q_EMIT opened(at);
}

/// What is of that time or later; else the last there is.
Seq PastReader::target(const Opening& opening) const
{
    if (const auto* const seq = std::get_if<Seq>(&opening.place))
        return *seq;
    const WallTime time = std::get<WallTime>(opening.place);
    for (const PastPage& page : opening.pages) {
        for (const chat::PageEntry& entry : page.events) {
            const auto* const event = std::get_if<chat::Event>(&entry.record);
            if (event != nullptr && event->time >= time)
                return entry.seq;
        }
    }
    return opening.pages.back().events.back().seq;
}

void PastReader::handleBack(PastPage page, bool more)
{
    back_.reset();
    isAtBeginning_ = page.events.empty() || !more;
    const int before = messages_.rowCount();
    if (!page.events.empty()) {
        messages_.prepend(page.events, isShown_, page.warning);
        pages_.push_front(std::move(page));
    }
    const int rows = messages_.rowCount() - before;
    while (pages_.size() > mostPages) {
        messages_.dropFrom(pages_.back().events.front().seq);
        pages_.pop_back();
        on_.reset();
    }
    Q_EMIT grownBack(rows);
}

void PastReader::handleOn(PastPage page, Seq live)
{
    on_.reset();
    if (!page.events.empty()) {
        messages_.append(page.events, isShown_, page.warning);
        pages_.push_back(std::move(page));
    }
    while (pages_.size() > mostPages) {
        pages_.pop_front();
        messages_.dropBefore(pages_.front().events.front().seq);
        back_.reset();
        isAtBeginning_ = false;
    }
    if (meets(pages_, live))
        Q_EMIT met(std::nullopt);
    else
        Q_EMIT grownOn();
}

void PastReader::handleRemoved(Seq seq, std::string_view why)
{
    messages_.handleRemoved(seq, why);
    forgetText(pages_, seq);
    if (opening_)
        forgetText(opening_->pages, seq);
}

} // namespace hubbub::screen
