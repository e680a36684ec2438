// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/metadata_store.h"
#include "engine/storage/log.h"

namespace stormbench::controller {

/// The metadata log in the broker's data directory: `__cluster_metadata-0`, opened by its
/// LogDirectory, which owns the Log and outlives this. Runs on: the broker's strand.
class LogMetadataStore final : public MetadataStore {
public:
    LogMetadataStore(storage::Log& log, env::Files& files)
        : m_log(log)
        , m_files(files)
    {
    }

    [[nodiscard]] Result<> forEachBatch(const Visit& visit) override;
    [[nodiscard]] Result<> append(ByteView batches) override;
    [[nodiscard]] SyncJob prepareSync() override;
    [[nodiscard]] Result<> clear() override;

    /// How the LogDirectory has to create it: nothing is ever deleted, nothing flushed but by
    /// prepareSync().
    [[nodiscard]] static storage::LogConfig logConfig();

private:
    storage::Log& m_log;
    env::Files& m_files;
};

}  // namespace stormbench::controller
