// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_role.h"

#include "engine/controller/log_metadata_store.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

Result<std::unique_ptr<ControllerRole>> ControllerRole::create(const env::Environment& environment,
    storage::LogDirectory& logs, controller::ControllerOptions options,
    controller::ControllerHost::Callbacks callbacks)
{
    const storage::TopicPartition name{std::string(controller::kMetadataTopic), PartitionIndex{0}};
    SB_TRY_ASSIGN(
        auto* log, logs.create(name, kMetadataTopicId, controller::LogMetadataStore::logConfig()));
    auto role = std::unique_ptr<ControllerRole>(new ControllerRole(*log));
    SB_TRY_ASSIGN(auto metadataLog,
        controller::MetadataLog::open(
            std::make_shared<controller::LogMetadataStore>(*log, environment.files), environment,
            kEpoch));
    callbacks.onPublished
        = [watch = &role->m_watch, publish = std::move(callbacks.onPublished)](const auto& delta) {
              publish(delta);
              watch->notify();
          };
    role->m_host = std::make_unique<controller::ControllerHost>(
        std::move(options), std::move(metadataLog), environment, std::move(callbacks));
    return role;
}

storage::LogResult<ControllerRole::Read> ControllerRole::read(Offset from, std::uint32_t maxBytes)
{
    Read result;
    result.highWatermark = m_host->log().highWatermark();
    result.logStart = m_log.logStartOffset();
    auto range = m_log.read({from, result.highWatermark, maxBytes, true});
    if (!range)
        return storage::failLog(std::move(range).error());
    result.records = std::move(*range);
    return result;
}

}  // namespace stormbench::broker
