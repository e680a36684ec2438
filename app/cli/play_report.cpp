// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/play_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/output.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t recordsIn(const api::SnapshotPtr& snapshot, const std::string& topic)
{
    std::int64_t records = 0;
    if (!snapshot)
        return 0;
    for (const auto& status : snapshot->topics) {
        if (status.name != topic)
            continue;
        for (const auto& partition : status.partitions)
            records += partition.logEnd.known() ? partition.logEnd.value : 0;
    }
    return records;
}

}  // namespace

void PlayReport::observe(api::SnapshotPtr snapshot)
{
    const std::lock_guard lock(m_mutex);
    m_latest = std::move(snapshot);
}

void PlayReport::begin()
{
    const std::lock_guard lock(m_mutex);
    m_first = m_latest;
    m_began = std::chrono::steady_clock::now();
}

void PlayReport::end()
{
    const std::lock_guard lock(m_mutex);
    m_last = m_latest;
    m_ended = std::chrono::steady_clock::now();
}

std::vector<PlayReport::TopicFigures> PlayReport::topics() const
{
    const double seconds
        = std::max(0.001, std::chrono::duration<double>(m_ended - m_began).count());
    std::vector<TopicFigures> figures;
    for (const auto& topic : m_topology.topics) {
        const auto records = recordsIn(m_last, topic.name) - recordsIn(m_first, topic.name);
        figures.push_back(
            {topic.name, topic.partitions, records, static_cast<double>(records) / seconds});
    }
    return figures;
}

std::optional<std::int64_t> PlayReport::lagOf(const std::string& group) const
{
    if (!m_last)
        return std::nullopt;
    for (const auto& status : m_last->groups) {
        if (status.id == group && status.totalLag.known())
            return status.totalLag.value;
    }
    return std::nullopt;
}

bool PlayReport::failed(const std::vector<storming::ServiceStatus>& services) const
{
    const auto figures = topics();
    const bool flowed = std::any_of(figures.begin(), figures.end(),
        [](const TopicFigures& topic) { return topic.records > 0; });
    return !flowed || std::any_of(services.begin(), services.end(), [](const auto& service) {
        return !service.running || service.sendFailures > 0;
    });
}

std::string PlayReport::table(const std::vector<storming::ServiceStatus>& services) const
{
    std::vector<std::vector<std::string>> rows{{"TOPIC", "PARTITIONS", "RECORDS", "RECORDS/S"}};
    for (const auto& topic : topics())
        rows.push_back({topic.name, std::to_string(topic.partitions), std::to_string(topic.records),
            fmt::format("{:.1f}", topic.perSecond)});
    std::string text = formatTable(rows) + "\n";
    rows = {{"SERVICE", "KIND", "HANDLED", "SENT", "LAG", "NOTE"}};
    for (const auto& service : services) {
        const auto* spec = m_topology.service(service.id);
        const auto lag = lagOf(service.id);
        std::string note = service.error;
        if (service.rows > 0)
            note = fmt::format("{} rows{}{}", service.rows, note.empty() ? "" : "; ", note);
        if (spec && !spec->saga.steps.empty())
            note = fmt::format("{} completed, {} taken back, {} under way{}{}",
                service.sagasCompleted, service.sagasFailed, service.sagasRunning,
                note.empty() ? "" : "; ", note);
        rows.push_back({service.id, toString(service.kind), std::to_string(service.handled),
            std::to_string(service.sent),
            lag                                ? std::to_string(*lag)
                : spec && spec->topics.empty() ? ""
                                               : "-",
            note});
    }
    text += formatTable(rows);
    text.pop_back();
    return text;
}

std::string PlayReport::json(const std::vector<storming::ServiceStatus>& services) const
{
    Json topicsJson = Json::array();
    for (const auto& topic : topics())
        topicsJson.push_back({{"name", topic.name}, {"partitions", topic.partitions},
            {"records", topic.records}, {"recordsPerSecond", topic.perSecond}});
    Json servicesJson = Json::array();
    for (const auto& service : services) {
        const auto lag = lagOf(service.id);
        servicesJson.push_back({{"id", service.id}, {"kind", toString(service.kind)},
            {"running", service.running}, {"handled", service.handled}, {"sent", service.sent},
            {"failures", service.failures}, {"deadLettered", service.deadLettered},
            {"dropped", service.dropped}, {"sendFailures", service.sendFailures},
            {"rows", service.rows},
            {"sagas",
                {{"completed", service.sagasCompleted}, {"failed", service.sagasFailed},
                    {"stuck", service.sagasStuck}, {"running", service.sagasRunning}}},
            {"lag", lag ? Json(*lag) : Json()}, {"error", service.error}});
    }
    return Json{{"seconds", std::chrono::duration<double>(m_ended - m_began).count()},
        {"topics", std::move(topicsJson)}, {"services", std::move(servicesJson)}}
        .dump(2);
}

}  // namespace stormbench::cli
