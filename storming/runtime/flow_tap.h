// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/api/consumer.h"
#include "engine/api/observer.h"
#include "storming/generate/topology.h"

namespace stormbench::storming {

/// What flows over one edge of the board, as observed on the cluster.
struct EdgeFlow {
    NoteId from;
    NoteId to;
    double perSecond = 0;
    std::uint64_t records = 0;  ///< since the sample before

    friend bool operator==(const EdgeFlow&, const EdgeFlow&) = default;
};

/// How far behind one consumer of the board is.
struct ConsumerLag {
    std::vector<NoteId> notes;
    std::string group;
    api::Figure<std::int64_t> lag;
    double consumedPerSecond = 0;
    bool hasMembers = false;

    friend bool operator==(const ConsumerLag&, const ConsumerLag&) = default;
};

struct FlowSample {
    std::vector<EdgeFlow> edges;            ///< of all flow edges, in the topology's order
    std::vector<ConsumerLag> consumers;     ///< of all services that consume, by id
    std::map<std::string, double> perType;  ///< records a second by message type
    double recordsPerSecond = 0;            ///< over the topology's topics
    bool sampled = false;  ///< faster than the tap reads: rates are estimates from the part it read
    std::string error;
};

/// Sees what really flows, whoever sends it: a consumer without a group reads the topology's topics
/// from their ends and counts records by type and source (the ce_type and ce_source headers;
/// brokers do not look into batches). Edges into consumers count what their groups commit, from the
/// observer's snapshots. Owned by the session. observe() and stop() on any thread; `published` runs
/// on the tap's own thread, four times a second.
class FlowTap {
public:
    using Published = std::function<void(const FlowSample&)>;

    FlowTap(Topology topology, api::ConnectionSettings connection, Published published);
    ~FlowTap();  ///< stops

    [[nodiscard]] Result<> start();
    void observe(api::SnapshotPtr snapshot);
    void stop();

private:
    using Key = std::pair<std::string, std::string>;  // type, source

    void run(std::vector<api::Assignment> partitions);
    void count(const std::vector<api::ReceivedRecord>& records);
    FlowSample sample(double seconds);
    void sampleEdges(FlowSample& sample, double seconds);
    void sampleConsumers(FlowSample& sample, const api::Snapshot& snapshot);
    double shareOf(const MessageType& message) const;

    Topology m_topology;
    api::ConnectionSettings m_connection;
    Published m_published;
    std::unique_ptr<api::Consumer> m_consumer;
    std::map<Key, std::uint64_t> m_counts;  ///< since the last sample
    std::map<Key, double> m_rates;          ///< smoothed
    std::map<std::string, std::map<std::string, double>>
        m_consumed;  ///< group → topic → records a second
    std::map<std::pair<NoteId, NoteId>, double>
        m_carry;  ///< fractions of a record, of consuming edges
    bool m_sampled = false;
    std::atomic<bool> m_stopping{false};
    std::mutex m_snapshotMutex;
    api::SnapshotPtr m_snapshot;
    std::thread m_thread;
};

}  // namespace stormbench::storming
