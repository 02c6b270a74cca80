// What a link tells, written down; records are checked against the log they come from as they arrive.
#pragma once

#include "protocol/link/link.h"

#include <map>
#include <string>
#include <vector>

namespace hubbub::test {

class RecordedEvents : public link::LinkEvents {
public:
    struct Arrival {
        StreamId stream;
        Seq seq;
        Bytes bytes;
    };
    struct Truncation {
        StreamId stream;
        Seq first;
    };

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override
    {
        arrivals.push_back({stream, seq, copyOf(record)});
        return !refusing;
    }
    void recordsTruncated(StreamId stream, Seq first) override { truncations.push_back({stream, first}); }
    void acknowledged(StreamId stream, Seq next) override { acknowledgedBelow[stream] = next; }
    void ephemeralArrived(std::uint64_t kind, ByteView bytes) override
    {
        ephemerals.emplace_back(kind, std::string(textOf(bytes)));
    }
    void accepted(bool continued) override { accepts.push_back(continued); }
    void pongArrived(const wire::PingBytes& bytes) override { pongs.push_back(bytes); }
    void closedByPeer(std::uint64_t code, std::string_view text) override
    {
        closes.emplace_back(code, std::string(text));
    }

    /// The seqs that arrived in one stream, in the order of their arrival.
    std::vector<std::uint64_t> seqs(StreamId stream) const
    {
        std::vector<std::uint64_t> found;
        for (const Arrival& arrival : arrivals) {
            if (arrival.stream == stream)
                found.push_back(arrival.seq.value);
        }
        return found;
    }

    std::vector<Arrival> arrivals;
    std::vector<Truncation> truncations;
    std::map<StreamId, Seq> acknowledgedBelow;
    std::vector<std::pair<std::uint64_t, std::string>> ephemerals;
    std::vector<bool> accepts;
    std::vector<wire::PingBytes> pongs;
    std::vector<std::pair<std::uint64_t, std::string>> closes;
    bool refusing = false;
};

} // namespace hubbub::test
