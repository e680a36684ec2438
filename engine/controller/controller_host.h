// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/controller/controller.h"
#include "engine/controller/metadata_log.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"

namespace stormbench::controller {

/// The controller while this broker leads the metadata log: the pure Controller, the log that it
/// writes, and the timer that ends sessions. Every answer is given once its records count; never
/// inside the call that asked.
///
/// Owner: the broker, for as long as its leadership lasts. Runs on: its strand. Once an append has
/// failed, because the leadership is over, every call answers NOT_CONTROLLER.
class ControllerHost {
public:
    /// `log` holds all that former controllers have committed.
    ControllerHost(
        ControllerOptions options, std::unique_ptr<MetadataLog> log, env::Environment environment);
    ~ControllerHost();

    /// Writes what a new log begins with and arms the session timer.
    void start();
    /// The leadership is over: no session ends any more.
    void stop();

    template <typename Response> using Reply = std::function<void(Response)>;
    void registerBroker(const RegisterBrokerRequest& request, Reply<RegisterBrokerResponse> reply);
    void heartbeat(const BrokerHeartbeatRequest& request, Reply<BrokerHeartbeatResponse> reply);
    void createTopics(const CreateTopicsRequest& request, Reply<CreateTopicsResponse> reply);
    void deleteTopics(const DeleteTopicsRequest& request, Reply<DeleteTopicsResponse> reply);
    void createPartitions(
        const CreatePartitionsRequest& request, Reply<CreatePartitionsResponse> reply);
    void alterConfigs(const AlterConfigsRequest& request, Reply<AlterConfigsResponse> reply);
    void allocateProducerIds(
        const AllocateProducerIdsRequest& request, Reply<AllocateProducerIdsResponse> reply);
    void alterPartition(const AlterPartitionRequest& request, Reply<AlterPartitionResponse> reply);
    void electLeaders(const ElectLeadersRequest& request, Reply<ElectLeadersResponse> reply);
    void alterReassignments(
        const AlterReassignmentsRequest& request, Reply<AlterReassignmentsResponse> reply);
    void listReassignments(
        const ListReassignmentsRequest& request, Reply<ListReassignmentsResponse> reply);

private:
    template <typename Response> void answer(Outcome<Response> outcome, Reply<Response> reply);
    void append(std::vector<Record> records, MetadataLog::Done done);
    void armTimer();

    ControllerOptions m_options;
    std::unique_ptr<MetadataLog> m_log;
    env::Environment m_environment;
    std::unique_ptr<Controller> m_controller;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    bool m_ended = false;
};

}  // namespace stormbench::controller
