// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_log.h"

#include "engine/base/assert.h"
#include "engine/controller/metadata_batches.h"

namespace stormbench::controller {

MetadataLog::MetadataLog(
    std::shared_ptr<MetadataStore> store, env::Environment environment, LeaderEpoch epoch)
    : m_store(std::move(store))
    , m_environment(environment)
    , m_epoch(epoch)
    , m_image(std::make_shared<const MetadataImage>())
{
}

MetadataLog::~MetadataLog()
{
    *m_alive = false;
}

Result<std::unique_ptr<MetadataLog>> MetadataLog::open(
    std::shared_ptr<MetadataStore> store, env::Environment environment, LeaderEpoch epoch)
{
    std::unique_ptr<MetadataLog> log(new MetadataLog(std::move(store), environment, epoch));
    ImageBuilder builder(log->m_image);
    SB_TRY(log->m_store->forEachBatch([&](ByteView batch) { return applyBatch(builder, batch); }));
    log->m_image = std::move(builder).build().after;
    log->m_endOffset = log->m_image->offset() + 1;
    const auto job = log->m_store->prepareSync();
    const auto synced = job.run();
    job.finished(synced);
    SB_TRY(synced);
    return log;
}

Result<> MetadataLog::write(const std::vector<Record>& records)
{
    if (m_failed)
        return fail(*m_failed);
    if (records.empty())
        return {};
    return m_store->append(
        encodeBatch(records, {m_endOffset, m_epoch, m_environment.clock.wallNow()}));
}

void MetadataLog::append(const std::vector<Record>& records, Done done)
{
    if (const auto written = write(records); !written) {
        m_failed = written.error();
        m_environment.executor.post(
            [done = std::move(done), error = *m_failed] { done(fail(error)); });
        return;
    }
    if (records.empty() && m_waiting.empty()) {
        m_environment.executor.post([done = std::move(done)] { done(Result<>{}); });
        return;
    }
    m_endOffset = m_endOffset + static_cast<std::int64_t>(records.size());
    m_waiting.push_back({m_endOffset, records, std::move(done)});
    if (!m_syncRuns)
        sync();
}

void MetadataLog::sync()
{
    m_syncRuns = true;
    m_syncing = m_waiting.size();
    auto job = m_store->prepareSync();
    auto outcome = std::make_shared<Result<>>();
    m_environment.executor.runBlocking([run = job.run, outcome] { *outcome = run(); },
        [this, alive = m_alive, finished = job.finished, outcome] {
            if (!*alive)
                return;
            finished(*outcome);
            synced(*outcome);
        });
}

void MetadataLog::synced(const Result<>& result)
{
    m_syncRuns = false;
    if (!result)
        return failAll(result.error());
    ImageBuilder builder(m_image);
    std::vector<Done> done;
    for (auto offset = m_image->offset() + 1; m_syncing > 0; --m_syncing) {
        for (const auto& record : m_waiting.front().records) {
            const auto applied = builder.apply(record, offset);
            SB_ASSERT(
                applied.has_value(), "the controller wrote a record that contradicts its log");
            ++offset;
        }
        done.push_back(std::move(m_waiting.front().done));
        m_waiting.pop_front();
    }
    const bool moved = builder.image().offset() != m_image->offset();
    const auto delta = std::move(builder).build();
    m_image = delta.after;
    if (!m_waiting.empty())
        sync();
    const auto alive = m_alive;
    if (moved && m_published)
        m_published(delta);
    for (auto& call : done)
        if (*alive)
            call(Result<>{});
}

void MetadataLog::failAll(const Error& error)
{
    m_failed = error;
    m_syncing = 0;
    const auto waiting = std::exchange(m_waiting, {});
    const auto alive = m_alive;
    for (const auto& entry : waiting)
        if (*alive)
            entry.done(fail(error));
}

}  // namespace stormbench::controller
