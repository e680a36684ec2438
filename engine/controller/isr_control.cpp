// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/broker_list.h"
#include "engine/controller/controller.h"

namespace stormbench::controller {
namespace {

bool mayJoin(const PartitionToAlter::Member& member, const MetadataImage& image)
{
    const auto* broker = image.broker(member.id);
    return broker && broker->active()
        && (member.epoch == BrokerEpoch{-1} || member.epoch == broker->epoch);
}

/// In Kafka's order: what a leader learns from each error depends on it.
WireError checkWish(const PartitionToAlter& wish, BrokerId sender, const PartitionImage* partition,
    const MetadataImage& image)
{
    if (!partition)
        return WireError::UnknownTopicOrPartition;
    // The sender knows more than this controller does: there is a newer one.
    if (wish.leaderEpoch > partition->leaderEpoch
        || wish.partitionEpoch > partition->partitionEpoch)
        return WireError::NotController;
    if (wish.leaderEpoch < partition->leaderEpoch)
        return WireError::FencedLeaderEpoch;
    if (sender != partition->leader)
        return WireError::InvalidRequest;
    if (wish.partitionEpoch < partition->partitionEpoch)
        return WireError::InvalidUpdateVersion;
    BrokerList isr;
    for (const auto& member : wish.isr) {
        if (contains(isr, member.id))
            return WireError::InvalidRequest;
        isr.push_back(member.id);
    }
    // After an unclean election the leader's word alone counts; there is no recovery to wait for.
    if (wish.recovering || !contains(isr, sender) || !containsAll(partition->replicas, isr))
        return WireError::InvalidRequest;
    const bool eligible = std::all_of(wish.isr.begin(), wish.isr.end(),
        [&](const auto& member) { return mayJoin(member, image); });
    return eligible ? WireError::None : WireError::IneligibleReplica;
}

}  // namespace

Outcome<AlterPartitionResponse> Controller::alterPartition(const AlterPartitionRequest& request)
{
    Outcome<AlterPartitionResponse> outcome;
    outcome.response.error = checkEpoch(request.broker, request.epoch);
    if (!outcome.response.error.ok())
        return outcome;
    RecordWriter writer(m_image);
    for (const auto& topic : request.topics) {
        auto& answer
            = outcome.response.topics.emplace_back(AlterPartitionResponse::Topic{topic.id, {}});
        for (const auto& wish : topic.partitions)
            answer.partitions.push_back(alterIsr(topic.id, wish, request.broker, writer));
    }
    outcome.records = finish(std::move(writer));
    return outcome;
}

AlteredPartition Controller::alterIsr(
    const Uuid& topicId, const PartitionToAlter& wish, BrokerId sender, RecordWriter& writer) const
{
    AlteredPartition answer;
    answer.index = wish.index;
    const auto topic = writer.image().topic(topicId);
    if (!topic) {
        answer.error = WireError::UnknownTopicId;
        return answer;
    }
    answer.error = checkWish(wish, sender, topic->partition(wish.index), writer.image());
    if (answer.error != WireError::None)
        return answer;
    auto plan = planFor(topic->name, resolver());
    plan.isr.emplace();
    for (const auto& member : wish.isr)
        plan.isr->push_back(member.id);
    if (auto change = changePartition(*topic, wish.index, plan, writer.image()))
        writer.add(*std::move(change));
    const auto partition = *writer.image().topic(topicId)->partition(wish.index);
    // The wish has completed a reassignment that ends this broker's leadership.
    if (partition.leader != sender) {
        answer.error = WireError::NewLeaderElected;
        return answer;
    }
    answer.leader = partition.leader;
    answer.leaderEpoch = partition.leaderEpoch;
    answer.partitionEpoch = partition.partitionEpoch;
    answer.isr = partition.isr;
    return answer;
}

}  // namespace stormbench::controller
