// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker_options.h"
#include "engine/broker/quorum_links.h"
#include "engine/controller/config_resolver.h"
#include "engine/controller/controller_host.h"
#include "engine/controller/quorum_metadata.h"
#include "engine/protocol/messages/describe_quorum.h"
#include "engine/storage/log_directory.h"

namespace stormbench::broker {

/// This broker's node of the controller quorum: a voter, or an observer that only follows. Keeps
/// the metadata log and the image of what is committed, and holds the controller while it leads:
///
///   started ──► follows, stands ──elected, all before committed──► controller() ──┐
///                    ▲                                                            │
///                    └──────────── another epoch, no majority, handOver() ────────┘
///
/// Owned by the Broker. Runs on: its strand. start() once, handOver() before an orderly stop(); not
/// to be destroyed inside of one of its callbacks.
class ControllerQuorum {
public:
    struct Setup {
        const BrokerOptions& options;
        const std::string& loggerName;
        env::Environment environment;
        storage::LogDirectory& logs;
        controller::StaticConfig statics;
    };
    struct Callbacks {
        std::function<void(const controller::MetadataDelta&)>
            onPublished;                 ///< new records count: serve from the new image
        std::function<void()> onLeader;  ///< leader() or controller() has changed
        /// This node has ended: it hears nothing any more. Where a full disk was the cause it
        /// begins anew, as after a restart, once there is room: onRejoined.
        std::function<void(const Error&)> onFailure;
        std::function<void()> onRejoined;
        /// Each committed record, before it counts, and each leadership of the metadata log.
        controller::WatchRecord onRecord = {};
        std::function<void(BrokerId leader, LeaderEpoch, Offset, env::WallTime)> onElection = {};
    };
    [[nodiscard]] static Result<std::unique_ptr<ControllerQuorum>> create(
        const Setup& setup, Callbacks callbacks);

    void start() { m_host->start(); }
    /// If this node leads and another voter is there to follow it, resigns and waits until that
    /// one leads, at most for `limit`.
    void handOver(std::chrono::milliseconds limit, std::function<void()> done);
    /// Ceases to lead, if it does and another one could.
    void resign() { m_host->resign(); }
    void stop();

    /// Null unless this broker is the controller now.
    [[nodiscard]] controller::ControllerHost* controller() { return m_controller.get(); }
    [[nodiscard]] bool leads() const { return m_controller != nullptr; }
    /// Who leads the metadata log; kNoBroker while unknown.
    [[nodiscard]] BrokerId leader() const { return m_leader; }
    [[nodiscard]] replication::QuorumHost::SnapshotCounts snapshots() const
    {
        return m_endedCounts + m_host->snapshotCounts();
    }
    /// Of the leadership while it leads, otherwise the newest one it has heard of.
    [[nodiscard]] LeaderEpoch epoch() const
    {
        return m_host->leadership().value_or(m_host->raft().epoch());
    }
    [[nodiscard]] const std::map<BrokerId, env::Endpoint>& voters() const { return m_voters; }
    [[nodiscard]] const controller::ImagePtr& image() const { return m_metadata.image(); }

    /// What the other nodes ask.
    void receive(const replication::QuorumRequest& request, replication::QuorumHost::Reply reply)
    {
        m_host->receive(request, std::move(reply));
    }
    [[nodiscard]] protocol::DescribeQuorumResponse describe(
        const protocol::DescribeQuorumRequest& request) const;

private:
    ControllerQuorum(const Setup& setup, storage::Log& log, Callbacks callbacks);
    [[nodiscard]] replication::QuorumHost::Callbacks hostCallbacks();
    void onLeadership(LeaderEpoch epoch);
    void onLeadershipLost();
    void onFailure(const Error& error);
    [[nodiscard]] Result<std::unique_ptr<replication::QuorumHost>> createHost();
    void rejoinLater();
    [[nodiscard]] Result<> rejoin();
    void setLeader(BrokerId leader);
    void finishHandOver();

    env::Environment m_environment;
    std::string m_loggerName;
    storage::Log& m_log;
    replication::QuorumHost::Options m_hostOptions;
    Callbacks m_callbacks;
    std::map<BrokerId, env::Endpoint> m_voters;
    controller::ControllerOptions m_controllerOptions;
    QuorumLinks m_links;
    controller::QuorumMetadata m_metadata;
    std::unique_ptr<replication::QuorumHost> m_host;
    replication::QuorumHost::SnapshotCounts m_endedCounts;  ///< of the hosts before that one
    std::shared_ptr<controller::ControllerHost> m_controller;
    BrokerId m_leader = kNoBroker;
    BrokerId m_lastOther = kNoBroker;  ///< who led before this broker did
    std::unique_ptr<env::Executor::Timer> m_handOverLimit;
    std::unique_ptr<env::Executor::Timer> m_rejoinTimer;
    std::function<void()> m_handedOver;
};

}  // namespace stormbench::broker
