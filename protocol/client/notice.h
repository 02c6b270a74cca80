// What the client engine tells its owner. Screens and scripts are made of these and of nothing else.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"
#include "protocol/chat/refusal.h"
#include "protocol/chat/reply.h"
#include "protocol/client/chain_proof.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hubbub::client {

/// Something the person asked for, until it has its result; never used twice in a run. Not the number on the
/// wire, which changes when a text is offered again.
using SubmissionId = StrongId<struct SubmissionIdTag, std::uint64_t>;
/// A text that an earlier run left has no id in this one: its result is told under this.
inline constexpr SubmissionId ofEarlierRun{0};

enum class KeyVerdict : std::uint8_t {
    known,
    firstSight, ///< to be recorded; with ClientSettings::askAboutNewKeys the engine waits for
                ///< trustServerKey()
    changed,    ///< another key is known for this server: refused unless acceptNewKey
};
struct ServerKeyNotice {
    PublicKey key;
    KeyVerdict verdict = KeyVerdict::known;
    std::optional<PublicKey> expected; ///< when changed
};

/// Admitted, and the roster is complete: the first notice of a run that concerns the room. Within a run it
/// comes again after a fork, before what the log holds then; and, when the member was logged as lost
/// meanwhile, after what was missed, the new `joined` included.
struct WelcomeNotice {
    std::string room;
    std::string topic;
    std::string name;
    MemberId member;
    Seq head; ///< the log's head when admitted
    std::vector<chat::RosterEntry>
        members; ///< present after it, oneself included, in order of member numbers
    PublicKey serverKey;
    bool attached = false; ///< to a member still present
    bool admin = false;
    std::string serverVersion;
    std::string text; ///< of the operator, for those who enter; may be empty
    Seq firstKept;    ///< of the log; 0: not told
};
/// Every event once per run, in order of seq.
struct EventNotice {
    Seq seq;
    chat::Event event;
    bool history = false;                   ///< before the own join
    bool own = false;                       ///< about, or from, this member
    std::optional<SubmissionId> submission; ///< of this run, if it is ours
};
/// Events [from, to] are not told: the server keeps them no longer, or they are further back than what it
/// sends to whoever comes back. Pages have what it still keeps.
struct GapNotice {
    Seq from;
    Seq to;
};
struct SentNotice {
    SubmissionId submission;
    Seq seq;
};
/// Final for this submission. It may follow a SentNotice after a power cut at the server: the text was lost,
/// and could not be stored again.
struct RefusedNotice {
    SubmissionId submission;
    chat::Refusal refusal;
};
/// A command is done. What others see of it comes as an event as well.
struct DoneNotice {
    SubmissionId submission;
    std::optional<Seq> seq = {}; ///< its number in the log, if it has one
};
/// Another name may be tried at once: join().
struct JoinRefusedNotice {
    chat::Refusal refusal;
};
struct PresenceNotice {
    std::vector<chat::PresenceChange> changes;
};
struct MembersNotice {
    SubmissionId submission;
    std::vector<chat::MemberInfo> members;
};
struct RestrictionsNotice {
    SubmissionId submission;
    std::vector<chat::Restriction> restrictions;
};
struct ConfirmationsNotice {
    SubmissionId submission;
    Seq announcement;
    std::vector<chat::Confirmation> confirmations;
};
struct StatsNotice {
    SubmissionId submission;
    std::vector<std::pair<std::string, std::uint64_t>> figures;
};
struct FiguresNotice {
    SubmissionId submission;
    std::vector<chat::MemberFigures> members;
};
struct InfoNotice {
    SubmissionId submission;
    chat::InfoReply info;
    std::optional<Duration> roundTrip;
};

/// A page of the log, contiguous and in order. VOID and unknown events are in it: they count for the chain
/// and are not shown. The page is shown whatever the verdict; a broken chain is told with it.
struct PageNotice {
    SubmissionId submission;
    chat::PageReply page;
    ChainVerdict verdict = ChainVerdict::unknown;
};
/// What a search found, in order; the next page is asked for before the first of them.
struct FoundNotice {
    SubmissionId submission;
    chat::PageReply page;
};

enum class LinkState : std::uint8_t { connecting, connected, lost, resumed, closed, forked };
/// `resumed` follows `lost` within a run; when the name is gone meanwhile, `connected` and a
/// JoinRefusedNotice come in its place. `forked`: events told above those that come again are no longer in
/// the room; another welcome follows. `closed` is final and followed by EndedNotice; who leaves, or was never
/// in, is not told it.
struct LinkNotice {
    LinkState state = LinkState::connecting;
    std::string text; ///< English, for people
};

enum class EndReason : std::uint8_t {
    left,     ///< after leave()
    noAnswer, ///< within ClientSettings::timeout
    keyChanged,
    keyNotTrusted, ///< the person said no
    noCommonVersion,
    notAdmitted, ///< BANNED, LOCKED, NOT_ALLOWED, BAD_PASSWORD, FULL (after a JoinRefusedNotice)
    removed,
    banned,
    takenOver,
    gaveUp, ///< the link was lost and not resumed within ClientSettings::giveUp
    protocolError,
};
/// The last notice; the engine does nothing more.
struct EndedNotice {
    EndReason reason = EndReason::left;
    std::string text;
    std::size_t unconfirmed = 0; ///< submissions without a result
};

using Notice = std::variant<ServerKeyNotice, WelcomeNotice, EventNotice, GapNotice, SentNotice, RefusedNotice,
                            DoneNotice, JoinRefusedNotice, PresenceNotice, MembersNotice, RestrictionsNotice,
                            ConfirmationsNotice, StatsNotice, FiguresNotice, InfoNotice, PageNotice,
                            FoundNotice, LinkNotice, EndedNotice>;

} // namespace hubbub::client
