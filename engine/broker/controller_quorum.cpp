// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_quorum.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/replication/quorum_description.h"
#include "engine/replication/quorum_leader_change.h"

namespace stormbench::broker {

namespace {

using namespace std::chrono_literals;

constexpr raft::Duration kLeastFetchTimeout = 50ms;
constexpr raft::Duration kMostFetchWait = 500ms;
constexpr raft::Duration kResend = 50ms;
/// Between the first candidacies of voters that start side by side: the time of a vote.
constexpr raft::Duration kFirstElectionStep = 40ms;
constexpr std::chrono::milliseconds kRejoin = 500ms;

std::map<BrokerId, env::Endpoint> votersOf(const BrokerOptions& options)
{
    if (options.voters.empty())
        return {{options.id, options.listen}};
    return options.voters;
}

raft::Config raftConfig(const BrokerOptions& options, const controller::StaticConfig& statics)
{
    const controller::ConfigResolver config(
        std::make_shared<const controller::MetadataImage>(), statics, options.id);
    raft::Config raft;
    raft.self = options.id;
    std::vector<BrokerId> voters;
    for (const auto& [id, at] : votersOf(options))
        voters.push_back(id);
    const auto place = std::find(voters.begin(), voters.end(), options.id) - voters.begin();
    raft.voters = raft::VoterSet(std::move(voters));
    raft.electionTimeout = config.millis("controller.quorum.election.timeout.ms");
    raft.electionBackoffMax = config.millis("controller.quorum.election.backoff.max.ms");
    raft.fetchTimeout = std::max<raft::Duration>(
        config.millis("controller.quorum.fetch.timeout.ms"), kLeastFetchTimeout);
    raft.retryBackoff = config.millis("controller.quorum.retry.backoff.ms");
    raft.fetchMaxWait = std::min(kMostFetchWait, raft.fetchTimeout * 2 / 5);
    raft.resendInterval = kResend;
    raft.firstElection = kFirstElectionStep * place;
    return raft;
}

replication::SnapshotOptions snapshotOptions(
    const BrokerOptions& options, const controller::StaticConfig& statics)
{
    const controller::ConfigResolver config(
        std::make_shared<const controller::MetadataImage>(), statics, options.id);
    replication::SnapshotOptions snapshots;
    snapshots.maxBytes = static_cast<std::uint64_t>(
        config.number("metadata.log.max.record.bytes.between.snapshots"));
    snapshots.interval = config.millis("metadata.log.max.snapshot.interval.ms");
    return snapshots;
}

/// Nothing is deleted by age or size, and nothing flushed but by the quorum.
storage::LogConfig metadataLogConfig()
{
    storage::LogConfig config;
    config.retentionMs = env::Millis{storage::LogConfig::kUnlimited};
    config.retentionBytes = storage::LogConfig::kUnlimited;
    config.segmentBytes = 64u << 20;
    config.maxMessageBytes = 32u << 20;
    return config;
}

}  // namespace

ControllerQuorum::ControllerQuorum(const Setup& setup, storage::Log& log, Callbacks callbacks)
    : m_environment(setup.environment)
    , m_loggerName(setup.loggerName)
    , m_log(log)
    , m_hostOptions{raftConfig(setup.options, setup.statics), setup.options.clusterId,
          setup.loggerName, snapshotOptions(setup.options, setup.statics)}
    , m_callbacks(std::move(callbacks))
    , m_voters(votersOf(setup.options))
    , m_links(setup.environment, setup.options.id, m_voters)
    , m_metadata([this](const controller::MetadataDelta& delta) { m_callbacks.onPublished(delta); },
          m_callbacks.onRecord)
    , m_handOverLimit(setup.environment.executor.createTimer())
    , m_rejoinTimer(setup.environment.executor.createTimer())
{
    m_controllerOptions.self = setup.options.id;
    m_controllerOptions.clusterId = setup.options.clusterId;
    m_controllerOptions.configs = setup.statics;
    for (const auto& [id, at] : m_voters)
        m_controllerOptions.voters.insert(id);
}

Result<std::unique_ptr<ControllerQuorum>> ControllerQuorum::create(
    const Setup& setup, Callbacks callbacks)
{
    const storage::TopicPartition name{std::string(replication::kQuorumTopic), PartitionIndex{0}};
    SB_TRY_ASSIGN(auto* log, setup.logs.create(name, kMetadataTopicId, metadataLogConfig()));
    log->setConfig(metadataLogConfig());
    std::unique_ptr<ControllerQuorum> quorum(
        new ControllerQuorum(setup, *log, std::move(callbacks)));
    SB_TRY_ASSIGN(quorum->m_host, quorum->createHost());
    return quorum;
}

Result<std::unique_ptr<replication::QuorumHost>> ControllerQuorum::createHost()
{
    return replication::QuorumHost::create(
        m_hostOptions, m_log, m_environment, m_links, hostCallbacks());
}

replication::QuorumHost::Callbacks ControllerQuorum::hostCallbacks()
{
    replication::QuorumHost::Callbacks callbacks;
    m_metadata.connect(callbacks);
    callbacks.onCommitted = [this, apply = std::move(callbacks.onCommitted)](
                                const storage::BatchHeader& header, ByteView batch) {
        const auto leader
            = header.isControl() ? replication::decodeLeaderChange(batch) : std::nullopt;
        if (leader && m_metadata.isNews(header) && m_callbacks.onElection)
            m_callbacks.onElection(
                *leader, header.leaderEpoch, header.baseOffset, header.maxTimestamp);
        return apply(header, batch);
    };
    callbacks.onLeadership = [this](LeaderEpoch epoch) { onLeadership(epoch); };
    callbacks.onLeadershipLost = [this](LeaderEpoch) { onLeadershipLost(); };
    callbacks.onLeader = [this](BrokerId leader, LeaderEpoch) { setLeader(leader); };
    callbacks.onFailure = [this](const Error& error) { onFailure(error); };
    return callbacks;
}

void ControllerQuorum::onFailure(const Error& error)
{
    onLeadershipLost();
    setLeader(kNoBroker);
    m_callbacks.onFailure(error);
    // What is damaged stays so, and what a failed sync has dropped only a restart finds out.
    if (error.code == ErrorCode::OutOfSpace)
        rejoinLater();
}

void ControllerQuorum::rejoinLater()
{
    m_rejoinTimer->start(kRejoin, [this] {
        const auto rejoined = rejoin();
        if (rejoined)
            return;
        const auto& error = rejoined.error();
        if (error.code == ErrorCode::OutOfSpace || error.code == ErrorCode::Unavailable)
            return rejoinLater();
        log::error(m_loggerName, "the metadata quorum: only a restart helps: {}", error.message);
    });
}

/// What is on the disk and what the log has of it agree again; the rest is as after a restart. The
/// image stays until what is committed has reached it.
Result<> ControllerQuorum::rejoin()
{
    if (!m_host->settled())
        return fail(ErrorCode::Unavailable, "the last one's writes are still under way");
    SB_TRY(m_log.bringOnline());
    // What was written of it last may not be durable; and it tells whether there is room.
    const replication::QuorumStateFile stateFile(m_log.directory());
    SB_TRY_ASSIGN(const auto state, stateFile.load(m_environment.files));
    SB_TRY(stateFile.store(m_environment.files, state));
    SB_TRY_ASSIGN(auto host, createHost());
    m_endedCounts = snapshots();
    m_host = std::move(host);
    m_metadata.beginAnew();
    log::info(m_loggerName, "has its metadata log again");
    m_callbacks.onRejoined();
    m_host->start();
    return {};
}

void ControllerQuorum::onLeadership(LeaderEpoch epoch)
{
    log::info(m_loggerName, "is the controller, epoch {}", epoch.value());
    auto options = m_controllerOptions;
    options.predecessor = {std::exchange(m_lastOther, kNoBroker), m_hostOptions.raft.fetchTimeout};
    m_controller = std::make_shared<controller::ControllerHost>(std::move(options),
        std::make_unique<controller::QuorumMetadataLog>(*m_host, m_metadata, epoch, m_environment),
        m_environment);
    m_controller->start();
    m_callbacks.onLeader();
}

void ControllerQuorum::onLeadershipLost()
{
    if (!m_controller)
        return;
    log::info(m_loggerName, "is not the controller any more");
    m_controller->stop();
    // On a turn of its own: one of its calls may be what found out.
    m_environment.executor.post([ended = std::move(m_controller)]() mutable { ended.reset(); });
    m_controller = nullptr;
    m_callbacks.onLeader();
}

void ControllerQuorum::setLeader(BrokerId leader)
{
    m_leader = leader;
    if (leader != kNoBroker && leader != m_controllerOptions.self)
        m_lastOther = leader;
    m_callbacks.onLeader();
    if (leader != kNoBroker)
        finishHandOver();
}

void ControllerQuorum::handOver(std::chrono::milliseconds limit, std::function<void()> done)
{
    const auto canLead = [this](const auto& voter) {
        const auto* broker = image()->broker(voter.first);
        return voter.first != m_controllerOptions.self && broker && broker->active();
    };
    const bool leading = m_host->raft().role() == raft::Role::Leader;
    if (!leading || std::none_of(m_voters.begin(), m_voters.end(), canLead))
        return done();
    m_handedOver = std::move(done);
    m_handOverLimit->start(limit, [this] { finishHandOver(); });
    m_host->resign();
}

void ControllerQuorum::finishHandOver()
{
    m_handOverLimit->cancel();
    if (const auto call = std::exchange(m_handedOver, nullptr))
        m_environment.executor.post(call);
}

void ControllerQuorum::stop()
{
    m_rejoinTimer->cancel();
    m_host->stop();
    if (m_controller)
        m_controller->stop();
}

protocol::DescribeQuorumResponse ControllerQuorum::describe(
    const protocol::DescribeQuorumRequest& request) const
{
    return replication::describeQuorum(
        request, m_host->raft(), {m_environment.clock.steadyNow(), m_environment.clock.wallNow()});
}

}  // namespace stormbench::broker
