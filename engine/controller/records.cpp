// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/records.h"

#include <fmt/format.h>

namespace stormbench::controller {
namespace {

std::string list(const std::vector<BrokerId>& brokers)
{
    std::string text;
    for (const auto broker : brokers)
        text += fmt::format("{}{}", text.empty() ? "" : ",", broker.value());
    return "[" + text + "]";
}

std::string yesNo(bool value)
{
    return value ? "yes" : "no";
}

struct Printer {
    std::string operator()(const ClusterRecord& r) const
    {
        return fmt::format("Cluster id={}", r.clusterId);
    }
    std::string operator()(const RegisterBrokerRecord& r) const
    {
        std::string text = fmt::format(
            "RegisterBroker broker={} incarnation={}", r.broker.value(), r.incarnation.toString());
        for (const auto& listener : r.listeners)
            text += fmt::format(" {}={}", listener.name, env::toString(listener.endpoint));
        return text + (r.rack ? " rack=" + *r.rack : "") + (r.controller ? " controller" : "")
            + (r.epoch ? fmt::format(" epoch={}", r.epoch->value()) : "");
    }
    std::string operator()(const UnregisterBrokerRecord& r) const
    {
        return fmt::format(
            "UnregisterBroker broker={} epoch={}", r.broker.value(), r.epoch.value());
    }
    std::string operator()(const BrokerChangeRecord& r) const
    {
        return fmt::format("BrokerChange broker={} epoch={}", r.broker.value(), r.epoch.value())
            + (r.fenced ? " fenced=" + yesNo(*r.fenced) : "")
            + (r.inControlledShutdown ? " inControlledShutdown=" + yesNo(*r.inControlledShutdown)
                                      : "")
            + (r.diskFailed ? " diskFailed=" + yesNo(*r.diskFailed) : "");
    }
    std::string operator()(const TopicRecord& r) const
    {
        return fmt::format("Topic name={} id={}", r.name, r.topic.toString());
    }
    std::string operator()(const RemoveTopicRecord& r) const
    {
        return fmt::format("RemoveTopic id={}", r.topic.toString());
    }
    std::string operator()(const PartitionRecord& r) const
    {
        return fmt::format("Partition topic={} index={} replicas={} isr={} leader={} "
                           "leaderEpoch={} partitionEpoch={}",
                   r.topic.toString(), r.partition.value(), list(r.replicas), list(r.isr),
                   r.leader.value(), r.leaderEpoch.value(), r.partitionEpoch.value())
            + (r.adding.empty() ? "" : " adding=" + list(r.adding))
            + (r.removing.empty() ? "" : " removing=" + list(r.removing))
            + (r.eligible.empty() ? "" : " eligible=" + list(r.eligible));
    }
    std::string operator()(const PartitionChangeRecord& r) const
    {
        return fmt::format(
                   "PartitionChange topic={} index={}", r.topic.toString(), r.partition.value())
            + (r.leader ? fmt::format(" leader={}", r.leader->value()) : "")
            + (r.isr ? " isr=" + list(*r.isr) : "")
            + (r.eligible ? " eligible=" + list(*r.eligible) : "")
            + (r.replicas ? " replicas=" + list(*r.replicas) : "")
            + (r.adding ? " adding=" + list(*r.adding) : "")
            + (r.removing ? " removing=" + list(*r.removing) : "");
    }
    std::string operator()(const ConfigRecord& r) const
    {
        const auto* type = r.resource.type == ConfigResourceType::Topic ? "topic" : "broker";
        return fmt::format("Config {}={} {}{}", type, r.resource.name, r.name,
            r.value ? "=" + *r.value : " to its default");
    }
    std::string operator()(const ProducerIdsBlockRecord& r) const
    {
        return fmt::format(
            "ProducerIdsBlock broker={} next={}", r.broker.value(), r.nextProducerId.value());
    }
    std::string operator()(const FeatureRecord& r) const
    {
        return fmt::format("Feature {}={}", r.name, r.level);
    }
};

}  // namespace

std::string toString(const Record& record)
{
    return std::visit(Printer{}, record);
}

}  // namespace stormbench::controller
