// Bounds that only the server's core knows, each with its reason. Nothing in the core grows beyond one of
// them.
#pragma once

#include "protocol/base/time.h"

#include <cstddef>
#include <cstdint>

namespace hubbub::limits {

// The store

/// Transactions handed over and not yet answered: one that is written, and one for when it is. What comes
/// meanwhile gathers, since a transaction costs much more than what is in it.
inline constexpr std::size_t turnsUnderWay = 2;
/// Proposals that wait for a turn; some seconds of a busy room. Beyond, people hear BUSY.
inline constexpr std::size_t waitingProposals = 4096;
/// One transaction stays short enough for the next one to be soon.
inline constexpr std::size_t proposalsPerTurn = 1024;
/// When somebody told BUSY may come again: a few transactions later.
inline constexpr Duration busyRetry = 500ms;
/// A look-up that failed is made again after this; disks do not get well faster.
inline constexpr Duration queryRetry = 1s;
/// Look-ups of repeated submissions and chain values under way: as many as proposals may wait.
inline constexpr std::size_t queriesUnderWay = 4096;
/// Of these, for one session: what a client has under way at once when it comes back, and to spare.
inline constexpr unsigned lookUpsPerSession = 512;
/// Sessions that wait for the outcome of one submission: the one that sent it, and those that came after a
/// lost link.
inline constexpr std::size_t waitersPerProposal = 4;

// The log in memory

/// Serves everyone whose link was lost for minutes without asking the store.
inline constexpr std::size_t tailRecords = 16'384;
/// The same in bytes, for rooms that paste novels.
inline constexpr std::size_t tailBytes = std::size_t{64} << 20U;
/// Records read back in one piece: about a datagram burst's worth of small ones, 1.3 MiB at worst.
inline constexpr std::uint32_t blockRecords = 64;
/// Blocks read back and kept, for members who are further behind than the tail.
inline constexpr std::size_t blockCacheBytes = std::size_t{32} << 20U;
/// Reads handed to the store in one turn, and under way: people behind do not slow down those who are not.
inline constexpr std::size_t blocksPerTurn = 2;
inline constexpr std::size_t blocksUnderWay = 4;
/// Blocks that somebody waits for. Who finds no room here asks again when any block arrives.
inline constexpr std::size_t blocksWanted = 1024;
/// After a read that gave nothing.
inline constexpr Duration blockRetry = 1s;

// Threads

/// As many as the low six bits of an index can name.
inline constexpr std::size_t threads = 64;
/// Below this many sessions to send to, waking other threads takes longer than the work.
inline constexpr std::size_t sharedRound = 256;

// Fan-out

/// In rooms of so many, those who come and go are told of together, at most once in this time for each
/// member: two tenths of a second among five thousand, whom a single round takes ten milliseconds.
inline constexpr std::size_t gatheringRoom = 256;
inline constexpr Duration gatheringPerMember = 40us;
/// About as many of them as the datagrams of a round hold: more would not make it any cheaper.
inline constexpr std::uint64_t gatheredEvents = 256;

// Sessions

/// Incomplete and out-of-order records of all members together: full windows of a few hundred at once, while
/// ten thousand hostile ones cannot take more.
inline constexpr std::size_t reassemblyBytes = std::size_t{8} << 20U;
/// Sessions that have not joined: a school's worth between handshake and welcome, and some megabytes.
inline constexpr std::size_t visitors = 4096;
/// A session that has not joined and says nothing for so long is dropped.
inline constexpr Duration visitorSilence = 60s;
/// Answers and news that a session has not acknowledged when it asks for more: only who asks without
/// listening comes here, and is dropped. A member may have as many as proposals may wait, whose results may
/// come all at once; a visitor has no business with many.
inline constexpr std::size_t memberAnswers = 4096;
inline constexpr std::size_t visitorAnswers = 64;
inline constexpr std::size_t privateBytes = std::size_t{256} * 1024;
/// Lists for admins, and news of presence, stop here until some of it is acknowledged.
inline constexpr std::size_t privateRecordsOfLists = 256;
inline constexpr std::size_t privateBytesOfLists = std::size_t{128} * 1024;
/// Datagrams for one member before the next has its turn: the burst of section 6.
inline constexpr std::size_t roundDatagrams = 10;
/// A CLOSE is not acknowledged; three copies survive most losses.
inline constexpr int closeCopies = 3;
/// A deadline that has passed without anything to do is looked at again after this, so that no loop spins.
inline constexpr Duration idlePause = 1ms;

// Acknowledgements: max(25 ms, members / 10,000 s), so that a large room does not drown the server

inline constexpr Duration ackInterval = 25ms;
inline constexpr Duration ackIntervalPerMember = 100us;

// Joining

/// Joins that wait for a probe, a look-up or the store.
inline constexpr std::size_t joinsUnderWay = 16'384;
/// Longer than a probe and a slow disk; the client asks again.
inline constexpr Duration joinPatience = 10s;
/// Kept of a name as it was typed, before it is brought into form: more than any way of writing one that is
/// legal.
inline constexpr std::size_t typedNameBytes = 1024;
/// Keys and prefixes whose rates are remembered; the others share one bucket.
inline constexpr std::size_t rememberedRates = 16'384;
/// Wrong passwords from an address prefix, in the long run and at once: a class that mistypes gets in, and
/// who guesses pays for each try with Argon2id and then waits.
inline constexpr double wrongPasswordsPerSecond = 0.5;
inline constexpr double wrongPasswordBurst = 60;
/// In one session, before it is closed: a handshake more for each few tries.
inline constexpr unsigned wrongPasswordsPerSession = 5;
/// Variations of a name that are tried for a suggestion.
inline constexpr unsigned suggestionTries = 64;

// Moderation

/// Bans and mutes in force: more than anybody keeps track of by hand, and a few hundred kilobytes.
inline constexpr std::size_t restrictions = 4096;
/// Announcements whose confirmations are remembered.
inline constexpr std::size_t questions = 16;
/// Keys that have confirmed one: a horizon's worth of members, and some megabytes.
inline constexpr std::size_t confirmations = 100'000;
/// What a restriction with an end may last: beyond, nobody means the end.
inline constexpr std::chrono::milliseconds restrictionMost = 10 * 365 * 24h;
/// UTF-8 bytes of a topic.
inline constexpr std::size_t topicBytes = 512;

// Ghosts (DESIGN, section 10)

inline constexpr Duration probeWait = 2s;
inline constexpr Duration probeRepeat = 500ms;
inline constexpr Duration probePause = 30s;
inline constexpr double probesPerSecond = 3.0 / 60.0;
inline constexpr double probeBurst = 3;
inline constexpr Duration restAfterHeard = 15s;

// The room

/// A roster as of then is good enough for all who join within this time.
inline constexpr Duration rosterAge = 1s;
/// News of presence are gathered this long, and told in one record of at most about so many bytes: a
/// datagram's worth per member and second.
inline constexpr Duration presencePause = 1s;
inline constexpr std::size_t newsBytes = 1000;
/// UTF-8 bytes of an away text: everyone is sent everyone's.
inline constexpr std::size_t awayTextBytes = 100;
/// Members that somebody who comes back is told to be away: a few datagrams. In larger rooms the rest is told
/// as it changes.
inline constexpr std::size_t presenceTold = 1024;
/// `typing`: at most so often per member, and only where people know each other.
inline constexpr Duration typingPause = 3s;
inline constexpr std::size_t typingRoom = 50;
/// What may be said at once, in seconds of the fan-out rates.
inline constexpr double fanOutBurstSeconds = 4;
/// Bytes of a client's own version text that are kept for the log.
inline constexpr std::size_t clientVersionBytes = 64;

// The past

/// Pages and searches of one session: somebody scrolling fast, and somebody typing; in the long run, and at
/// once.
inline constexpr double pagesPerSecond = 20;
inline constexpr double pageBurst = 100;
inline constexpr double searchesPerSecond = 10;
inline constexpr double searchBurst = 40;
/// Look-ups for all sessions together that wait for the store's reader; beyond, people hear BUSY. At some
/// milliseconds each the last one waits about a second.
inline constexpr std::size_t pastUnderWay = 256;
/// A page goes out when no more than this is unacknowledged of the session's answers.
inline constexpr std::size_t privateBytesOfPages = std::size_t{2} * 1024;

// Retention

/// Events that stay whatever the operator has chosen: what members are sent who were away for a moment.
inline constexpr std::uint64_t keptAlways = 1000;
/// So long somebody may be on the way in with a roster.
inline constexpr Duration rosterInUse = 60s;
/// Between two steps of some milliseconds, and after the last one: events get old slowly.
inline constexpr Duration pruneStep = 100ms;
inline constexpr Duration pruneEvery = 60s;

// The operator's log

inline constexpr double noticesPerSecond = 50;
inline constexpr double noticeBurst = 500;

} // namespace hubbub::limits
