// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "engine/base/result.h"
#include "engine/controller/metadata_delta.h"
#include "engine/controller/metadata_image.h"

namespace stormbench::controller {

/// Applies a run of records to an image: the one place that says what a record means. Copies each
/// table at most once per run, so a batch of a thousand records costs one copy. Pure: the same
/// image and records give the same image everywhere.
class ImageBuilder {
public:
    explicit ImageBuilder(ImagePtr base);

    /// Records come in order of their offsets. Corrupt when the record contradicts the image (an
    /// unknown topic, a gap in partition indexes …); the builder is then of no further use, its
    /// base image unchanged.
    [[nodiscard]] Result<> apply(const Record& record, Offset offset);

    /// Offsets up to this one hold nothing for the image. Precondition: above the image's offset.
    void skipTo(Offset offset) { m_image.m_offset = offset; }

    /// The image so far, with what differs from the base. Ends the builder.
    [[nodiscard]] MetadataDelta build() &&;

    /// The state in the making.
    [[nodiscard]] const MetadataImage& image() const { return m_image; }

private:
    Result<> applyOne(const ClusterRecord& record, Offset offset);
    Result<> applyOne(const RegisterBrokerRecord& record, Offset offset);
    Result<> applyOne(const UnregisterBrokerRecord& record, Offset offset);
    Result<> applyOne(const BrokerChangeRecord& record, Offset offset);
    Result<> applyOne(const TopicRecord& record, Offset offset);
    Result<> applyOne(const RemoveTopicRecord& record, Offset offset);
    Result<> applyOne(const PartitionRecord& record, Offset offset);
    Result<> applyOne(const PartitionChangeRecord& record, Offset offset);
    Result<> applyOne(const ConfigRecord& record, Offset offset);
    Result<> applyOne(const ProducerIdsBlockRecord& record, Offset offset);
    Result<> applyOne(const FeatureRecord& record, Offset offset);

    Result<BrokerImage*> registered(BrokerId broker, BrokerEpoch epoch);
    Result<TopicImage*> topicToChange(const Uuid& id);
    MetadataImage::Brokers& brokers();
    MetadataImage::Topics& topics();
    MetadataImage::TopicNames& topicNames();
    MetadataImage::Configs& configs();
    MetadataImage::Features& features();

    ImagePtr m_base;
    MetadataImage m_image;
    // The tables that this run has copied and may write to; each is also the image's.
    std::shared_ptr<MetadataImage::Brokers> m_brokers;
    std::shared_ptr<MetadataImage::Topics> m_topics;
    std::shared_ptr<MetadataImage::TopicNames> m_topicNames;
    std::shared_ptr<MetadataImage::Configs> m_configs;
    std::shared_ptr<MetadataImage::Features> m_features;
    std::map<Uuid, std::shared_ptr<TopicImage>> m_ownTopics;
    std::set<Uuid> m_changedTopics;
    std::set<ConfigResource> m_changedConfigs;
    bool m_brokersChanged = false;
};

/// The image after one record: for tests and small runs.
[[nodiscard]] Result<ImagePtr> apply(const ImagePtr& image, const Record& record, Offset offset);

}  // namespace stormbench::controller
