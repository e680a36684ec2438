// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/reassignment.h"

#include "engine/controller/broker_list.h"

namespace stormbench::controller {

std::optional<PartitionPlan> planReassignment(
    const PartitionImage& partition, const std::vector<BrokerId>& target, PartitionPlan plan)
{
    const auto before = without(partition.replicas, partition.adding);
    auto removing = without(before, target);
    std::sort(removing.begin(), removing.end());
    auto adding = without(target, before);
    std::sort(adding.begin(), adding.end());

    auto replicas = target;
    replicas.insert(replicas.end(), removing.begin(), removing.end());
    BrokerList isr;
    for (const auto id : partition.isr)
        if (contains(replicas, id))
            isr.push_back(id);
    if (isr.empty())
        return std::nullopt;
    plan.isr = std::move(isr);
    plan.replicas = std::move(replicas);
    plan.adding = std::move(adding);
    plan.removing = std::move(removing);
    return plan;
}

Revert planRevert(const PartitionImage& partition, PartitionPlan plan)
{
    Revert revert;
    plan.replicas = without(partition.replicas, partition.adding);
    plan.isr = without(partition.isr, partition.adding);
    plan.adding.emplace();
    plan.removing.emplace();
    revert.unclean = plan.isr->empty();
    if (revert.unclean)
        plan.isr = BrokerList{plan.replicas->front()};
    revert.plan = std::move(plan);
    return revert;
}

}  // namespace stormbench::controller
