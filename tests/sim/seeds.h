// Seeds that once failed, each with its story; docs/TESTING.md tells how they were found. A seed stands for
// the same run as long as plans are drawn and acted out as they are now: whoever changes that looks for
// others that fail with the old mistake put back.
#pragma once

#include <array>
#include <cstdint>

namespace hubbub::sim {

struct StoriedSeed {
    std::uint64_t seed;
    const char* story;
};

inline constexpr std::array<StoriedSeed, 16> storiedSeeds = {{
    {26, "somebody who waited for a slow store came in after the operator had locked the room"},
    {191, "somebody whose new name was stored and not told came back to a server started anew, under the old "
          "name, and was kept out by a lock"},
    {248, "somebody came back over events that the server had let go of, and saw people who had left"},
    {303, "a text confirmed and not yet told was lost in a power cut, and nobody noticed; or was "
          "refused when it was said again, and nobody was told"},
    {359,
     "somebody whose link was lost before the roster was complete noticed no fork when a power cut took the "
     "own join, and took the events of who got its number for its own"},
    {774,
     "somebody was told that a text had not been kept that all had read, since the server had let go of it"},
    {1180, "somebody came back whose place in the log was let go of just then, and was told that the log was "
           "another"},
    {450191, "a text was shown as refused, a power cut at the client took the line of its journal that says "
             "so, and the next run said it after all"},
    {1020756,
     "a long text was removed while somebody had a part of it: the session was ended, and the rest of a "
     "record that had become shorter than that part was written to it first, which ended the server"},
    {2025639,
     "a text that waited for a slow store came into the room after its author had been muted, and the "
     "operator told so"},
    {2034313, "a store that was opened on a full disk did not say that the disk was full"},
    {7000104,
     "a page of the past brought a text back that had been removed while the page was on its way, and of "
     "whose removal its reader had been told"},
    {7009253,
     "somebody who was leaving came back under the name that they had before, was taken for who was leaving, "
     "and was out of the room without noticing when that was done"},
    {7014022,
     "who would have tried for ever gave up ten seconds after a datagram that spoke of no common version, "
     "though the server had answered properly since"},
    {8046172,
     "somebody asked for an own text to be removed that had to be read first, left meanwhile, and removed it "
     "after having left, though no longer there"},
    {17022299,
     "somebody came back as another member and lost the link again before having read as far as that; the "
     "screens were never told which member they are"},
}};

} // namespace hubbub::sim
