// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/broker.h"

#include "engine/base/assert.h"
#include "engine/base/log.h"
#include "engine/broker/broker_parts.h"
#include "engine/broker/group_config.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

namespace {
constexpr std::chrono::milliseconds kLeaveLimit{500};
constexpr std::chrono::milliseconds kOthersLeaveLimit{250};
constexpr std::chrono::milliseconds kHandOverLimit{400};
}  // namespace

Broker::Broker(BrokerOptions options, env::Environment environment)
    : m_parts(std::make_unique<Parts>(std::move(options), environment))
{
}
Broker::~Broker() = default;

void Broker::start(Done done)
{
    SB_ASSERT(m_parts->environment.executor.runsHere(), "a broker is called on its strand");
    m_parts->start(std::move(done));
}

env::Endpoint Broker::endpoint() const
{
    const auto local = m_parts->connections ? m_parts->connections->local() : std::nullopt;
    return local.value_or(m_parts->options.listen);
}

void Broker::stop(Done done)
{
    SB_ASSERT(m_parts->environment.executor.runsHere(), "a broker is called on its strand");
    m_parts->stop(std::move(done));
}

Result<> Broker::expireMembers(const std::string& groupId, const std::string& member)
{
    SB_ASSERT(m_parts->environment.executor.runsHere(), "a broker is called on its strand");
    if (!m_parts->groups)
        return fail(ErrorCode::Rejected, "the broker has not opened its logs");
    return m_parts->groups->expireMembers(groupId, member);
}

const PartitionTable* Broker::partitions() const
{
    return m_parts->partitions.get();
}

BrokerStatisticsPtr Broker::statistics() const
{
    return m_parts->statistics();
}

Broker::Parts::Parts(BrokerOptions brokerOptions, env::Environment hostEnvironment)
    : options(std::move(brokerOptions))
    , environment(hostEnvironment)
    , loggerName(options.loggerName)
{
    if (loggerName.empty())
        loggerName = fmt::format("broker {}", options.id.value());
}
Broker::Parts::~Parts() = default;

/// What this broker believes to lead may be led by others by now, the metadata log too. There is no
/// use in asking ourselves: nobody answers until that log has a leader that a majority knows.
void Broker::Parts::onStandstill()
{
    quorum->resign();
    membership->heartbeatNow();
}

void Broker::Parts::onMetadata(const controller::MetadataDelta& delta)
{
    if (applied && !stopping)
        applyToPartitions(delta);
    metadata->publish(delta.after);
    if (gate)
        gate->onImage(delta.after->offset());
}

void Broker::Parts::applyToPartitions(const controller::MetadataDelta& delta)
{
    const controller::ConfigResolver config(delta.after, statics, options.id);
    const auto changes = partitions->apply(delta, config);
    fetchers->apply(changes, *delta.after);
    for (const auto& name : changes.led) {
        const auto* hosted = partitions->find(name.topic, name.partition);
        if (hosted && flusher->isOwed(*hosted))
            flusher->flushAll(*hosted);
    }
    for (const auto& name : changes.resigned) {
        if (name.topic == controller::kOffsetsTopic)
            groups->onResigned(name.partition);
    }
    if (const auto offsets = delta.after->topic(controller::kOffsetsTopic))
        groups->setPartitionCount(static_cast<std::int32_t>(offsets->partitions.size()));
    for (const auto& name : changes.led) {
        if (name.topic == controller::kOffsetsTopic)
            groups->onLed(name.partition);
    }
    std::vector<std::string> deleted;
    for (const auto& id : delta.changedTopics) {
        if (const auto before = delta.before->topic(id); before && !delta.after->topic(id))
            deleted.push_back(before->name);
    }
    if (!deleted.empty())
        groups->onTopicsDeleted(deleted);
    const bool brokerConfigs = std::any_of(delta.changedConfigs.begin(), delta.changedConfigs.end(),
        [](const auto& changed) { return changed.type == controller::ConfigResourceType::Broker; });
    if (brokerConfigs)
        applyBrokerConfigs(config);
}

void Broker::Parts::applyBrokerConfigs(const controller::ConfigResolver& config)
{
    groups->setConfig(groupConfig(config));
    const auto now = environment.clock.steadyNow();
    quotas.leader.setRate(config.number("leader.replication.throttled.rate"), now);
    quotas.follower.setRate(config.number("follower.replication.throttled.rate"), now);
}

void Broker::Parts::onRegistered()
{
    if (applied)
        return;
    applied = true;
    applyToPartitions(controller::MetadataDelta::fromScratch(metadata->imagePtr()));
    applyBrokerConfigs(configs());
    partitions->deleteStrays(metadata->image());
    maintenance->start();
    isr->start();
}

void Broker::Parts::onActive()
{
    log::info(loggerName, "active, epoch {}", membership->epoch().value());
    gate->start();
    if (const auto done = std::exchange(started, nullptr))
        done({});
}

void Broker::Parts::stop(Done done)
{
    stopping = true;
    if (const auto call = std::exchange(started, nullptr))
        call(fail(ErrorCode::Cancelled, "stopped before it had started"));
    if (!membership)
        return finishStop(done);
    std::weak_ptr<bool> weak = alive;
    membership->leave(kLeaveLimit, [this, weak, done = std::move(done)] {
        if (weak.expired())
            return;
        // On a turn of its own: we may be inside a callback of what is about to go.
        environment.executor.post([this, weak, done] {
            if (!weak.expired())
                leaveQuorum(done);
        });
    });
}

/// Brokers that stop together need each other's votes for what their leaving writes, so a voter
/// stays until no other one is about to leave. Then it names a successor, if it leads.
void Broker::Parts::leaveQuorum(const Done& done)
{
    const auto othersHaveLeft = [this](const controller::MetadataImage& image) {
        return std::none_of(
            quorum->voters().begin(), quorum->voters().end(), [&](const auto& voter) {
                const auto* broker = image.broker(voter.first);
                return voter.first != options.id && broker && !broker->fenced
                    && broker->inControlledShutdown;
            });
    };
    std::weak_ptr<bool> weak = alive;
    metadata->await(othersHaveLeft, kOthersLeaveLimit, [this, weak, done](bool) {
        if (weak.expired())
            return;
        environment.executor.post([this, weak, done] {
            if (weak.expired())
                return;
            quorum->handOver(kHandOverLimit, [this, weak, done] {
                if (!weak.expired())
                    finishStop(done);
            });
        });
    });
}

void Broker::Parts::finishStop(const Done& done)
{
    const auto epoch = membership ? membership->epoch() : BrokerEpoch{-1};
    // Nothing may write or answer any more when the logs are closed: whoever could goes first.
    connections.reset();
    gate.reset();
    maintenance.reset();
    fetchers.reset();
    isr.reset();
    membership.reset();
    producerIds.reset();
    controllerLink.reset();
    if (quorum)
        quorum->stop();
    quorum.reset();
    if (groups)
        groups->stop();
    flusher.reset();
    purgatory.reset();
    core.reset();
    if (const auto kept = partitions ? partitions->writeHighWatermarks() : Result<>{}; !kept)
        log::warn(loggerName, "stopping: {}", kept.error().message);
    const auto closed = logs ? logs->closeCleanly(epoch) : Result<>{};
    if (!closed)
        log::error(loggerName, "stopping: {}", closed.error().message);
    log::info(loggerName, "stopped");
    done(closed);
}

}  // namespace stormbench::broker
