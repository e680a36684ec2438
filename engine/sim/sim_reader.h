// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sim/cluster_client.h"

namespace stormbench::sim {

/// A fetch's records from `from` on, in order; empty when the answer is an error or brought
/// nothing. A batch that reaches back before `from` is served whole: what lies before is left out.
struct FetchedRecords {
    protocol::WireError error = protocol::WireError::None;
    Offset highWatermark{0};
    BrokerId preferred = kNoBroker;          ///< who should be asked instead
    LeaderEpoch lastEpoch = kNoLeaderEpoch;  ///< in which the last of the records was written
    std::vector<std::pair<Offset, std::string>> records;
};
[[nodiscard]] FetchedRecords recordsOf(
    const Result<protocol::FetchResponse>& response, Offset from);

/// Reads every partition of a topic from its start to its end, for the audit. Runs on: its process'
/// strand.
class SimReader {
public:
    SimReader(
        ClientProcess& process, std::vector<env::Endpoint> bootstrap, const std::string& topic);

    struct Log {
        std::vector<std::pair<Offset, std::string>> records;
        Offset end{0};
        bool complete = false;
    };
    void start(std::int32_t partitions);
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] const std::map<PartitionIndex, Log>& logs() const { return m_logs; }

private:
    void fetch(PartitionIndex partition);

    ClusterClient m_client;
    std::map<PartitionIndex, Log> m_logs;
    std::map<PartitionIndex, std::unique_ptr<env::Executor::Timer>> m_retries;
};

}  // namespace stormbench::sim
