// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/ledger.h"

#include <algorithm>

#include <fmt/format.h>

namespace stormbench::sim {

namespace {
constexpr std::size_t kMostViolations = 50;  // one bug may break a promise for every record

std::string_view keyOf(std::string_view text)
{
    return text.substr(0, text.find('|'));
}

}  // namespace

void Ledger::violation(std::string what)
{
    if (m_violations.size() < kMostViolations)
        m_violations.push_back(std::move(what));
}

void Ledger::refused(std::string what)
{
    if (m_promises.keepsAcknowledged)
        violation(std::move(what));
}

void Ledger::sent(const std::string& value)
{
    ++m_counters.sent;
    m_sent.insert(value);
}

void Ledger::acknowledged(PartitionIndex partition, Offset offset, const std::string& value)
{
    ++m_counters.acknowledged;
    const auto [at, fresh] = m_acknowledged[partition].emplace(offset, value);
    if (!fresh && m_promises.keepsAcknowledged)
        violation(fmt::format("partition {}: offset {} was given to '{}' and to '{}'",
            partition.value(), offset.value(), at->second, value));
    at->second = value;
}

void Ledger::read(PartitionIndex partition, Offset offset, const std::string& value)
{
    ++m_counters.read;
    if (!m_sent.contains(value))
        violation(fmt::format("partition {}: read '{}' at {}, which nobody sent", partition.value(),
            value, offset.value()));
    const auto [at, fresh] = m_read[partition].emplace(offset, value);
    if (!fresh && at->second != value && m_promises.keepsAcknowledged)
        violation(fmt::format("partition {}: offset {} was read as '{}', then as '{}'",
            partition.value(), offset.value(), at->second, value));
    at->second = value;
}

void Ledger::owned(GenerationId generation, PartitionIndex partition, const std::string& member)
{
    if (m_generations.insert(generation).second)
        ++m_counters.generations;
    const auto [at, fresh] = m_owners.emplace(std::pair(generation, partition), member);
    // The generation is a record of the group's log: one that is lost is counted again.
    if (!fresh && at->second != member && m_promises.keepsAcknowledged)
        violation(fmt::format("generation {}: partition {} belongs to {} and to {}",
            generation.value(), partition.value(), at->second, member));
}

void Ledger::committed(GenerationId generation, PartitionIndex partition, Offset offset)
{
    ++m_counters.commits;
    auto& highest = m_committed[partition][generation];
    highest = std::max(highest, offset);
}

void Ledger::fetchedCommit(GenerationId generation, PartitionIndex partition, Offset offset)
{
    ++m_counters.fetchedCommits;
    if (!m_promises.keepsAcknowledged)
        return;
    for (const auto& [earlier, committed] : m_committed[partition])
        if (earlier < generation && offset < committed)
            return violation(
                fmt::format("partition {}: {} was committed in generation {}, but generation {} "
                            "got {} back",
                    partition.value(), committed.value(), earlier.value(), generation.value(),
                    offset.value()));
}

void Ledger::controls(BrokerId broker, LeaderEpoch epoch)
{
    const auto [controller, isNew] = m_controllers.emplace(epoch, broker);
    m_counters.controllers += isNew;
    if (controller->second != broker)
        violation(fmt::format("brokers {} and {} are both the controller in epoch {}",
            controller->second.value(), broker.value(), epoch.value()));
}

void Ledger::image(BrokerId broker, std::int64_t metadataOffset, std::uint64_t hash)
{
    ++m_counters.images;
    const auto [at, fresh] = m_images.emplace(metadataOffset, hash);
    if (!fresh && at->second != hash)
        violation(fmt::format("broker {}: its metadata at offset {} differs from that of another "
                              "broker or an earlier life",
            broker.value(), metadataOffset));
}

void Ledger::hold(
    const Records& told, const Records& stored, PartitionIndex partition, const char* what)
{
    std::map<std::string_view, Offset> newest;  ///< of each key
    if (m_promises.compacts)
        for (const auto& [offset, value] : stored)
            newest[keyOf(value)] = offset;
    for (const auto& [offset, value] : told) {
        const auto found = stored.find(offset);
        if (found != stored.end() && found->second == value)
            continue;
        const auto later = newest.find(keyOf(value));
        if (found == stored.end() && later != newest.end() && later->second > offset)
            ++m_counters.compacted;
        else
            violation(fmt::format("partition {}: '{}' was {} at offset {}; {}", partition.value(),
                value, what, offset.value(),
                found == stored.end() ? "it is gone" : "there is '" + found->second + "'"));
    }
}

Ledger::Records Ledger::inOrder(PartitionIndex partition, const Log& log)
{
    Records stored;
    std::set<std::string_view> values;
    Offset expected{0};
    for (const auto& [offset, value] : log) {
        if (m_promises.compacts ? offset < expected : offset != expected)
            violation(fmt::format("partition {}: offset {} follows {}", partition.value(),
                offset.value(), expected.value() - 1));
        expected = offset + 1;
        if (!m_sent.contains(value))
            violation(fmt::format(
                "partition {}: '{}' is stored, which nobody sent", partition.value(), value));
        if (!values.insert(value).second)
            violation(fmt::format("partition {}: '{}' is stored twice", partition.value(), value));
        stored.emplace(offset, value);
    }
    return stored;
}

void Ledger::auditCopy(BrokerId broker, PartitionIndex partition, const Log& log)
{
    const auto stored = inOrder(partition, log);
    if (m_promises.keepsAcknowledged)
        hold(m_acknowledged[partition], stored, partition,
            fmt::format("on broker {} acknowledged", broker.value()).c_str());
}

void Ledger::audit(PartitionIndex partition, const Log& log, Offset end)
{
    const auto stored = inOrder(partition, log);
    for (const auto& [offset, value] : log)
        if (m_stored.emplace(value, partition).first->second != partition)
            violation(fmt::format(
                "partition {}: '{}' is in another partition, too", partition.value(), value));
    m_counters.audited += log.size();
    const auto last = log.empty() ? Offset{0} : log.back().first + 1;
    if (last != end)
        violation(fmt::format("partition {}: the log ends at {}, its records at {}",
            partition.value(), end.value(), last.value()));
    if (!m_promises.keepsAcknowledged)
        return;
    hold(m_acknowledged[partition], stored, partition, "acknowledged");
    hold(m_read[partition], stored, partition, "read");
    for (const auto& [generation, committed] : m_committed[partition])
        if (committed > end)
            violation(fmt::format("partition {}: {} is committed, beyond the end {}",
                partition.value(), committed.value(), end.value()));
}

}  // namespace stormbench::sim
