// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>

#include "engine/api/consumer.h"
#include "engine/client/configuration.h"

namespace stormbench::client {

/// librdkafka's consumer. Rebalances run inside poll(), as librdkafka does them by itself, eager or
/// cooperative.
class RdConsumer final : public api::Consumer, private Listener {
public:
    [[nodiscard]] static Result<std::unique_ptr<api::Consumer>> create(
        const api::ConnectionSettings& connection, const api::ConsumerSettings& settings);
    RdConsumer() = default;
    RdConsumer(const RdConsumer&) = delete;
    RdConsumer& operator=(const RdConsumer&) = delete;
    ~RdConsumer() override;

    [[nodiscard]] Result<> subscribe(const std::vector<std::string>& topics) override;
    [[nodiscard]] Result<> assign(const std::vector<api::Assignment>& partitions) override;
    [[nodiscard]] Result<std::vector<api::ReceivedRecord>> poll(
        api::Millis timeout, std::size_t maxRecords) override;
    [[nodiscard]] Result<std::size_t> pollEach(
        api::Millis timeout, std::size_t maxRecords, const EachRecord& each) override;
    [[nodiscard]] Result<> commit(
        const std::vector<std::pair<api::TopicPartition, Offset>>& nextOffsets) override;
    void commitAsync(
        const std::vector<std::pair<api::TopicPartition, Offset>>& nextOffsets) override;
    void pause(const std::vector<api::TopicPartition>& partitions) override;
    void resume(const std::vector<api::TopicPartition>& partitions) override;
    [[nodiscard]] std::vector<api::TopicPartition> assigned() const override;
    [[nodiscard]] std::string lastError() const override;
    void stop() override;
    /// For tests that wait for a state of the client.
    [[nodiscard]] rd_kafka_s* handle() const { return m_client.get(); }
    [[nodiscard]] JoinWatch::State joining() const { return m_joining->state(); }

private:
    void onError(int code, const char* reason) override;
    void onCommitted(int code, const rd_kafka_topic_partition_list_s* offsets) override;
    [[nodiscard]] Result<std::map<api::TopicPartition, Offset>> offsetsAtTimes(
        const std::vector<api::Assignment>& partitions);
    [[nodiscard]] PartitionListHandle withRetries(
        const std::vector<std::pair<api::TopicPartition, Offset>>& nextOffsets);
    using EachMessage = std::function<void(const rd_kafka_message_s&)>;
    [[nodiscard]] Result<std::size_t> receive(
        api::Millis timeout, std::size_t maxRecords, const EachMessage& each);
    [[nodiscard]] MessageHandle waitForFirst(api::Millis timeout);
    [[nodiscard]] std::optional<Error> failureOf(const rd_kafka_message_s& message);
    void setLastError(std::string message);

    ClientHandle m_client;
    QueueHandle m_queue;
    std::shared_ptr<const JoinWatch> m_joining;
    bool m_inGroup = false;
    bool m_leavesOnClose = false;
    std::vector<rd_kafka_message_s*> m_batch;  ///< reused from poll to poll
    std::atomic<bool> m_stopped{false};

    std::map<api::TopicPartition, Offset>
        m_retries;  ///< what an asynchronous commit failed to store
    mutable std::mutex m_errorMutex;
    std::string m_lastError;
};

}  // namespace stormbench::client
