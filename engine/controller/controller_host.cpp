// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/controller_host.h"

#include "engine/env/clock.h"

namespace stormbench::controller {

// How an answer says that this broker does not control the cluster any more.
namespace {

const ApiError kNotController{
    WireError::NotController, "This broker does not lead the metadata log any more."};

void refuse(RegisterBrokerResponse& response)
{
    response = {kNotController, BrokerEpoch{-1}};
}
void refuse(BrokerHeartbeatResponse& response)
{
    response = {kNotController, false, true, false};
}
void refuse(AllocateProducerIdsResponse& response)
{
    response = {kNotController, ProducerId{-1}, 0};
}
void refuse(CreateTopicsResponse& response)
{
    for (auto& topic : response.topics)
        topic = {topic.name, kNotController, {}, -1, -1, {}};
}
void refuse(DeleteTopicsResponse& response)
{
    for (auto& topic : response.topics)
        topic.error = kNotController;
}
void refuse(CreatePartitionsResponse& response)
{
    for (auto& [topic, error] : response.topics)
        error = kNotController;
}
void refuse(AlterConfigsResponse& response)
{
    for (auto& [target, error] : response.resources)
        error = kNotController;
}
void refuse(AlterPartitionResponse& response)
{
    response = {kNotController, {}};
}
void refuse(ElectLeadersResponse& response)
{
    response = {kNotController, {}};
}
void refuse(AlterReassignmentsResponse& response)
{
    response = {kNotController, {}};
}
void refuse(ListReassignmentsResponse& response)
{
    response = {kNotController, {}};
}

}  // namespace

ControllerHost::ControllerHost(
    ControllerOptions options, std::unique_ptr<MetadataLog> log, env::Environment environment)
    : m_options(std::move(options))
    , m_log(std::move(log))
    , m_environment(environment)
    , m_timer(environment.executor.createTimer())
{
}

ControllerHost::~ControllerHost()
{
    *m_alive = false;
}

void ControllerHost::start()
{
    m_controller = std::make_unique<Controller>(
        m_options, m_log->image(), m_environment.random, m_environment.clock.steadyNow());
    append(m_controller->bootstrap(), {});
    armTimer();
}

void ControllerHost::stop()
{
    m_ended = true;
    m_timer->cancel();
}

void ControllerHost::append(std::vector<Record> records, MetadataLog::Done done)
{
    m_log->append(records, [this, alive = m_alive, done = std::move(done)](bool counts) {
        if (!*alive)
            return;
        m_ended = m_ended || !counts;
        if (done)
            done(counts);
    });
}

template <typename Response>
void ControllerHost::answer(Outcome<Response> outcome, Reply<Response> reply)
{
    armTimer();
    auto finish
        = [reply = std::move(reply), response = std::move(outcome.response)](bool counts) mutable {
              if (!counts)
                  refuse(response);
              reply(std::move(response));
          };
    // Even an answer without records waits for those before it: it may tell of what they changed.
    append(std::move(outcome.records), std::move(finish));
}

void ControllerHost::armTimer()
{
    const auto next = m_controller->nextDeadline();
    if (!next || m_ended)
        return m_timer->cancel();
    const auto now = m_environment.clock.steadyNow();
    m_timer->start(*next > now ? *next - now : env::SteadyTime{0}, [this] {
        auto records = m_controller->tick(m_environment.clock.steadyNow());
        if (!records.empty())
            append(std::move(records), {});
        armTimer();
    });
}

void ControllerHost::registerBroker(
    const RegisterBrokerRequest& request, Reply<RegisterBrokerResponse> reply)
{
    answer(
        m_controller->registerBroker(request, m_environment.clock.steadyNow()), std::move(reply));
}
void ControllerHost::heartbeat(
    const BrokerHeartbeatRequest& request, Reply<BrokerHeartbeatResponse> reply)
{
    answer(m_controller->heartbeat(request, m_environment.clock.steadyNow()), std::move(reply));
}
void ControllerHost::createTopics(
    const CreateTopicsRequest& request, Reply<CreateTopicsResponse> reply)
{
    answer(m_controller->createTopics(request), std::move(reply));
}
void ControllerHost::deleteTopics(
    const DeleteTopicsRequest& request, Reply<DeleteTopicsResponse> reply)
{
    answer(m_controller->deleteTopics(request), std::move(reply));
}
void ControllerHost::createPartitions(
    const CreatePartitionsRequest& request, Reply<CreatePartitionsResponse> reply)
{
    answer(m_controller->createPartitions(request), std::move(reply));
}
void ControllerHost::alterConfigs(
    const AlterConfigsRequest& request, Reply<AlterConfigsResponse> reply)
{
    answer(m_controller->alterConfigs(request), std::move(reply));
}
void ControllerHost::allocateProducerIds(
    const AllocateProducerIdsRequest& request, Reply<AllocateProducerIdsResponse> reply)
{
    answer(m_controller->allocateProducerIds(request), std::move(reply));
}
void ControllerHost::alterPartition(
    const AlterPartitionRequest& request, Reply<AlterPartitionResponse> reply)
{
    answer(m_controller->alterPartition(request), std::move(reply));
}
void ControllerHost::electLeaders(
    const ElectLeadersRequest& request, Reply<ElectLeadersResponse> reply)
{
    answer(m_controller->electLeaders(request), std::move(reply));
}
void ControllerHost::alterReassignments(
    const AlterReassignmentsRequest& request, Reply<AlterReassignmentsResponse> reply)
{
    answer(m_controller->alterReassignments(request), std::move(reply));
}
void ControllerHost::listReassignments(
    const ListReassignmentsRequest& request, Reply<ListReassignmentsResponse> reply)
{
    answer(m_controller->listReassignments(request), std::move(reply));
}

}  // namespace stormbench::controller
