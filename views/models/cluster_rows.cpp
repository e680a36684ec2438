// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/cluster_rows.h"

#include <QMap>
#include <QSet>
#include <QStringList>

#include <algorithm>

#include "views/models/history.h"

namespace stormbench::views {
namespace {

constexpr std::size_t kTrendSamples = 60;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

template <typename Key> QList<double> trendOf(const std::map<Key, Series>& all, const Key& key)
{
    const auto it = all.find(key);
    return it == all.end() ? QList<double>() : it->second.newest(kTrendSamples);
}

TopicRow makeTopicRow(const api::TopicStatus& topic)
{
    TopicRow row;
    row.name = text(topic.name);
    row.internal = topic.internal;
    row.partitions = static_cast<int>(topic.partitions.size());
    api::FigureSum<std::int64_t> records, sizeBytes;
    api::FigureSum<double> recordsIn, bytesIn;
    for (const auto& partition : topic.partitions) {
        row.replicationFactor
            = std::max(row.replicationFactor, static_cast<int>(partition.replicas.size()));
        row.withoutLeader += partition.leader == kNoBroker ? 1 : 0;
        row.underReplicated += partition.isr.size() < partition.replicas.size() ? 1 : 0;
        api::Figure<std::int64_t> held;
        if (partition.logEnd.known() && partition.logStart.known())
            held = {partition.logEnd.value - partition.logStart.value,
                std::max(partition.logEnd.precision, partition.logStart.precision)};
        records.add(held);
        sizeBytes.add(partition.sizeBytes);
        recordsIn.add(partition.recordsInPerSecond);
        bytesIn.add(partition.bytesInPerSecond);
    }
    row.records = records.total();
    row.sizeBytes = sizeBytes.total();
    row.recordsInPerSecond = recordsIn.total();
    row.bytesInPerSecond = bytesIn.total();
    return row;
}

QString assignmentText(std::vector<api::TopicPartition> assignment)
{
    std::sort(assignment.begin(), assignment.end());
    QString result;
    const std::string* topic = nullptr;
    for (const auto& partition : assignment) {
        const bool same = topic && *topic == partition.topic;
        if (!same)
            result += (topic ? QStringLiteral("; ") : QString()) + text(partition.topic);
        result += (same ? QStringLiteral(", ") : QStringLiteral(" "))
            + QString::number(partition.partition.value());
        topic = &partition.topic;
    }
    return result;
}

template <typename Row> std::vector<Row> sorted(std::vector<Row> rows)
{
    std::sort(
        rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key() < b.key(); });
    return rows;
}

}  // namespace

std::vector<BrokerRow> brokerRows(const api::Snapshot& snapshot, const History* history)
{
    std::vector<BrokerRow> rows;
    for (const auto& broker : snapshot.brokers)
        rows.push_back(
            {broker, history ? trendOf(history->brokerRates(), broker.id) : QList<double>()});
    return sorted(std::move(rows));
}

std::vector<TopicRow> topicRows(const api::Snapshot& snapshot, const History* history)
{
    QMap<QString, QSet<QString>> readers;
    for (const auto& group : snapshot.groups) {
        for (const auto& partition : group.partitions)
            readers[text(partition.partition.topic)].insert(text(group.id));
    }
    std::vector<TopicRow> rows;
    for (const auto& topic : snapshot.topics) {
        TopicRow row = makeTopicRow(topic);
        auto groups = readers.value(row.name).values();
        groups.sort();
        row.groups = groups.join(QLatin1String(", "));
        if (history)
            row.trend = trendOf(history->topicRates(), topic.name);
        rows.push_back(std::move(row));
    }
    return sorted(std::move(rows));
}

std::vector<PartitionRow> partitionRows(const api::Snapshot& snapshot, const QString& topic)
{
    std::vector<PartitionRow> rows;
    for (const auto& candidate : snapshot.topics) {
        const QString name = text(candidate.name);
        if (!topic.isEmpty() && name != topic)
            continue;
        for (const auto& partition : candidate.partitions)
            rows.push_back({name, partition});
    }
    return sorted(std::move(rows));
}

std::vector<GroupRow> groupRows(const api::Snapshot& snapshot, const History* history)
{
    std::vector<GroupRow> rows;
    for (const auto& group : snapshot.groups) {
        GroupRow row;
        row.id = text(group.id);
        row.state = text(group.state);
        row.assignor = text(group.assignor);
        row.members = static_cast<int>(group.members.size());
        row.partitions = static_cast<int>(group.partitions.size());
        row.coordinator = group.coordinator;
        row.lag = group.totalLag;
        row.error = text(group.error);
        QStringList topics;
        api::FigureSum<double> consumed;
        for (const auto& partition : group.partitions) {
            row.uncommitted += partition.committed ? 0 : 1;
            consumed.add(partition.consumedPerSecond);
            if (const QString name = text(partition.partition.topic); !topics.contains(name))
                topics += name;
        }
        row.consumedPerSecond = consumed.total();
        topics.sort();
        row.topics = topics.join(QLatin1String(", "));
        if (history)
            row.trend = trendOf(history->groupLags(), group.id);
        rows.push_back(std::move(row));
    }
    return sorted(std::move(rows));
}

std::vector<GroupPartitionRow> groupPartitionRows(
    const api::Snapshot& snapshot, const QString& groupId)
{
    std::map<api::TopicPartition, api::Figure<std::int64_t>> ends;
    for (const auto& topic : snapshot.topics) {
        for (const auto& partition : topic.partitions)
            ends[{topic.name, partition.index}] = partition.logEnd;
    }
    std::vector<GroupPartitionRow> rows;
    for (const auto& group : snapshot.groups) {
        if (text(group.id) != groupId)
            continue;
        QMap<QString, QString> members;
        for (const auto& member : group.members)
            members[text(member.memberId)] = text(member.clientId)
                + (member.clientHost.empty() ? ""
                                             : QStringLiteral(" @ ") + text(member.clientHost));
        for (const auto& partition : group.partitions)
            rows.push_back({text(partition.partition.topic), partition.partition.partition,
                members.value(text(partition.memberId)), partition.committed,
                ends[partition.partition], partition.lag, partition.consumedPerSecond});
    }
    return sorted(std::move(rows));
}

std::vector<MemberRow> memberRows(const api::Snapshot& snapshot, const QString& groupId)
{
    std::vector<MemberRow> rows;
    for (const auto& group : snapshot.groups) {
        if (text(group.id) != groupId)
            continue;
        for (const auto& member : group.members)
            rows.push_back({text(member.memberId), text(member.instanceId), text(member.clientId),
                text(member.clientHost), static_cast<int>(member.assignment.size()),
                assignmentText(member.assignment)});
    }
    return sorted(std::move(rows));
}

}  // namespace stormbench::views
