// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/partition_table.h"

#include "engine/base/log.h"
#include "engine/controller/topic_name.h"
#include "engine/env/executor.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr const char* kHighWatermarkFile = "/replication-offset-checkpoint";
}

PartitionTable::PartitionTable(env::Environment environment, std::string loggerName, BrokerId self,
    storage::LogDirectory& logs)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_self(self)
    , m_logs(logs)
{
    readHighWatermarks();
}

void PartitionTable::readHighWatermarks()
{
    const auto path = m_logs.path() + kHighWatermarkFile;
    if (!m_environment.files.exists(path))
        return;
    const auto bytes = m_environment.files.readFile(path);
    auto offsets = bytes ? storage::parseOffsets(*bytes) : fail(bytes.error());
    if (offsets)
        m_highWatermarks = *std::move(offsets);
    else  // none is known then: the in-sync replicas tell them anew
        log::warn(m_loggerName, "{} is ignored: {}", path, offsets.error().message);
}

Result<> PartitionTable::writeHighWatermarks()
{
    storage::PartitionOffsets offsets;
    for (const auto& [topic, partitions] : m_topics)
        for (const auto& [index, hosted] : partitions)
            offsets[hosted->name] = hosted->log.highWatermark();
    if (offsets == m_highWatermarks)
        return {};
    SB_TRY(storage::writeFileRelaxed(
        m_environment.files, m_logs.path() + kHighWatermarkFile, storage::formatOffsets(offsets)));
    m_highWatermarks = std::move(offsets);
    return {};
}

HostedPartition* PartitionTable::find(std::string_view topic, PartitionIndex index)
{
    const auto partitions = m_topics.find(topic);
    if (partitions == m_topics.end())
        return nullptr;
    const auto found = partitions->second.find(index);
    return found == partitions->second.end() ? nullptr : found->second.get();
}

PartitionTable::Lookup PartitionTable::leader(
    const controller::MetadataImage& image, std::string_view topic, PartitionIndex index)
{
    if (auto* hosted = find(topic, index); hosted && hosted->log.isLeader())
        return {hosted, WireError::None};
    return {nullptr,
        image.partition(topic, index) ? WireError::NotLeaderOrFollower
                                      : WireError::UnknownTopicOrPartition};
}

PartitionTable::Lookup PartitionTable::replica(
    const controller::MetadataImage& image, std::string_view topic, PartitionIndex index)
{
    if (auto* hosted = find(topic, index); hosted && hosted->log.follows())
        return {hosted, WireError::None};
    return leader(image, topic, index);
}

PartitionTable::Applied PartitionTable::apply(
    const controller::MetadataDelta& delta, const controller::ConfigResolver& configs)
{
    Applied applied;
    TopicSettingsTable settings(configs, m_self);
    const auto changes = controller::localChanges(delta, m_self);
    for (const auto& gone : changes.toDelete) {
        const storage::TopicPartition name{gone.topic->name, gone.index};
        if (const auto* hosted = find(name.topic, name.partition);
            hosted && hosted->topicId == gone.topic->id) {
            drop(name, applied);
            removeLog(name);
        }
    }
    for (const auto& led : changes.toLead)
        lead(led, settings, applied);
    for (const auto& led : changes.stillLed)
        lead(led, settings, applied);
    for (const auto& followed : changes.toFollow)
        follow(followed, settings, applied);
    const bool brokerConfigs = std::any_of(delta.changedConfigs.begin(), delta.changedConfigs.end(),
        [](const auto& changed) { return changed.type == controller::ConfigResourceType::Broker; });
    for (auto& [topic, partitions] : m_topics) {
        const controller::ConfigResource resource{controller::ConfigResourceType::Topic, topic};
        if (!brokerConfigs
            && std::find(delta.changedConfigs.begin(), delta.changedConfigs.end(), resource)
                == delta.changedConfigs.end())
            continue;
        for (auto& [index, hosted] : partitions)
            configure(*hosted, settings.of(topic));
    }
    return applied;
}

void PartitionTable::configure(HostedPartition& hosted, const TopicSettings& settings)
{
    hosted.log.log().setConfig(settings.log);
    hosted.log.setMinInSync(settings.minInSync);
    hosted.throttledAsLeader = settings.throttledLeaders.contains(hosted.name.partition);
    hosted.throttledAsFollower = settings.throttledFollowers.contains(hosted.name.partition);
}

HostedPartition* PartitionTable::host(
    const controller::LocalPartition& partition, TopicSettingsTable& settings, Applied& applied)
{
    const storage::TopicPartition name{partition.topic->name, partition.index};
    if (name.topic == controller::kMetadataTopic) {
        log::error(m_loggerName, "the metadata names its own log as a topic");
        return nullptr;
    }
    auto* hosted = find(name.topic, name.partition);
    if (hosted && hosted->topicId != partition.topic->id) {  // deleted and created anew
        drop(name, applied);
        hosted = nullptr;
    }
    if (hosted)
        return hosted;
    const auto existing = m_logs.logs().find(name);
    // Without an id the machine died before it was on disk: the log is this topic's, see create().
    if (existing != m_logs.logs().end() && !existing->second.topicId.isZero()
        && existing->second.topicId != partition.topic->id)
        removeLog(name);
    const auto log = m_logs.create(name, partition.topic->id, settings.of(name.topic).log);
    if (!log) {
        log::error(
            m_loggerName, "cannot open the log of {}: {}", name.toString(), log.error().message);
        return nullptr;
    }
    const auto known = m_highWatermarks.find(name);
    const auto highWatermark = known == m_highWatermarks.end() ? Offset{0} : known->second;
    auto made = std::make_unique<HostedPartition>(HostedPartition{name, partition.topic->id,
        replication::PartitionLog(**log, m_self, highWatermark), {}, {}, false, false});
    configure(*made, settings.of(name.topic));
    hosted = made.get();
    m_topics[name.topic][name.partition] = std::move(made);
    return hosted;
}

void PartitionTable::lead(
    const controller::LocalPartition& partition, TopicSettingsTable& settings, Applied& applied)
{
    auto* hosted = host(partition, settings, applied);
    if (!hosted)
        return;
    const auto& image = partition.image();
    const bool isNew = !hosted->log.isLeader() || hosted->log.leaderEpoch() != image.leaderEpoch;
    if (hosted->log.becomeLeader(
            {image.leaderEpoch, image.partitionEpoch, image.replicas, image.isr},
            m_environment.clock.steadyNow())
        && isNew)
        applied.led.push_back(hosted->name);
}

void PartitionTable::follow(
    const controller::LocalPartition& partition, TopicSettingsTable& settings, Applied& applied)
{
    auto* hosted = host(partition, settings, applied);
    if (!hosted)
        return;
    const bool wasLeader = hosted->log.isLeader();
    const auto epoch = partition.image().leaderEpoch;
    const bool isNew = !hosted->log.follows() || hosted->log.leaderEpoch() != epoch;
    if (!hosted->log.becomeFollower(epoch))
        return;
    if (wasLeader)
        applied.resigned.push_back(hosted->name);
    if (isNew)
        applied.followed.push_back(hosted->name);
}

void PartitionTable::drop(const storage::TopicPartition& name, Applied& applied)
{
    const auto partitions = m_topics.find(name.topic);
    if (partitions == m_topics.end())
        return;
    const auto found = partitions->second.find(name.partition);
    if (found == partitions->second.end())
        return;
    if (found->second->log.isLeader())
        applied.resigned.push_back(name);
    applied.dropped.push_back(name);
    found->second->log.resign();
    partitions->second.erase(found);
    if (partitions->second.empty())
        m_topics.erase(partitions);
}

void PartitionTable::removeLog(const storage::TopicPartition& name)
{
    auto job = m_logs.remove(name);
    if (!job) {
        log::error(
            m_loggerName, "cannot delete the log of {}: {}", name.toString(), job.error().message);
        return;
    }
    auto& files = m_environment.files;
    auto outcome = std::make_shared<Result<>>();
    m_environment.executor.runBlocking(
        [job = std::move(*job), &files, outcome] { *outcome = job.run(files); },
        [outcome, name, logger = m_loggerName] {
            if (!*outcome)
                log::error(logger, "deleting {}: {}", name.toString(), outcome->error().message);
        });
}

void PartitionTable::deleteStrays(const controller::MetadataImage& image)
{
    std::vector<storage::TopicPartition> strays;
    for (const auto& [name, entry] : m_logs.logs()) {
        if (name.topic == controller::kMetadataTopic)
            continue;
        const auto topic = image.topic(name.topic);
        const auto* partition = topic ? topic->partition(name.partition) : nullptr;
        const bool sameTopic = topic && (entry.topicId.isZero() || entry.topicId == topic->id);
        if (!sameTopic || !partition || !partition->hasReplica(m_self))
            strays.push_back(name);
    }
    Applied ignored;
    for (const auto& name : strays) {
        log::info(
            m_loggerName, "deleting {}: the cluster's metadata does not know it", name.toString());
        drop(name, ignored);
        removeLog(name);
    }
}

}  // namespace stormbench::broker
