// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <thread>

#include "engine/api/producer.h"
#include "engine/client/configuration.h"

namespace stormbench::client {

/// librdkafka's producer with one thread that polls it: delivery callbacks run there. librdkafka's
/// queue is the bound. The destructor flushes for a second, drops what is left (its callbacks say
/// so), and joins the thread.
class RdProducer final : public api::Producer, private Listener {
public:
    [[nodiscard]] static Result<std::unique_ptr<api::Producer>> create(
        const api::ConnectionSettings& connection, const api::ProducerSettings& settings);
    RdProducer() = default;
    RdProducer(const RdProducer&) = delete;
    RdProducer& operator=(const RdProducer&) = delete;
    ~RdProducer() override;

    [[nodiscard]] Result<> send(api::OutgoingRecord record, Delivered delivered) override;
    [[nodiscard]] Result<> sendRaw(const std::string& topic, ByteView key, ByteView value) override;
    [[nodiscard]] Result<> flush(api::Millis timeout) override;
    [[nodiscard]] Stats stats() const override;

private:
    struct Topic {
        std::string name;
        TopicHandle handle;
    };

    void poll();
    [[nodiscard]] bool askForKnownTopics();
    void onError(int code, const char* reason) override;
    void onDelivery(const rd_kafka_message_s& message) override;
    [[nodiscard]] Result<rd_kafka_topic_s*> topicHandle(const std::string& name);
    [[nodiscard]] Error refused(int code, const std::string& topic);
    void setLastError(std::string message);

    ClientHandle m_client;
    std::thread m_poller;
    std::atomic<bool> m_stopping{false};

    std::mutex m_topicsMutex;
    std::map<std::string, Topic> m_topics;  ///< nodes never move, so a handle once found stays
    std::atomic<const Topic*>
        m_latestTopic{};  ///< load goes to one topic mostly: found without the lock

    std::atomic<std::uint64_t> m_queued{0}, m_delivered{0}, m_failed{0};
    mutable std::mutex m_errorMutex;
    std::string m_lastError;
};

}  // namespace stormbench::client
