// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "engine/api/admin.h"
#include "engine/client/wire_client.h"

namespace stormbench::client {

/// Asks the partitions' leaders for offsets, and asks anew where a leader is gone or is none any
/// more: librdkafka's own call waits for the leader that it knew until its time is over. For one
/// run(); on the caller's thread.
class OffsetLister {
public:
    /// Absent: the partition has no leader now. A partition that is not there is not known.
    using Leaders = std::map<api::TopicPartition, std::optional<HostPort>>;
    using ReadLeaders = std::function<Result<Leaders>()>;
    using Wait = std::function<void(api::Millis)>;
    using Offsets = std::map<api::TopicPartition, Result<Offset>>;

    OffsetLister(WireClient& wire, ReadLeaders readLeaders, Wait wait, api::Millis timeout)
        : m_wire(wire)
        , m_readLeaders(std::move(readLeaders))
        , m_wait(std::move(wait))
        , m_timeout(timeout)
    {
    }
    /// `timestamp` as ListOffsets has it. Unsupported: the cluster has no common version of a
    /// request.
    [[nodiscard]] Result<Offsets> run(
        const std::vector<api::TopicPartition>& partitions, std::int64_t timestamp);

private:
    using Partitions = std::vector<api::TopicPartition>;
    /// By leader; those without one are settled here.
    [[nodiscard]] std::map<HostPort, Partitions> sortByLeader(const Leaders& leaders);
    [[nodiscard]] Result<> ask(
        const HostPort& leader, const Partitions& partitions, std::int64_t timestamp);
    void settle(const api::TopicPartition& partition, Result<Offset> offset);

    WireClient& m_wire;
    const ReadLeaders m_readLeaders;
    const Wait m_wait;
    const api::Millis m_timeout;
    Offsets m_open;  ///< with what was wrong the last time
    Offsets m_settled;
};

}  // namespace stormbench::client
