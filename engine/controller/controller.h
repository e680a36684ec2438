// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "engine/controller/partition_change.h"
#include "engine/controller/partition_requests.h"
#include "engine/controller/record_writer.h"
#include "engine/env/clock.h"
#include "engine/env/random.h"

namespace stormbench::controller {

using env::SteadyTime;

/// Who led the metadata log before, and for how long the others have waited for it in vain: less
/// only if it resigned, and then its next heartbeat is on the way.
struct Predecessor {
    BrokerId id = kNoBroker;
    SteadyTime silence{0};
};

struct ControllerOptions {
    BrokerId self;
    std::set<BrokerId> voters;  ///< of the metadata quorum: the brokers that may be the controller
    std::string clusterId;
    StaticConfig
        configs;  ///< broker.session.timeout.ms, num.partitions, default.replication.factor …
    Predecessor predecessor = {};
};

/// A request's effect: records for the metadata log, in order, and the answer to give once they
/// count.
template <typename Response> struct Outcome {
    std::vector<Record> records;
    Response response;
};

/// The cluster's controller: membership, topics, configurations, elections. A pure state machine
/// over the metadata image; no I/O, no clock; randomness (topic ids) by the seam.
///
/// It runs ahead of the log: each call applies its records to the controller's own image at once,
/// so the next call builds on them. The host appends the records of every call, in the order of the
/// calls, before it sends the response; if an append fails, it drops the controller and builds a
/// new one from the log.
///
/// Owner: the broker that leads the metadata log. Runs on: that broker's strand.
class Controller {
public:
    /// Takes over at the end of the log: `image` holds all of it. Unfenced brokers have a whole
    /// session from `now` on. The predecessor's began with its silence, but half of it is left to
    /// hear from it.
    Controller(ControllerOptions options, ImagePtr image, env::Random& random, SteadyTime now);
    ~Controller();
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    /// The records that a new log begins with (cluster id, features); none if the image has them.
    [[nodiscard]] std::vector<Record> bootstrap();

    /// Registering again with a new incarnation replaces the old one at once if it has the same
    /// data directory (whose lock proves that the old process is gone) or its session has ended;
    /// otherwise DUPLICATE_BROKER_REGISTRATION. A broker that did not close its logs in the epoch
    /// that it was registered with last may have lost their tails: it leaves every ISR in which, or
    /// beside which, there is another one that can lead.
    [[nodiscard]] Outcome<RegisterBrokerResponse> registerBroker(
        const RegisterBrokerRequest& request, SteadyTime now);
    /// Prolongs the session; unfences a broker whose image has its registration, and elects it
    /// where it can lead. A wish to shut down moves its leaderships; once its image shows it, the
    /// shutdown is granted.
    [[nodiscard]] Outcome<BrokerHeartbeatResponse> heartbeat(
        const BrokerHeartbeatRequest& request, SteadyTime now);
    /// Fences the brokers whose sessions have ended, and elects others or none for their
    /// partitions. Every leader.imbalance.check.interval.seconds gives the leadership back to
    /// preferred leaders that are in sync again.
    [[nodiscard]] std::vector<Record> tick(SteadyTime now);
    /// When tick() is due; nothing while every broker is fenced.
    [[nodiscard]] std::optional<SteadyTime> nextDeadline() const;

    [[nodiscard]] Outcome<CreateTopicsResponse> createTopics(const CreateTopicsRequest& request);
    [[nodiscard]] Outcome<DeleteTopicsResponse> deleteTopics(const DeleteTopicsRequest& request);
    [[nodiscard]] Outcome<CreatePartitionsResponse> createPartitions(
        const CreatePartitionsRequest& request);
    [[nodiscard]] Outcome<AlterConfigsResponse> alterConfigs(const AlterConfigsRequest& request);
    [[nodiscard]] Outcome<AllocateProducerIdsResponse> allocateProducerIds(
        const AllocateProducerIdsRequest& request);

    /// A leader shrinks or expands the ISR, which may complete a reassignment (KIP-497).
    [[nodiscard]] Outcome<AlterPartitionResponse> alterPartition(
        const AlterPartitionRequest& request);
    [[nodiscard]] Outcome<ElectLeadersResponse> electLeaders(const ElectLeadersRequest& request);
    [[nodiscard]] Outcome<AlterReassignmentsResponse> alterReassignments(
        const AlterReassignmentsRequest& request);
    [[nodiscard]] Outcome<ListReassignmentsResponse> listReassignments(
        const ListReassignmentsRequest& request) const;

    /// With the records of every call so far.
    [[nodiscard]] const ImagePtr& image() const { return m_image; }

private:
    /// The broker ceases to lead; true once it may go.
    [[nodiscard]] bool handOver(
        const BrokerImage& broker, const BrokerHeartbeatRequest& request, RecordWriter& writer);
    void fence(const std::vector<BrokerId>& brokers, RecordWriter& writer);
    void unfence(const BrokerImage& broker, RecordWriter& writer);
    void noteDisk(const BrokerImage& broker, bool failed, RecordWriter& writer);
    /// Leaders and in-sync replicas of the brokers' partitions after they have become active or
    /// ceased to be; `lostTail` is perhaps without its logs' last records.
    void electAround(const std::vector<BrokerId>& brokers, RecordWriter& writer,
        BrokerId lostTail = kNoBroker) const;
    /// Where the call's configurations let somebody lead, or somebody no more.
    void electByNewConfigs(RecordWriter& writer) const;
    [[nodiscard]] PartitionPlan planFor(
        const std::string& topic, const ConfigResolver& configs) const;
    [[nodiscard]] bool leadsAny(BrokerId broker) const;
    [[nodiscard]] ApiError electLeader(const std::string& topic, PartitionIndex index,
        ElectionType type, RecordWriter& writer) const;
    [[nodiscard]] std::optional<SteadyTime> nextBalance() const;
    void balanceLeaders(RecordWriter& writer) const;
    [[nodiscard]] AlteredPartition alterIsr(const Uuid& topic, const PartitionToAlter& wish,
        BrokerId sender, RecordWriter& writer) const;
    [[nodiscard]] ApiError reassign(
        const std::string& topic, const PartitionToReassign& wish, RecordWriter& writer) const;
    [[nodiscard]] CreatedTopic createTopic(const NewTopic& request, RecordWriter& writer);
    [[nodiscard]] ApiError addPartitions(const NewPartitions& request, RecordWriter& writer);
    [[nodiscard]] ApiError alterResource(
        const AlteredResource& resource, bool replaceAll, RecordWriter& writer) const;
    /// The call's records, which count from now on; not if it only validates.
    [[nodiscard]] std::vector<Record> finish(RecordWriter&& writer, bool validateOnly = false);
    [[nodiscard]] Uuid newTopicId();
    [[nodiscard]] ApiError checkEpoch(BrokerId broker, BrokerEpoch epoch) const;
    [[nodiscard]] ConfigResolver resolver() const
    {
        return {m_image, m_options.configs, m_options.self};
    }
    [[nodiscard]] SteadyTime sessionTimeout() const;

    ControllerOptions m_options;
    ImagePtr m_image;
    env::Random& m_random;
    std::map<BrokerId, SteadyTime>
        m_sessionEnds;  ///< of the unfenced brokers and of those that register
    std::map<BrokerId, Offset>
        m_handovers;        ///< of the brokers that shut down: what they led is led by others
    SteadyTime m_balanced;  ///< the last round of preferred elections
    std::size_t m_placements = 0;  ///< topics placed so far: the round robin goes on where it was
};

}  // namespace stormbench::controller
