// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "engine/controller/metadata_delta.h"
#include "engine/controller/metadata_store.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"

namespace stormbench::controller {

/// The metadata log on the broker that leads it (one voter for now): appends, syncs, publishes.
/// Records appended while a sync runs share the next one.
///
/// Owner: ControllerHost. Runs on: the broker's strand; syncs run by Executor::runBlocking.
/// Durable: a record counts, is published and may be fetched by other brokers once it is synced,
/// that is below highWatermark().
class MetadataLog {
public:
    /// Reads the whole log and syncs it, since a crash may have left a tail that was only in the
    /// page cache. Corrupt when a record does not decode or contradicts those before it.
    [[nodiscard]] static Result<std::unique_ptr<MetadataLog>> open(
        std::shared_ptr<MetadataStore> store, env::Environment environment, LeaderEpoch epoch);
    ~MetadataLog();

    [[nodiscard]] const ImagePtr& image() const { return m_image; }  ///< up to the high watermark
    [[nodiscard]] Offset endOffset() const { return m_endOffset; }
    [[nodiscard]] Offset highWatermark() const { return m_image->offset() + 1; }

    /// Called before `done` of the append that it makes count.
    using Published = std::function<void(const MetadataDelta&)>;
    void setPublished(Published published) { m_published = std::move(published); }

    /// `records` must not contradict the log: the Controller made them. `done` never comes inside
    /// the call; after an error the log takes nothing any more. No records: `done` comes once all
    /// that was appended before counts.
    using Done = std::function<void(Result<>)>;
    void append(const std::vector<Record>& records, Done done);

    [[nodiscard]] MetadataStore& store() { return *m_store; }

private:
    struct Waiting {
        Offset endOffset;
        std::vector<Record> records;
        Done done;
    };
    MetadataLog(
        std::shared_ptr<MetadataStore> store, env::Environment environment, LeaderEpoch epoch);
    Result<> write(const std::vector<Record>& records);
    void sync();
    void synced(const Result<>& result);
    void failAll(const Error& error);

    std::shared_ptr<MetadataStore> m_store;
    env::Environment m_environment;
    LeaderEpoch m_epoch;
    ImagePtr m_image;
    Offset m_endOffset{0};
    std::deque<Waiting> m_waiting;
    std::size_t m_syncing = 0;  ///< how many of m_waiting the running sync covers
    bool m_syncRuns = false;
    std::optional<Error> m_failed;
    Published m_published;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::controller
