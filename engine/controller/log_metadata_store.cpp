// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/log_metadata_store.h"

#include "engine/controller/metadata_batches.h"

namespace stormbench::controller {
namespace {

constexpr std::uint32_t kReadBytes = 1u << 20;

Error toError(const storage::LogError& error)
{
    const auto code = error.code == storage::LogErrorCode::CorruptMessage ? ErrorCode::Corrupt
                                                                          : ErrorCode::IoError;
    return {code, error.message, 0};
}

}  // namespace

storage::LogConfig LogMetadataStore::logConfig()
{
    storage::LogConfig config;
    config.retentionMs = env::Millis{storage::LogConfig::kUnlimited};
    config.retentionBytes = storage::LogConfig::kUnlimited;
    config.segmentBytes = 64u << 20;
    config.maxMessageBytes = 32u << 20;
    return config;
}

Result<> LogMetadataStore::forEachBatch(const Visit& visit)
{
    auto from = m_log.logStartOffset();
    while (from < m_log.logEndOffset()) {
        const auto range = m_log.read({from, m_log.logEndOffset(), kReadBytes, true});
        if (!range)
            return fail(toError(range.error()));
        SB_TRY_ASSIGN(const auto bytes, storage::Log::readBytes(*range));
        const auto before = from;
        SB_TRY(splitBatches(
            bytes, [&](const storage::BatchHeader& header, ByteView batch) -> Result<> {
                from = header.nextOffset();
                return visit(batch);
            }));
        if (from == before)
            return fail(ErrorCode::Corrupt, "The metadata log ends before its end offset");
    }
    return {};
}

Result<> LogMetadataStore::append(ByteView batches)
{
    if (const auto appended = m_log.appendAsFollower(batches); !appended)
        return fail(toError(appended.error()));
    return {};
}

MetadataStore::SyncJob LogMetadataStore::prepareSync()
{
    auto job = m_log.prepareFlush();
    if (!job) {
        const bool durable = m_log.recoveryPoint() == m_log.logEndOffset();
        return {[durable]() -> Result<> {
                    return durable ? Result<>{}
                                   : fail(ErrorCode::Internal,
                                       "Another sync of the metadata log is under way");
                },
            [](const Result<>&) {}};
    }
    auto shared = std::make_shared<storage::FlushJob>(*std::move(job));
    return {[shared, &files = m_files] { return shared->run(files); },
        [shared, &log = m_log](const Result<>& outcome) { log.completeFlush(*shared, outcome); }};
}

Result<> LogMetadataStore::clear()
{
    if (const auto truncated = m_log.truncateTo(m_log.logStartOffset()); !truncated)
        return fail(toError(truncated.error()));
    return {};
}

}  // namespace stormbench::controller
