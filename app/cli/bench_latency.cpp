// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cstring>
#include <thread>

#include "app/cli/bench.h"
#include "engine/api/consumer.h"
#include "engine/api/producer.h"

namespace stormbench::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr api::Millis kPoll{50};
constexpr std::chrono::milliseconds kLook{1};
constexpr api::Millis kFlushTime{30'000};
constexpr std::chrono::seconds kTailTime{5};
constexpr std::chrono::seconds kTopicTime{5};

std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch())
        .count();
}

/// Reads from the end on, and notes the age of each record by the time in its first eight bytes.
class LatencyReader {
public:
    LatencyReader(std::unique_ptr<api::Consumer> consumer, std::int64_t notBefore)
        : m_consumer(std::move(consumer))
        , m_notBefore(notBefore)
        , m_thread([this] { read(); })
    {
    }
    ~LatencyReader() { finish(); }

    [[nodiscard]] std::uint64_t received() const { return m_received; }
    [[nodiscard]] std::uint64_t warmedUp() const { return m_warmedUp; }
    std::vector<double> finish()
    {
        m_stopping = true;
        m_consumer->stop();
        if (m_thread.joinable())
            m_thread.join();
        return std::move(m_latenciesMs);
    }

private:
    void read()
    {
        while (true) {
            const auto records = m_consumer->poll(kPoll);
            const auto now = nowNs();
            if (!records)
                return;
            for (const auto& record : *records)
                note(record, now);
            if (m_stopping)
                return;
        }
    }
    void note(const api::ReceivedRecord& record, std::int64_t now)
    {
        std::int64_t sent = 0;
        if (!record.value || record.value->size() < sizeof sent)
            return;
        std::memcpy(&sent, record.value->data(), sizeof sent);
        if (sent < m_notBefore) {
            ++m_warmedUp;
            return;
        }
        m_latenciesMs.push_back(static_cast<double>(now - sent) / 1e6);
        ++m_received;
    }

    std::unique_ptr<api::Consumer> m_consumer;
    const std::int64_t m_notBefore;
    std::vector<double> m_latenciesMs;
    std::atomic<std::uint64_t> m_received{0}, m_warmedUp{0};
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
};

/// A topic that has just been made is known to the controller before all leaders know it.
Result<std::vector<api::Assignment>> assignmentsFromEnd(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics({plan.topic}));
    std::vector<api::TopicPartition> partitions;
    for (const auto& topic : topics) {
        for (const auto& partition : topic.partitions)
            partitions.push_back({plan.topic, partition.index});
    }
    const auto giveUp = Clock::now() + kTopicTime;
    while (true) {
        SB_TRY_ASSIGN(
            const auto ends, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Latest, {}}));
        std::vector<api::Assignment> assignments;
        for (const auto& end : ends) {
            if (end.offset)
                assignments.push_back({end.partition, {}, *end.offset});
            else if (end.offset.error().code != ErrorCode::NotFound || Clock::now() >= giveUp)
                return tl::unexpected(end.offset.error());
        }
        if (assignments.size() == partitions.size())
            return assignments;
        signal.waitFor(kLook);
    }
}

/// Waits while the producer's queue is full: the cluster does not keep up, and what is late ages.
Result<> sendWhenThereIsRoom(
    api::Producer& producer, const BenchPlan& plan, const Bytes& value, StopSignal& signal)
{
    const auto giveUp = Clock::now() + kFlushTime;
    while (true) {
        const auto sent = producer.sendRaw(plan.topic, {}, value);
        const bool full = !sent && sent.error().code == ErrorCode::Unavailable;
        if (!full || Clock::now() >= giveUp || signal.raised())
            return sent;
        signal.waitFor(kLook);
    }
}

/// Sends at the rate until the plan is done; the value is how many were sent. A record's time is
/// when it was due, so that a cluster that holds the sender up does not look faster for it.
Result<std::uint64_t> sendAtRate(api::Producer& producer, const BenchPlan& plan, StopSignal& signal)
{
    Bytes value(std::max(plan.size, sizeof(std::int64_t)), 'x');
    const std::chrono::duration<double> interval(1.0 / plan.rate);
    const auto started = Clock::now();
    std::uint64_t sent = 0;
    while (plan.records > 0 ? sent < plan.records : Clock::now() - started < plan.duration) {
        if (signal.raised())
            break;
        const auto due = started
            + std::chrono::duration_cast<Clock::duration>(interval * static_cast<double>(sent));
        signal.waitFor(due - Clock::now());
        const std::int64_t dueNs
            = std::chrono::duration_cast<std::chrono::nanoseconds>(due.time_since_epoch()).count();
        std::memcpy(value.data(), &dueNs, sizeof dueNs);
        SB_TRY(sendWhenThereIsRoom(producer, plan, value, signal));
        ++sent;
    }
    return sent;
}

/// What opens the connections is not measured: a record a partition goes ahead, with a time too old
/// to count, and is waited for.
Result<> warmUp(api::Producer& producer, const LatencyReader& reader,
    const std::vector<api::Assignment>& partitions, StopSignal& signal)
{
    for (const auto& [partition, start, offset] : partitions) {
        api::OutgoingRecord record;
        record.topic = partition.topic;
        record.partition = partition.partition;
        record.value = Bytes(sizeof(std::int64_t), 0);
        SB_TRY(producer.send(std::move(record)));
    }
    SB_TRY(producer.flush(kFlushTime));
    const auto giveUp = Clock::now() + kTailTime;
    while (reader.warmedUp() < partitions.size() && Clock::now() < giveUp && !signal.raised())
        signal.waitFor(kLook);
    return {};
}

}  // namespace

Result<BenchRun> measureLatency(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal)
{
    api::ConsumerSettings consuming;
    consuming.properties = {{"fetch.wait.max.ms", "500"}, {"fetch.min.bytes", "1"}};
    SB_TRY_ASSIGN(auto consumer, api::Consumer::create(connection, consuming));
    SB_TRY_ASSIGN(const auto assignments, assignmentsFromEnd(connection, plan, signal));
    SB_TRY(consumer->assign(assignments));

    api::ProducerSettings producing;
    producing.acks = plan.acks;
    producing.compression = plan.compression;
    producing.idempotence = false;
    producing.linger = plan.linger;
    SB_TRY_ASSIGN(const auto producer, api::Producer::create(connection, producing));
    LatencyReader reader(std::move(consumer), nowNs());
    SB_TRY(warmUp(*producer, reader, assignments, signal));

    const auto started = Clock::now();
    SB_TRY_ASSIGN(const auto sent, sendAtRate(*producer, plan, signal));
    SB_TRY(producer->flush(kFlushTime));
    BenchRun run;
    run.elapsed = Clock::now() - started;
    const auto giveUp = Clock::now() + kTailTime;
    while (reader.received() < sent && Clock::now() < giveUp && !signal.raised())
        signal.waitFor(kLook);
    run.latenciesMs = reader.finish();
    std::sort(run.latenciesMs.begin(), run.latenciesMs.end());
    run.records = run.latenciesMs.size();
    run.failed = sent - run.records;
    run.bytes = run.records * plan.size;
    return run;
}

}  // namespace stormbench::cli
