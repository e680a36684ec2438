// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_follower.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/controller/metadata_batches.h"

namespace stormbench::controller {

MetadataFollower::MetadataFollower(std::unique_ptr<MetadataStore> store)
    : m_store(std::move(store))
    , m_image(std::make_shared<const MetadataImage>())
{
}

Result<std::unique_ptr<MetadataFollower>> MetadataFollower::create(
    std::unique_ptr<MetadataStore> store)
{
    std::unique_ptr<MetadataFollower> follower(new MetadataFollower(std::move(store)));
    ImageBuilder builder(follower->m_image);
    SB_TRY(follower->m_store->forEachBatch([&](ByteView batch) -> Result<> {
        if (const auto header = storage::parseBatchHeader(batch); header)
            follower->m_lastEpoch = header->leaderEpoch;
        return applyBatch(builder, batch);
    }));
    follower->m_image = std::move(builder).build().after;
    follower->m_next = follower->m_image->offset() + 1;
    return follower;
}

Result<std::vector<MetadataDelta>> MetadataFollower::onBatches(
    ByteView batches, Offset highWatermark)
{
    auto builder = ImageBuilder(m_rebuilt ? m_rebuilt : m_image);
    auto next = m_next;
    auto epoch = m_lastEpoch;
    std::size_t known = 0, accepted = 0;  // bytes
    SB_TRY(
        splitBatches(batches, [&](const storage::BatchHeader& header, ByteView batch) -> Result<> {
            if (header.nextOffset() <= next && accepted == 0) {
                known += batch.size();
                return {};
            }
            // What may still be lost by the leader is fetched again when it counts.
            if (header.nextOffset() > highWatermark)
                return {};
            if (header.baseOffset != next)
                return fail(ErrorCode::Corrupt,
                    fmt::format("Metadata offset {} came where {} was next",
                        header.baseOffset.value(), next.value()));
            SB_TRY(applyBatch(builder, batch));
            next = header.nextOffset();
            epoch = header.leaderEpoch;
            accepted += batch.size();
            return {};
        }));
    if (next == m_next && !m_rebuilt)
        return std::vector<MetadataDelta>{};
    if (accepted > 0)
        SB_TRY(m_store->append(batches.subspan(known, accepted)));
    m_next = next;
    m_lastEpoch = epoch;
    return publish(std::move(builder).build(), highWatermark);
}

std::vector<MetadataDelta> MetadataFollower::publish(MetadataDelta delta, Offset highWatermark)
{
    if (m_rebuilt) {
        m_rebuilt = delta.after;
        if (m_next < highWatermark)
            return {};
        // The old image's topics count as changed too, so that what is gone gets closed.
        auto whole = MetadataDelta::fromScratch(m_rebuilt);
        for (const auto& [name, topic] : m_image->topics())
            if (!whole.after->topic(topic->id))
                whole.changedTopics.push_back(topic->id);
        for (const auto& [resource, values] : m_image->configs())
            if (!whole.after->configs().contains(resource))
                whole.changedConfigs.push_back(resource);
        std::sort(whole.changedTopics.begin(), whole.changedTopics.end());
        std::sort(whole.changedConfigs.begin(), whole.changedConfigs.end());
        whole.before = m_image;
        whole.brokersChanged = true;
        delta = std::move(whole);
        m_rebuilt = nullptr;
    }
    m_image = delta.after;
    std::vector<MetadataDelta> deltas;
    deltas.push_back(std::move(delta));
    return deltas;
}

Result<> MetadataFollower::reset()
{
    SB_TRY(m_store->clear());
    m_rebuilt = std::make_shared<const MetadataImage>();
    m_next = Offset{0};
    m_lastEpoch = kNoLeaderEpoch;
    return {};
}

}  // namespace stormbench::controller
