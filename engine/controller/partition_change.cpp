// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/partition_change.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/controller/broker_list.h"

namespace stormbench::controller {
namespace {

class Change {
public:
    Change(const PartitionImage& was, const PartitionPlan& plan, const MetadataImage& image)
        : m_was(was)
        , m_plan(plan)
        , m_image(image)
        , m_is(was)
    {
        m_is.isr = plan.isr.value_or(was.isr);
        m_is.replicas = plan.replicas.value_or(was.replicas);
        m_is.adding = plan.adding.value_or(was.adding);
        m_is.removing = plan.removing.value_or(was.removing);
    }

    PartitionImage run()
    {
        removeLostTail();
        completeReassignment();
        setEligible();
        elect();
        return std::move(m_is);
    }

private:
    void removeLostTail()
    {
        if (!contains(m_is.isr, m_plan.lostTail))
            return;
        auto others = without(m_is.isr, {m_plan.lostTail});
        if (others.empty())
            others = without(m_was.eligible, {m_plan.lostTail});
        if (!others.empty())
            m_is.isr = std::move(others);
    }

    void completeReassignment()
    {
        if (!m_is.reassigning())
            return;
        const auto replicas = without(m_is.replicas, m_is.removing);
        const auto isr = without(m_is.isr, m_is.removing);
        if (replicas.empty() || !containsAll(isr, replicas))
            return;
        m_is.replicas = replicas;
        m_is.isr = isr;
        m_is.adding.clear();
        m_is.removing.clear();
    }

    void setEligible()
    {
        m_is.eligible.clear();
        const auto minimum
            = std::min(static_cast<std::size_t>(m_plan.minInSync), m_is.replicas.size());
        if (m_is.isr.size() >= minimum)
            return;
        for (const auto id : m_is.replicas)
            if ((m_was.inIsr(id) || contains(m_was.eligible, id)) && !m_is.inIsr(id)
                && id != m_plan.lostTail)
                m_is.eligible.push_back(id);
    }

    void elect()
    {
        const auto canLead = [&](BrokerId id) { return m_is.inIsr(id) && isActive(m_image, id); };
        if (m_plan.election == Election::Preferred && canLead(m_is.replicas.front())) {
            m_is.leader = m_is.replicas.front();
            return;
        }
        if (canLead(m_is.leader))
            return;
        const auto before = std::exchange(m_is.leader, firstReplica(canLead));
        if (m_is.leader == kNoBroker)
            lead(firstReplica(
                [&](BrokerId id) { return contains(m_is.eligible, id) && isActive(m_image, id); }));
        if (m_is.leader == kNoBroker)
            m_is.leader = canServe(before)
                ? before
                : firstReplica([&](BrokerId id) { return canServe(id); });
        if (m_is.leader == kNoBroker && m_plan.election == Election::Unclean) {
            lead(firstReplica([&](BrokerId id) { return isActive(m_image, id); }));
            if (m_is.leader != kNoBroker)
                m_is.eligible.clear();
        }
    }

    /// With its disk full a replica can still be read from, and says what is wrong.
    [[nodiscard]] bool canServe(BrokerId id) const
    {
        const auto* broker = m_image.broker(id);
        return m_is.inIsr(id) && broker && broker->serving();
    }

    /// Alone, from outside of the ISR.
    void lead(BrokerId leader)
    {
        if (leader == kNoBroker)
            return;
        m_is.leader = leader;
        m_is.isr = {leader};
        setEligible();
    }

    template <typename Predicate> BrokerId firstReplica(Predicate predicate) const
    {
        const auto found = std::find_if(m_is.replicas.begin(), m_is.replicas.end(), predicate);
        return found == m_is.replicas.end() ? kNoBroker : *found;
    }

    const PartitionImage& m_was;
    const PartitionPlan& m_plan;
    const MetadataImage& m_image;
    PartitionImage m_is;
};

}  // namespace

bool isActive(const MetadataImage& image, BrokerId id)
{
    const auto* broker = image.broker(id);
    return broker && broker->active();
}

std::optional<PartitionChangeRecord> changePartition(const TopicImage& topic, PartitionIndex index,
    const PartitionPlan& plan, const MetadataImage& image)
{
    const auto* was = topic.partition(index);
    SB_ASSERT(was, "the caller has found the partition");
    const auto is = Change(*was, plan, image).run();
    PartitionChangeRecord record{topic.id, index, {}, {}, {}};
    if (is.leader != was->leader || !containsAll(is.replicas, was->replicas))
        record.leader = is.leader;
    const auto set = [](auto& field, const BrokerList& before, const BrokerList& after) {
        if (before != after)
            field = after;
    };
    set(record.isr, was->isr, is.isr);
    set(record.replicas, was->replicas, is.replicas);
    set(record.adding, was->adding, is.adding);
    set(record.removing, was->removing, is.removing);
    set(record.eligible, was->eligible, is.eligible);
    if (record == PartitionChangeRecord{topic.id, index, {}, {}, {}})
        return std::nullopt;
    return record;
}

std::vector<BrokerId> activeIsr(const PartitionImage& partition, const MetadataImage& image)
{
    auto active = partition.isr;
    std::erase_if(active, [&](BrokerId id) { return !isActive(image, id); });
    return active.empty() ? partition.isr : active;
}

}  // namespace stormbench::controller
