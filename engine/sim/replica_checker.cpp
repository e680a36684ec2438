// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/replica_checker.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/batch_header.h"

namespace stormbench::sim {

namespace {

std::uint64_t hashOf(ByteView bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const auto byte : bytes)
        hash = (hash ^ byte) * 0x100000001b3ull;
    return hash;
}

template <class Look> void forEachHosted(const SimBroker& broker, Look look)
{
    broker.inspect([&](const broker::PartitionTable& table) {
        for (const auto& [topic, partitions] : table.topics())
            for (const auto& [index, hosted] : partitions)
                look(*hosted);
    });
}

}  // namespace

void ReplicaChecker::violation(
    const SimBroker& broker, const storage::TopicPartition& name, const std::string& what)
{
    m_ledger.violation(fmt::format("{} s: broker {}: {}: {}",
        std::chrono::duration<double>(m_simulation.loop().now()).count(), broker.id().value(),
        name.toString(), what));
}

void ReplicaChecker::check()
{
    findNewestMetadata();
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        const auto& broker = m_simulation.at(id);
        forEachHosted(broker, [&](broker::HostedPartition& hosted) {
            count(broker, hosted);
            if (hosted.log.isLeader())
                checkLeader(broker, hosted);
        });
    }
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        const auto& broker = m_simulation.at(id);
        forEachHosted(
            broker, [&](broker::HostedPartition& hosted) { checkReplica(broker, hosted); });
    }
}

void ReplicaChecker::findNewestMetadata()
{
    for (int id = 1; id <= m_simulation.brokers(); ++id) {
        auto state = m_simulation.at(id).metadata();
        if (!state.image)
            continue;
        countSnapshots(m_simulation.at(id), state);
        if (m_newest && state.image->offset() <= m_newest->offset())
            continue;
        if (m_newest) {
            for (const auto& [name, after] : state.image->topics())
                if (const auto before = m_newest->topic(name);
                    before && before != after && before->id == after->id)
                    countChanges(*before, *after);
        }
        m_newest = std::move(state.image);
    }
}

void ReplicaChecker::countChanges(
    const controller::TopicImage& before, const controller::TopicImage& after)
{
    for (std::size_t i = 0; i < std::min(before.partitions.size(), after.partitions.size()); ++i) {
        const auto& was = before.partitions[i];
        const auto& is = after.partitions[i];
        m_counters.isrShrinks += is.isr.size() < was.isr.size();
        m_counters.isrExpands += is.isr.size() > was.isr.size();
        m_counters.elections += is.leaderEpoch > was.leaderEpoch;
        m_counters.leaderChanges += is.leader != was.leader;
        m_counters.reassignments += is.replicas != was.replicas;
    }
}

void ReplicaChecker::countSnapshots(const SimBroker& broker, const broker::MetadataState& state)
{
    auto& seen = m_snapshots[broker.id()];
    if (seen.life != broker.lives())
        seen = {broker.lives()};
    m_counters.snapshotsMade += state.snapshotsMade - seen.made;
    m_counters.snapshotsLoaded += state.snapshotsLoaded - seen.loaded;
    m_counters.snapshotsFetched += state.snapshotsFetched - seen.fetched;
    seen = {broker.lives(), state.snapshotsMade, state.snapshotsLoaded, state.snapshotsFetched};
}

void ReplicaChecker::count(const SimBroker& broker, const broker::HostedPartition& hosted)
{
    auto& partition = at(hosted);
    auto& seen = partition.truncations[broker.id()];
    if (seen.first != broker.lives())
        seen = {broker.lives(), 0};
    m_counters.truncations
        += hosted.log.truncations() - std::min(seen.second, hosted.log.truncations());
    seen.second = hosted.log.truncations();
    if (!hosted.log.log().offlineReason())
        partition.offline.erase(broker.id());
    else
        m_counters.logsOffline += partition.offline.insert(broker.id()).second;
}

bool ReplicaChecker::allInSync() const
{
    return m_newest && lagging().empty();
}

std::string ReplicaChecker::lagging() const
{
    std::string lagging;
    const auto list = [](const std::vector<BrokerId>& brokers) {
        std::string text;
        for (const auto id : brokers)
            text += (text.empty() ? "" : ",") + std::to_string(id.value());
        return text;
    };
    for (const auto& [name, topic] : m_newest->topics())
        for (std::size_t i = 0; i < topic->partitions.size(); ++i)
            if (const auto& partition = topic->partitions[i];
                partition.leader == kNoBroker || partition.isr.size() < partition.replicas.size())
                lagging += fmt::format(" {}-{}: leader {}, replicas [{}], in sync [{}];", name, i,
                    partition.leader.value(), list(partition.replicas), list(partition.isr));
    return lagging;
}

// Whole batches of [from, end). What is above the high watermark at `end` may be read, too: it is
// left out.
std::vector<ReplicaChecker::Batch> ReplicaChecker::batches(
    const SimBroker& broker, broker::HostedPartition& hosted, Offset from, Offset end)
{
    constexpr std::uint32_t kAtOnce = 1 << 20;
    std::vector<Batch> found;
    while (from < end) {
        const auto range = hosted.log.log().read({from, end, kAtOnce, true});
        const auto bytes = range ? storage::Log::readBytes(*range) : Result<Bytes>(Bytes{});
        if (!bytes || bytes->empty()) {
            violation(broker, hosted.name,
                fmt::format("cannot be read at {}, below {}", from.value(), end.value()));
            break;
        }
        ByteView rest = *bytes;
        while (!rest.empty()) {
            const auto header = storage::parseBatchHeader(rest);
            if (!header || header->sizeInBytes > rest.size()) {
                violation(broker, hosted.name, fmt::format("no batch at {}", from.value()));
                return found;
            }
            if (header->nextOffset() > end)
                return found;
            found.push_back({header->baseOffset, header->nextOffset(), header->leaderEpoch,
                hashOf(rest.first(header->sizeInBytes))});
            from = header->nextOffset();
            rest = rest.subspan(header->sizeInBytes);
        }
    }
    return found;
}

void ReplicaChecker::checkLeader(const SimBroker& broker, broker::HostedPartition& hosted)
{
    auto& leading = hosted.log;
    auto& partition = at(hosted);
    const auto epoch = leading.leaderEpoch();
    const auto [leader, isNew] = partition.leaders.emplace(epoch, broker.id());
    if (isNew)
        log::info("sim", "{} us: {}: broker {} leads in epoch {} from {} on",
            m_simulation.loop().now().count(), hosted.name.toString(), broker.id().value(),
            epoch.value(), leading.logEndOffset().value());
    if (leader->second != broker.id())
        violation(broker, hosted.name,
            fmt::format(
                "leads in epoch {}, as broker {} did", epoch.value(), leader->second.value()));
    auto& highest = partition.highWatermarks.emplace(epoch, leading.highWatermark()).first->second;
    if (leading.highWatermark() < highest)
        violation(broker, hosted.name,
            fmt::format("the high watermark went back from {} to {} in epoch {}", highest.value(),
                leading.highWatermark().value(), epoch.value()));
    highest = std::max(highest, leading.highWatermark());
    partition.newestEpoch = std::max(partition.newestEpoch, epoch);
    if (epoch == partition.newestEpoch && leading.logEndOffset() < partition.committedEnd)
        violation(broker, hosted.name,
            fmt::format("leads in epoch {} and ends at {}; {} was committed", epoch.value(),
                leading.logEndOffset().value(), partition.committedEnd.value()));
    if (leading.highWatermark() <= partition.committedEnd)
        return;
    if (leading.log().config().cleanupCompact) {
        partition.committedEnd = leading.highWatermark();
        return;
    }
    for (const auto& batch :
        batches(broker, hosted, partition.committedEnd, leading.highWatermark())) {
        if (batch.base != partition.committedEnd)
            violation(broker, hosted.name,
                fmt::format("a batch at {} follows one that ends at {}", batch.base.value(),
                    partition.committedEnd.value()));
        partition.committed.emplace(batch.base, batch);
        partition.committedEnd = batch.end;
    }
}

bool ReplicaChecker::isInSync(BrokerId broker, const broker::HostedPartition& hosted) const
{
    const auto topic = m_newest->topic(hosted.topicId);
    const auto* partition = topic ? topic->partition(hosted.name.partition) : nullptr;
    return partition && partition->leaderEpoch == hosted.log.leaderEpoch()
        && partition->inIsr(broker);
}

void ReplicaChecker::checkReplica(const SimBroker& broker, broker::HostedPartition& hosted)
{
    auto& partition = at(hosted);
    const auto end = std::min(hosted.log.logEndOffset(), partition.committedEnd);
    if (hosted.log.isLeader())
        return compare(broker, hosted,
            hosted.log.leaderEpoch() == partition.newestEpoch
                ? end
                : std::min(end, hosted.log.highWatermark()));
    if (!m_newest || !hosted.log.follows() || !isInSync(broker.id(), hosted))
        return;
    const auto known = partition.highWatermarks.find(hosted.log.leaderEpoch());
    if (known != partition.highWatermarks.end() && hosted.log.logEndOffset() < known->second)
        violation(broker, hosted.name,
            fmt::format("is in sync and ends at {}; the leader's high watermark is {}",
                hosted.log.logEndOffset().value(), known->second.value()));
    compare(broker, hosted, std::min(end, hosted.log.highWatermark()));
}

void ReplicaChecker::compare(const SimBroker& broker, broker::HostedPartition& hosted, Offset end)
{
    auto& partition = at(hosted);
    if (hosted.log.log().config().cleanupCompact)
        return;
    auto& compared = partition.compared[broker.id()];
    if (compared.life != broker.lives() || compared.truncations != hosted.log.truncations()
        || hosted.log.logEndOffset() < compared.upTo)  // deleted by a reassignment, copied anew
        compared = {broker.lives(), hosted.log.truncations(), hosted.log.logStartOffset()};
    if (compared.upTo >= end)
        return;
    for (const auto& batch : batches(broker, hosted, compared.upTo, end)) {
        ++m_counters.comparedBatches;
        const auto expected = partition.committed.find(batch.base);
        compared.upTo = batch.end;
        if (expected == partition.committed.end() || expected->second != batch)
            return violation(broker, hosted.name,
                fmt::format("the batch [{}, {}) of epoch {} is not the one that was committed: {} "
                            "(it follows in epoch {})",
                    batch.base.value(), batch.end.value(), batch.epoch.value(),
                    expected == partition.committed.end()
                        ? std::string("none begins there")
                        : fmt::format("that ends at {}, of epoch {}", expected->second.end.value(),
                            expected->second.epoch.value()),
                    hosted.log.leaderEpoch().value()));
    }
}

}  // namespace stormbench::sim
