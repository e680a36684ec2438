// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

#include "engine/api/consumer.h"
#include "storming/runtime/emitter.h"
#include "storming/runtime/guard.h"
#include "storming/runtime/saga_host.h"

namespace stormbench::storming {

/// What a service tells of itself.
struct ServiceStatus {
    std::string id;
    ServiceKind kind = ServiceKind::Aggregate;
    std::string title;
    bool running = false;
    std::uint64_t handled = 0, sent = 0, failures = 0, deadLettered = 0, dropped = 0,
                  sendFailures = 0;
    std::size_t rows = 0;  ///< of a read model's table
    std::uint64_t sagasCompleted = 0, sagasFailed = 0, sagasStuck = 0, sagasRunning = 0;
    std::string error;  ///< why it does not run, or what it last complained of
};

/// One simulated service as a real client: a producer of its own, and a consumer in the group of
/// its id where it subscribes. At least once: offsets are committed after the answers are
/// acknowledged. Owned by Runtime. start() and stop() on the owner's thread; the work on a thread
/// of its own; status() on any.
class ServiceRunner {
public:
    ServiceRunner(std::shared_ptr<const Topology> topology, const ServiceSpec& service,
        api::ConnectionSettings connection, KeyPool& keys);
    ~ServiceRunner();  ///< stops

    [[nodiscard]] Result<> start();
    void requestStop();  ///< does not wait
    void stop();

    [[nodiscard]] Controls& controls() { return m_controls; }
    [[nodiscard]] const ServiceSpec& spec() const { return m_service; }
    [[nodiscard]] const Topology& topology() const { return *m_topology; }
    [[nodiscard]] ServiceStatus status() const;

private:
    void run();
    void emitOnTime();
    void consume();
    void handle(const api::ReceivedRecord& record);
    bool attempt(const Reaction& reaction, const Envelope& envelope, const QJsonObject& payload,
        const std::string& key);
    void holdWhilePaused(std::optional<std::int64_t>& heldSince);
    [[nodiscard]] Result<> startSagas();
    void checkSagas();
    void giveUp(
        const api::ReceivedRecord& record, const Reaction& reaction, const Envelope& envelope);
    void updateRow(const std::string& key, const QJsonObject& payload);
    void complain(const std::string& error);

    std::shared_ptr<const Topology> m_topology;
    ServiceSpec m_service;
    api::ConnectionSettings m_connection;
    KeyPool& m_keys;
    Guard m_guard;
    Controls m_controls;
    ServiceCounters m_counters;
    std::unique_ptr<api::Producer> m_producer;
    std::unique_ptr<api::Consumer> m_consumer;
    std::unique_ptr<Emitter> m_emitter;
    std::unique_ptr<SagaHost> m_sagas;          ///< of a saga with steps
    std::map<std::string, QJsonObject> m_rows;  ///< of a read model, by key
    std::atomic<std::size_t> m_rowCount{0};
    std::atomic<bool> m_running{false};
    mutable std::mutex m_errorMutex;
    std::string m_error;
    std::thread m_thread;
};

}  // namespace stormbench::storming
