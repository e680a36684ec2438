// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::controller {

/// The metadata log on one broker's disk, as whole record batches with their offsets. Implemented
/// over storage::Log by LogMetadataStore, in memory by tests. Runs on: the broker's strand.
class MetadataStore {
public:
    virtual ~MetadataStore() = default;

    /// Every stored batch, in order, each time exactly one; stops at the first error that `visit`
    /// returns.
    using Visit = std::function<Result<>(ByteView batch)>;
    [[nodiscard]] virtual Result<> forEachBatch(const Visit& visit) = 0;

    /// Appends whole batches whose first base offset is the end of the log. In the page cache when
    /// it returns.
    [[nodiscard]] virtual Result<> append(ByteView batches) = 0;

    /// Makes durable all that append() has returned for by now: `run` on any thread, then
    /// `finished` with its outcome on the strand. One job at a time.
    struct SyncJob {
        std::function<Result<>()> run;
        std::function<void(const Result<>&)> finished;
    };
    [[nodiscard]] virtual SyncJob prepareSync() = 0;

    /// Back to an empty log.
    [[nodiscard]] virtual Result<> clear() = 0;
};

}  // namespace stormbench::controller
