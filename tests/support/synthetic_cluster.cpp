// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_cluster.h"

#include <QDateTime>
#include <QTime>

#include <cmath>

namespace stormbench::test {
namespace {

using api::Precision;

constexpr qint64 kQuarter = 250;

/// 14:00:00 of a fixed day, local time, so that pictures are the same everywhere.
qint64 start()
{
    return QDateTime(QDate(2026, 3, 1), QTime(14, 0)).toMSecsSinceEpoch();
}

struct TopicPlan {
    const char* name;
    int partitions;
    double rate;
    bool internal;
};
constexpr TopicPlan kTopics[] = {
    {"__consumer_offsets", 8, 22, true},
    {"inventory.stock-reserved", 6, 890, false},
    {"notifications.mail-sent", 3, 310, false},
    {"orders.order-cancelled", 6, 0, false},
    {"orders.order-placed", 6, 4'230, false},
    {"orders.place-order", 6, 4'310, false},
    {"payments.payment-failed", 3, 44, false},
    {"payments.payment-received", 6, 3'880, false},
    {"shipping.parcel-handed-over", 6, 1'270, false},
    {"shipping.ship-order", 6, 1'300, false},
};
struct GroupPlan {
    const char* id;
    const char* topic;
    int partitions;
    double topicRate;
    int members;
    double lag;
    const char* state;
};
constexpr GroupPlan kGroups[] = {
    {"order-history", "orders.order-placed", 6, 4'230, 1, 42'310, "Stable"},
    {"payment-policy", "orders.order-placed", 6, 4'230, 3, 120, "Stable"},
    {"shipping-policy", "payments.payment-received", 6, 3'880, 2, 1'840, "PreparingRebalance"},
    {"stock-projection", "inventory.stock-reserved", 6, 890, 0, 310, "Empty"},
};

double wave(int step, double rate, int salt)
{
    return rate <= 0
        ? 0
        : rate * (1 + 0.25 * std::sin(step / 40.0 + salt) + 0.06 * std::sin(step * 1.7 + salt * 3));
}

api::TopicStatus makeTopic(
    const TopicPlan& plan, int salt, int step, Precision precision, bool brokerDown)
{
    api::TopicStatus topic;
    topic.name = plan.name;
    topic.internal = plan.internal;
    for (int i = 0; i < plan.partitions; ++i) {
        api::PartitionStatus partition;
        partition.index = PartitionIndex(i);
        const int home = (i + salt) % 3 + 1;
        const bool gone = brokerDown && home == 3;
        partition.leader = gone ? kNoBroker : BrokerId(home);
        partition.leaderEpoch = LeaderEpoch(4 + i);
        partition.replicas = {BrokerId(home)};
        if (!gone)
            partition.isr = partition.replicas;
        const double rate = wave(step, plan.rate / plan.partitions, salt + i);
        const auto total
            = static_cast<std::int64_t>(plan.rate * (900 + step / 4) / plan.partitions) + i * 17;
        if (gone) {
            partition.error = "no leader: broker 3 is down";
        } else {
            partition.logStart = {total / 9, precision};
            partition.logEnd = {total, precision};
            partition.sizeBytes = {total * 212, Precision::Exact};
            if (precision == Precision::Exact)
                partition.segments = {1 + total / 400'000, precision};
            partition.recordsInPerSecond = {rate, precision};
            if (precision == Precision::Exact)
                partition.bytesInPerSecond = {rate * 212, precision};
        }
        topic.partitions.push_back(partition);
    }
    return topic;
}

api::GroupStatus makeGroup(const GroupPlan& plan, int salt, int step)
{
    api::GroupStatus group;
    group.id = plan.id;
    group.state = plan.state;
    group.protocolType = "consumer";
    group.assignor = plan.members > 0 ? "cooperative-sticky" : "";
    group.coordinator = BrokerId(salt % 3 + 1);
    for (int i = 0; i < plan.members; ++i)
        group.members.push_back({std::string(plan.id) + "-" + std::to_string(i) + "-5f2c9a1e", "",
            std::string(plan.id) + "-" + std::to_string(i), "/127.0.0.1", {}});
    std::int64_t total = 0;
    for (int i = 0; i < plan.partitions; ++i) {
        api::GroupPartitionStatus partition;
        partition.partition = {plan.topic, PartitionIndex(i)};
        const auto lag = static_cast<std::int64_t>(
            std::max(0.0, wave(step, plan.lag / plan.partitions, salt + i)));
        const auto logEnd
            = static_cast<std::int64_t>(plan.topicRate * (900 + step / 4) / plan.partitions)
            + i * 17;
        partition.committed = Offset(logEnd - lag);
        if (plan.members == 0 && i == 0)
            partition.committed.reset();
        partition.lag = {lag, Precision::Exact};
        partition.consumedPerSecond
            = {plan.members > 0 ? 700.0 - lag / 100.0 : 0, Precision::Exact};
        if (plan.members > 0) {
            auto& member = group.members[static_cast<std::size_t>(i % plan.members)];
            partition.memberId = member.memberId;
            member.assignment.push_back(partition.partition);
        }
        total += lag;
        group.partitions.push_back(partition);
    }
    group.totalLag = {total, Precision::Exact};
    return group;
}

}  // namespace

api::Snapshot orderCluster(int step, bool remote)
{
    const Precision precision = remote ? Precision::Estimated : Precision::Exact;
    const bool brokerDown = step >= 560 && step < 700;
    api::Snapshot snapshot;
    snapshot.number = static_cast<std::uint64_t>(step) + 1;
    snapshot.takenAt = api::WallTime(start() + step * kQuarter);
    snapshot.clusterId = "Qk9BUkQtU1RPUk0tMDAx";
    snapshot.embedded = !remote;
    for (int id = 1; id <= 3; ++id) {
        api::BrokerStatus broker;
        broker.id = BrokerId(id);
        broker.host = remote ? "kafka-" + std::to_string(id) + ".prod.example.com" : "127.0.0.1";
        broker.port = static_cast<std::uint16_t>(remote ? 9092 : 19091 + id);
        broker.state = brokerDown && id == 3 ? api::BrokerState::Down : api::BrokerState::Up;
        broker.controller = id == 1;
        broker.leaders = 18 - (brokerDown && id == 3 ? 18 : 0);
        broker.replicas = 18;
        if (!remote && broker.state == api::BrokerState::Up) {
            const double rate = wave(step, 5'400, id);
            broker.recordsInPerSecond = {rate, precision};
            broker.bytesInPerSecond = {rate * 212, precision};
            broker.bytesOutPerSecond = {rate * 430, precision};
            broker.requestsPerSecond = {rate / 9, precision};
            broker.connections = {14 + id, precision};
        }
        broker.diskBytes = {1'480'000'000 + id * 7'000'000, Precision::Exact};
        snapshot.brokers.push_back(broker);
    }
    int salt = 0;
    for (const auto& plan : kTopics)
        snapshot.topics.push_back(makeTopic(plan, salt++, step, precision, brokerDown));
    for (const auto& plan : kGroups)
        snapshot.groups.push_back(makeGroup(plan, salt++, step));
    return snapshot;
}

std::vector<feed::RecordPtr> orderRecords(int count, int from)
{
    const auto header = [](const char* name, const std::string& value) {
        return api::Header{name, toBytes(value)};
    };
    std::vector<feed::RecordPtr> records;
    for (int i = from; i < from + count; ++i) {
        api::ReceivedRecord record;
        record.topic = i % 4 == 3 ? "payments.payment-received" : "orders.order-placed";
        record.partition = PartitionIndex(i % 6);
        record.offset = Offset(620'000 + i);
        record.timestamp = api::WallTime(start() + i * 37);
        record.timestampType = api::TimestampType::CreateTime;
        const std::string id = std::to_string(70'000 + i);
        record.key = toBytes("order-" + id);
        record.value = toBytes(R"({"orderId":"order-)" + id
            + R"(","customer":{"id":9007199254740993,"name":"Zoë Müller"},"lines":[{"sku":"TEA-250","quantity":)"
            + std::to_string(i % 5 + 1)
            + R"(,"price":12.90},{"sku":"CUP-01","quantity":1,"price":8.50}],"total":)"
            + std::to_string(20 + i % 60) + R"(.40,"express":)" + (i % 3 ? "false" : "true") + "}");
        record.headers = {header("ce_id", "7c1d-" + id),
            header("ce_type", i % 4 == 3 ? "PaymentReceived" : "OrderPlaced"),
            header("ce_source", "/orders/aggregate"),
            header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            header("correlationid", "order-" + id)};
        records.push_back(std::make_shared<const api::ReceivedRecord>(std::move(record)));
    }
    return records;
}

}  // namespace stormbench::test
