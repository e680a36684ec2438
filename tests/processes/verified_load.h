// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include <QStringList>

#include "engine/api/consumer.h"
#include "engine/api/producer.h"

namespace stormbench::processes {

/// Checks one reading of the topic: record number n of a partition stands at offset n, so nothing
/// is lost, doubled or out of order.
class LogReading {
public:
    LogReading(QString name, int partitions)
        : m_name(std::move(name))
        , m_next(static_cast<std::size_t>(partitions))
    {
    }
    void take(const api::RecordView& record);
    [[nodiscard]] std::int64_t next(int partition) const
    {
        return m_next[static_cast<std::size_t>(partition)];
    }
    [[nodiscard]] const QStringList& findings() const { return m_findings; }
    void report(const QString& finding);

private:
    QString m_name;
    std::vector<std::int64_t> m_next;  ///< offset, by partition
    QStringList m_findings;
};

/// An idempotent producer with acks=all that fills every partition with numbered records, and a
/// consumer that reads and checks them as they come. Two threads of its own; the calls are the
/// test's.
class VerifiedLoad {
public:
    struct Options {
        api::ConnectionSettings connection;
        std::string topic;
        int partitions = 1;
        int recordsPerSecond = 2'000;
    };
    explicit VerifiedLoad(Options options);
    ~VerifiedLoad();
    [[nodiscard]] Result<> start();

    /// Begins a measurement: of the time until a partition acknowledges a record that is sent from
    /// now on.
    void mark();
    [[nodiscard]] bool everyPartitionGoesOn() const;
    /// By partition, since mark(); absent where everyPartitionGoesOn() waits for it.
    [[nodiscard]] std::vector<std::optional<api::Millis>> delays() const;

    /// No more records; waits for the last to be acknowledged and read, then reads all of them
    /// again.
    void finish();
    [[nodiscard]] std::int64_t acknowledged() const;
    /// What was lost, doubled, out of order or refused; empty when all is well.
    [[nodiscard]] QStringList findings() const;

private:
    using Clock = std::chrono::steady_clock;
    void produce();
    void sendNext(int partition);
    void onDelivered(int partition, std::int64_t number, Clock::time_point sentAt,
        const Result<api::Delivery>& delivery);
    void report(const QString& finding);
    [[nodiscard]] bool isTime(Clock::time_point next);
    void consume();
    [[nodiscard]] bool hasEnough() const;
    void end(bool& flag);
    [[nodiscard]] bool everythingIsRead(const LogReading& reading) const;
    void readAgain();
    [[nodiscard]] Result<std::unique_ptr<api::Consumer>> createConsumer() const;

    const Options m_options;
    std::unique_ptr<api::Producer> m_producer;
    std::thread m_producing, m_consuming;

    mutable std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_changed;
    bool m_noMore = false, m_enough = false;
    std::vector<std::int64_t> m_sent, m_acknowledged;  ///< the next number, by partition
    Clock::time_point m_markedAt;
    std::vector<std::optional<api::Millis>> m_delays;
    QStringList m_findings;
    LogReading m_live, m_again;
};

}  // namespace stormbench::processes
