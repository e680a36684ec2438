// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/controller/controller_host.h"
#include "engine/protocol/messages/all.h"

namespace stormbench::broker {

template <class Response> using ControllerReply = std::function<void(Response)>;

// What the controller is asked over the wire, answered by the controller role of this broker: from
// wire to values, to the pure controller, and back. `reply` comes once the records count.
void askController(controller::ControllerHost& host, const protocol::CreateTopicsRequest& request,
    ControllerReply<protocol::CreateTopicsResponse> reply);
void askController(controller::ControllerHost& host, const protocol::DeleteTopicsRequest& request,
    ControllerReply<protocol::DeleteTopicsResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::CreatePartitionsRequest& request,
    ControllerReply<protocol::CreatePartitionsResponse> reply);
void askController(controller::ControllerHost& host, const protocol::AlterConfigsRequest& request,
    ControllerReply<protocol::AlterConfigsResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::IncrementalAlterConfigsRequest& request,
    ControllerReply<protocol::IncrementalAlterConfigsResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::AllocateProducerIdsRequest& request,
    ControllerReply<protocol::AllocateProducerIdsResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::BrokerRegistrationRequest& request,
    ControllerReply<protocol::BrokerRegistrationResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::BrokerHeartbeatRequest& request,
    ControllerReply<protocol::BrokerHeartbeatResponse> reply);
void askController(controller::ControllerHost& host, const protocol::AlterPartitionRequest& request,
    ControllerReply<protocol::AlterPartitionResponse> reply);
void askController(controller::ControllerHost& host, const protocol::ElectLeadersRequest& request,
    ControllerReply<protocol::ElectLeadersResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::AlterPartitionReassignmentsRequest& request,
    ControllerReply<protocol::AlterPartitionReassignmentsResponse> reply);
void askController(controller::ControllerHost& host,
    const protocol::ListPartitionReassignmentsRequest& request,
    ControllerReply<protocol::ListPartitionReassignmentsResponse> reply);

}  // namespace stormbench::broker
