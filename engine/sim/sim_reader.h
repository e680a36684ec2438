// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sim/cluster_client.h"
#include "engine/storage/record.h"

namespace stormbench::sim {

/// A fetch's records from `from` on, in order; empty when the answer is an error or brought
/// nothing. A batch that reaches back before `from` is served whole: what lies before is left out.
struct FetchedRecords {
    protocol::WireError error = protocol::WireError::None;
    Offset highWatermark{0};
    BrokerId preferred = kNoBroker;  ///< who should be asked instead
    Offset next{0};  ///< where to go on; compaction may leave a batch without records
    LeaderEpoch lastEpoch = kNoLeaderEpoch;  ///< in which the last of the records was written
    std::vector<std::pair<Offset, std::string>> records;
};
/// What the producer said: the record's value, or a tombstone's header.
[[nodiscard]] std::string textOf(const storage::Record& record);
/// Behind the last batch of several, whole ones; `from` if there is none.
[[nodiscard]] Offset endOf(ByteView batches, Offset from);
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
        Offset next{0}, end{0};
        bool complete = false;
        protocol::WireError lastError = protocol::WireError::None;
    };
    void start(std::int32_t partitions);
    [[nodiscard]] bool isDone() const;
    /// Where it stands, and what it was told last, for a reader.
    [[nodiscard]] std::string unread() const;
    [[nodiscard]] const std::map<PartitionIndex, Log>& logs() const { return m_logs; }

private:
    void fetch(PartitionIndex partition);

    ClusterClient m_client;
    std::map<PartitionIndex, Log> m_logs;
    std::map<PartitionIndex, std::unique_ptr<env::Executor::Timer>> m_retries;
};

}  // namespace stormbench::sim
