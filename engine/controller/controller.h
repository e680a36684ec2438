// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller_requests.h"
#include "engine/controller/image_builder.h"
#include "engine/env/clock.h"
#include "engine/env/random.h"

namespace stormbench::controller {

using env::SteadyTime;

struct ControllerOptions {
    BrokerId self;
    std::string clusterId;
    StaticConfig configs;                  ///< broker.session.timeout.ms, num.partitions, default.replication.factor …
    std::int16_t maxReplicationFactor = 1; ///< 0: as many as there are brokers
};

/// A request's effect: records for the metadata log, in order, and the answer to give once they count.
template <typename Response>
struct Outcome {
    std::vector<Record> records;
    Response response;
};

/// The cluster's controller: membership, topics, configurations, elections. A pure state machine over the metadata image;
/// no I/O, no clock; randomness (topic ids) by the seam.
///
/// It runs ahead of the log: each call applies its records to the controller's own image at once, so the next call builds on
/// them. The host appends the records of every call, in the order of the calls, before it sends the response; if an append
/// fails, it drops the controller and builds a new one from the log.
///
/// Owner: the broker that leads the metadata log. Runs on: that broker's strand.
class Controller {
public:
    /// Takes over at the end of the log: `image` holds all of it. Unfenced brokers have a whole session from `now` on.
    Controller(ControllerOptions options, ImagePtr image, env::Random& random, SteadyTime now);
    ~Controller();
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    /// The records that a new log begins with (cluster id, features); none if the image has them.
    [[nodiscard]] std::vector<Record> bootstrap();

    /// Registering again with a new incarnation replaces the old one at once if it has the same data directory (whose lock
    /// proves that the old process is gone) or its session has ended; otherwise DUPLICATE_BROKER_REGISTRATION.
    [[nodiscard]] Outcome<RegisterBrokerResponse> registerBroker(const RegisterBrokerRequest& request, SteadyTime now);
    /// Prolongs the session; unfences a broker whose image has its registration, and elects it where it can lead.
    [[nodiscard]] Outcome<BrokerHeartbeatResponse> heartbeat(const BrokerHeartbeatRequest& request, SteadyTime now);
    /// Fences the brokers whose sessions have ended, and elects others or none for their partitions.
    [[nodiscard]] std::vector<Record> tick(SteadyTime now);
    /// When tick() is due; nothing while every broker is fenced.
    [[nodiscard]] std::optional<SteadyTime> nextDeadline() const;

    [[nodiscard]] Outcome<CreateTopicsResponse> createTopics(const CreateTopicsRequest& request);
    [[nodiscard]] Outcome<DeleteTopicsResponse> deleteTopics(const DeleteTopicsRequest& request);
    [[nodiscard]] Outcome<CreatePartitionsResponse> createPartitions(const CreatePartitionsRequest& request);
    [[nodiscard]] Outcome<AlterConfigsResponse> alterConfigs(const AlterConfigsRequest& request);
    [[nodiscard]] Outcome<AllocateProducerIdsResponse> allocateProducerIds(const AllocateProducerIdsRequest& request);

    /// With the records of every call so far.
    [[nodiscard]] const ImagePtr& image() const { return m_image; }

private:
    void commit(const std::vector<Record>& records);
    [[nodiscard]] ConfigResolver resolver() const;
    [[nodiscard]] ApiError checkEpoch(BrokerId broker, BrokerEpoch epoch) const;

    ControllerOptions m_options;
    ImagePtr m_image;
    env::Random& m_random;
    std::map<BrokerId, SteadyTime> m_sessionEnds;  ///< of the unfenced brokers and of those that register
    std::size_t m_nextPlacement = 0;               ///< round robin over topics
};

}  // namespace stormbench::controller
