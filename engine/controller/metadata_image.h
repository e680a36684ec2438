// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "engine/controller/records.h"

namespace stormbench::controller {

struct BrokerImage {
    BrokerId id;
    BrokerEpoch epoch;
    Uuid incarnation;
    Uuid directory;
    std::vector<BrokerListener> listeners;
    std::optional<std::string> rack;
    bool controller = false;
    bool fenced = true;
    bool inControlledShutdown = false;
    bool diskFailed = false;  ///< some of its logs take nothing

    /// Answers clients and stays.
    [[nodiscard]] bool serving() const { return !fenced && !inControlledShutdown; }
    /// May lead partitions, be in sync and get new replicas.
    [[nodiscard]] bool active() const { return serving() && !diskFailed; }
    /// The first listener when `listener` is empty; null when there is none of that name.
    [[nodiscard]] const env::Endpoint* endpoint(std::string_view listener = {}) const;
    friend bool operator==(const BrokerImage&, const BrokerImage&) = default;
};

struct PartitionImage {
    std::vector<BrokerId> replicas;  ///< the first is the preferred leader
    std::vector<BrokerId> isr;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch;
    PartitionEpoch partitionEpoch;
    /// A reassignment under way: `replicas` holds both until every replica that is to stay is in
    /// sync (KIP-455).
    std::vector<BrokerId> adding{};
    std::vector<BrokerId> removing{};
    /// Left the ISR when it fell below min.insync.replicas, and may lead nevertheless: since then
    /// nothing more was acknowledged to acks=all (KIP-966).
    std::vector<BrokerId> eligible{};

    [[nodiscard]] bool reassigning() const { return !adding.empty() || !removing.empty(); }
    [[nodiscard]] bool hasReplica(BrokerId broker) const;
    [[nodiscard]] bool inIsr(BrokerId broker) const;
    friend bool operator==(const PartitionImage&, const PartitionImage&) = default;
};

struct TopicImage {
    std::string name;
    Uuid id;
    std::vector<PartitionImage> partitions;  ///< by partition index

    [[nodiscard]] const PartitionImage* partition(PartitionIndex index) const;
    friend bool operator==(const TopicImage&, const TopicImage&) = default;
};
using TopicPtr = std::shared_ptr<const TopicImage>;

using ConfigValues = std::map<std::string, std::string, std::less<>>;

/// The cluster's metadata at one offset of the metadata log. Immutable; a copy shares everything
/// with its original, and ImageBuilder copies only what a change touches. Images of equal offsets
/// are equal on every broker. Published between threads as ImagePtr.
class MetadataImage {
public:
    using Brokers = std::map<BrokerId, BrokerImage>;
    using Topics = std::map<std::string, TopicPtr, std::less<>>;
    using Configs = std::map<ConfigResource, ConfigValues>;
    using Features = std::map<std::string, std::int16_t, std::less<>>;

    MetadataImage();  ///< before the first record

    /// Of the last record in it; -1 before the first.
    [[nodiscard]] Offset offset() const { return m_offset; }
    [[nodiscard]] const std::string& clusterId() const { return *m_clusterId; }

    [[nodiscard]] const Brokers& brokers() const { return *m_brokers; }
    [[nodiscard]] const BrokerImage* broker(BrokerId id) const;

    [[nodiscard]] const Topics& topics() const { return *m_topics; }
    [[nodiscard]] TopicPtr topic(std::string_view name) const;  ///< null when there is none
    [[nodiscard]] TopicPtr topic(const Uuid& id) const;
    [[nodiscard]] const PartitionImage* partition(
        std::string_view topic, PartitionIndex index) const;

    /// What was set, not what holds: see config_resolver.h.
    [[nodiscard]] const Configs& configs() const { return *m_configs; }
    [[nodiscard]] const ConfigValues& configsOf(const ConfigResource& resource) const;

    [[nodiscard]] const Features& features() const
    {
        return *m_features;
    }  ///< finalised levels, all above 0
    [[nodiscard]] ProducerId nextProducerId() const { return m_nextProducerId; }

    friend bool operator==(const MetadataImage& a, const MetadataImage& b);

private:
    friend class ImageBuilder;
    using TopicNames = std::map<Uuid, std::string>;

    Offset m_offset = kNoOffset;
    std::shared_ptr<const std::string> m_clusterId;
    std::shared_ptr<const Brokers> m_brokers;
    std::shared_ptr<const Topics> m_topics;
    std::shared_ptr<const TopicNames> m_topicNames;
    std::shared_ptr<const Configs> m_configs;
    std::shared_ptr<const Features> m_features;
    ProducerId m_nextProducerId{0};
};
using ImagePtr = std::shared_ptr<const MetadataImage>;

}  // namespace stormbench::controller
