// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/fault_slots.h"

#include <algorithm>

namespace stormbench::cluster {
namespace {

template <typename Fault> constexpr bool kOnBroker = requires(const Fault& fault) { fault.broker; };
template <typename Fault> constexpr bool kOnLink = requires(const Fault& fault) { fault.link; };

BrokerId brokerOf(const api::Fault& fault)
{
    return std::visit(
        [](const auto& each) {
            if constexpr (kOnBroker<std::decay_t<decltype(each)>>)
                return each.broker;
            else
                return kNoBroker;
        },
        fault);
}

bool setsRate(const api::Fault& fault)
{
    return std::holds_alternative<api::ClockRate>(fault)
        || std::holds_alternative<api::ClockFreeze>(fault);
}

// What two faults do to one direction: the worse of both.
void worsen(faults::LinkCondition& condition, const api::Fault& fault)
{
    if (std::holds_alternative<api::LinkCut>(fault))
        condition.cut = true;
    else if (const auto* delay = std::get_if<api::LinkDelay>(&fault))
        condition.delay = std::max<std::chrono::microseconds>(condition.delay, delay->delay);
    else if (const auto* limit = std::get_if<api::LinkLimit>(&fault))
        condition.bytesPerSecond = condition.bytesPerSecond == 0
            ? limit->bytesPerSecond
            : std::min(condition.bytesPerSecond, limit->bytesPerSecond);
}

}  // namespace

const api::Link* linkOf(const api::Fault& fault)
{
    return std::visit(
        [](const auto& each) -> const api::Link* {
            if constexpr (kOnLink<std::decay_t<decltype(each)>>)
                return &each.link;
            else
                return nullptr;
        },
        fault);
}

std::vector<BrokerId> brokersOf(const api::Fault& fault)
{
    std::vector<BrokerId> brokers;
    std::visit(
        [&](const auto& each) {
            if constexpr (kOnBroker<std::decay_t<decltype(each)>>)
                brokers.push_back(each.broker);
        },
        fault);
    if (const auto* link = linkOf(fault)) {
        for (const auto& end : {link->from, link->to}) {
            if (!end.isClients())
                brokers.push_back(end.broker);
        }
    }
    return brokers;
}

api::Fault inOrder(api::Fault fault)
{
    std::visit(
        [](auto& each) {
            if constexpr (kOnLink<std::decay_t<decltype(each)>>) {
                auto& link = each.link;
                const bool turned = link.from.isClients()
                    || (!link.to.isClients() && link.to.broker < link.from.broker);
                if (!link.oneWay && turned)
                    std::swap(link.from, link.to);
            }
        },
        fault);
    return fault;
}

bool sameSlot(const api::Fault& a, const api::Fault& b)
{
    if (setsRate(a) && setsRate(b))
        return true;
    if (a.index() != b.index() || std::holds_alternative<api::ClockJump>(a)
        || std::holds_alternative<api::MemberExpiry>(a))
        return false;
    const auto* linkA = linkOf(a);
    const auto* linkB = linkOf(b);
    return linkA && linkB ? *linkA == *linkB : brokerOf(a) == brokerOf(b);
}

faults::DiskCondition diskOf(BrokerId broker, FaultEntries active)
{
    faults::DiskCondition disk;
    for (const auto& entry : active) {
        if (const auto* full = std::get_if<api::DiskFull>(&entry.fault);
            full && full->broker == broker)
            disk.full = true;
        if (const auto* slow = std::get_if<api::DiskSlow>(&entry.fault);
            slow && slow->broker == broker) {
            disk.perWrite = slow->perWrite;
            disk.bytesPerSecond = slow->bytesPerSecond;
        }
    }
    return disk;
}

api::Millis skewOf(BrokerId broker, FaultEntries active)
{
    for (const auto& entry : active) {
        if (const auto* skew = std::get_if<api::ClockSkew>(&entry.fault);
            skew && skew->broker == broker)
            return skew->by;
    }
    return {};
}

faults::LinkTable::Conditions linksOf(FaultEntries active)
{
    faults::LinkTable::Conditions conditions;
    for (const auto& entry : active) {
        const auto* link = linkOf(entry.fault);
        if (!link)
            continue;
        worsen(conditions[{link->from.broker, link->to.broker}], entry.fault);
        if (!link->oneWay)
            worsen(conditions[{link->to.broker, link->from.broker}], entry.fault);
    }
    return conditions;
}

ClockCourse clockOf(FaultEntries active)
{
    ClockCourse course;
    for (const auto& entry : active) {
        if (const auto* jump = std::get_if<api::ClockJump>(&entry.fault)) {
            course.ahead += jump->by;
            ++course.jumps;
        } else if (const auto* rate = std::get_if<api::ClockRate>(&entry.fault))
            course.rate = rate->factor;
        else if (std::holds_alternative<api::ClockFreeze>(entry.fault))
            course.rate = 0;
    }
    return course;
}

}  // namespace stormbench::cluster
