// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/controller/controller.h"
#include "engine/controller/metadata_log.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"

namespace stormbench::controller {

/// The controller role on one broker: the pure Controller, the metadata log that it leads, and the
/// timer that ends sessions. Every answer is given once its records are synced; never inside the
/// call that asked.
///
/// Owner: the broker with the role, from its start to its stop. Runs on: its strand.
/// After a failed append (disk) every call answers NOT_CONTROLLER and `onFailure` has been told:
/// the broker must stop.
class ControllerHost {
public:
    struct Callbacks {
        std::function<void(const MetadataDelta&)>
            onPublished;  ///< new records count: serve from the new image
        std::function<void(const Error&)> onFailure;
    };
    ControllerHost(ControllerOptions options, std::unique_ptr<MetadataLog> log,
        env::Environment environment, Callbacks callbacks);
    ~ControllerHost();

    /// Writes what a new log begins with and arms the session timer. `done` once the image can be
    /// served.
    void start(std::function<void(Result<>)> done);

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

    /// The synced image: what this broker serves. The other brokers fetch from log().
    [[nodiscard]] const ImagePtr& image() const { return m_log->image(); }
    [[nodiscard]] MetadataLog& log() { return *m_log; }

private:
    template <typename Response> void answer(Outcome<Response> outcome, Reply<Response> reply);
    void append(std::vector<Record> records, std::function<void(Result<>)> done);
    void armTimer();

    ControllerOptions m_options;
    std::unique_ptr<MetadataLog> m_log;
    env::Environment m_environment;
    Callbacks m_callbacks;
    std::unique_ptr<Controller> m_controller;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    bool m_failed = false;
};

}  // namespace stormbench::controller
