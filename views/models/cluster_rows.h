// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include "engine/api/observer.h"

namespace stormbench::views {

class History;

// What the cluster's tables show: values, made anew from each snapshot. Each has a key that orders
// and identifies it.

struct BrokerRow {
    api::BrokerStatus status;
    QList<double> trend;  ///< records in a second

    [[nodiscard]] BrokerId key() const { return status.id; }
    [[nodiscard]] QString keyText() const { return QString::number(status.id.value()); }
    bool operator==(const BrokerRow&) const = default;
};

struct TopicRow {
    QString name;
    bool internal = false;
    int partitions = 0;
    int replicationFactor = 0;
    int withoutLeader = 0;
    int underReplicated = 0;
    api::Figure<std::int64_t> records;
    api::Figure<std::int64_t> sizeBytes;
    api::Figure<double> recordsInPerSecond;
    api::Figure<double> bytesInPerSecond;
    QString groups;  ///< names of the groups that read it
    QList<double> trend;

    [[nodiscard]] const QString& key() const { return name; }
    [[nodiscard]] const QString& keyText() const { return name; }
    bool operator==(const TopicRow&) const = default;
};

struct PartitionRow {
    QString topic;
    api::PartitionStatus status;

    [[nodiscard]] std::pair<QString, PartitionIndex> key() const { return {topic, status.index}; }
    [[nodiscard]] QString keyText() const
    {
        return topic + u'/' + QString::number(status.index.value());
    }
    bool operator==(const PartitionRow&) const = default;
};

struct GroupRow {
    QString id;
    QString state;
    QString assignor;
    int members = 0;
    int partitions = 0;
    int uncommitted = 0;
    BrokerId coordinator = kNoBroker;
    QString topics;
    api::Figure<std::int64_t> lag;
    api::Figure<double> consumedPerSecond;
    QString error;
    QList<double> trend;  ///< lag

    [[nodiscard]] const QString& key() const { return id; }
    [[nodiscard]] const QString& keyText() const { return id; }
    bool operator==(const GroupRow&) const = default;
};

struct GroupPartitionRow {
    QString topic;
    PartitionIndex partition;
    QString member;  ///< client id and host of who owns it; empty: nobody
    std::optional<Offset> committed;
    api::Figure<std::int64_t> logEnd;
    api::Figure<std::int64_t> lag;
    api::Figure<double> consumedPerSecond;

    [[nodiscard]] std::pair<QString, PartitionIndex> key() const { return {topic, partition}; }
    [[nodiscard]] QString keyText() const
    {
        return topic + u'/' + QString::number(partition.value());
    }
    bool operator==(const GroupPartitionRow&) const = default;
};

struct MemberRow {
    QString memberId;
    QString instanceId;  ///< static membership; empty: dynamic
    QString clientId;
    QString host;
    int partitions = 0;
    QString assignment;  ///< "orders 0, 2; payments 1"

    [[nodiscard]] const QString& key() const { return memberId; }
    [[nodiscard]] const QString& keyText() const { return memberId; }
    bool operator==(const MemberRow&) const = default;
};

// All sorted by key. `history` gives the trends and may be null.

[[nodiscard]] std::vector<BrokerRow> brokerRows(
    const api::Snapshot& snapshot, const History* history);
[[nodiscard]] std::vector<TopicRow> topicRows(
    const api::Snapshot& snapshot, const History* history);
/// Of one topic, or of all when `topic` is empty.
[[nodiscard]] std::vector<PartitionRow> partitionRows(
    const api::Snapshot& snapshot, const QString& topic);
[[nodiscard]] std::vector<GroupRow> groupRows(
    const api::Snapshot& snapshot, const History* history);
[[nodiscard]] std::vector<GroupPartitionRow> groupPartitionRows(
    const api::Snapshot& snapshot, const QString& group);
[[nodiscard]] std::vector<MemberRow> memberRows(
    const api::Snapshot& snapshot, const QString& group);

}  // namespace stormbench::views
