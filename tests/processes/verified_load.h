// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include <QStringList>

#include "engine/api/consumer.h"
#include "engine/api/producer.h"

namespace stormbench::processes {

/// Checks one reading of the topic. Records carry the number of the producer's session and their
/// own; offsets have no gaps, numbers are consecutive within a session, and the next session begins
/// at or before the number that is due, with what the one before had no acknowledgement for. So
/// nothing is lost, doubled or out of order.
class LogReading {
public:
    LogReading(QString name, int partitions)
        : m_name(std::move(name))
        , m_due(static_cast<std::size_t>(partitions))
    {
    }
    void take(const api::RecordView& record);
    /// The number that is due.
    [[nodiscard]] std::int64_t next(int partition) const
    {
        return m_due[static_cast<std::size_t>(partition)].number;
    }
    [[nodiscard]] const QStringList& findings() const { return m_findings; }
    /// Records at offsets that were read before: the client went back, the log did not.
    [[nodiscard]] std::int64_t readAgain() const { return m_readAgain; }
    void report(const QString& finding);

private:
    struct Due {
        std::int64_t session = 0, number = 0, offset = 0;
    };
    QString m_name;
    std::vector<Due> m_due;  ///< by partition
    std::int64_t m_readAgain = 0;
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
    /// Why producers gave up; another one then sends again what had no acknowledgement. librdkafka
    /// before 2.3 takes a batch that timed out for persisted, and gives up when the next batch
    /// shows that it was not (its pull request 4438).
    [[nodiscard]] QStringList restarts() const;
    /// Records that the consumer read once more, because somebody sent it back to the start.
    [[nodiscard]] std::int64_t readTwice() const;
    /// What was lost, doubled, out of order or refused; empty when all is well.
    [[nodiscard]] QStringList findings() const;

private:
    using Clock = std::chrono::steady_clock;
    void produce();
    [[nodiscard]] Result<> createProducer();
    void goOnWithAnother();
    void sendNext(int partition);
    void onDelivered(int partition, std::int64_t number, Clock::time_point sentAt,
        const Result<api::Delivery>& delivery);
    void giveUp(const Error& error);
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
    std::int64_t m_session = 0;
    bool m_broken = false;                             ///< the producer has given up
    std::vector<std::int64_t> m_sent, m_acknowledged;  ///< the next number, by partition
    QStringList m_restarts;
    Clock::time_point m_markedAt;
    std::vector<std::optional<api::Millis>> m_delays;
    QStringList m_findings;
    LogReading m_live, m_again;
};

}  // namespace stormbench::processes
