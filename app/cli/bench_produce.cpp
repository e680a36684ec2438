// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"
#include "engine/api/producer.h"

namespace stormbench::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPauseWhenFull = std::chrono::microseconds(200);
constexpr api::Millis kFlushTime{60'000};
constexpr std::uint64_t kBetweenClockReads = 256;

api::ProducerSettings settingsOf(const BenchPlan& plan)
{
    api::ProducerSettings settings;
    settings.acks = plan.acks;
    settings.compression = plan.compression;
    settings.idempotence = false;
    settings.linger = plan.linger;
    settings.properties = {
        {"queue.buffering.max.messages", "1000000"},
        {"queue.buffering.max.kbytes", "1048576"},
        {"batch.num.messages", "10000"},
    };
    return settings;
}

}  // namespace

Result<BenchRun> measureProduce(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal)
{
    SB_TRY_ASSIGN(const auto producer, api::Producer::create(connection, settingsOf(plan)));
    const Bytes value(plan.size, 'x');
    // The first acknowledgement stands for a client that is connected and knows the leaders.
    SB_TRY(producer->sendRaw(plan.topic, {}, value));
    SB_TRY(producer->flush(kFlushTime));

    const auto started = Clock::now();
    const auto deadline = started + plan.duration;
    std::uint64_t sent = 0;
    while (plan.records == 0 || sent < plan.records) {
        if (sent % kBetweenClockReads == 0
            && (signal.raised() || (plan.records == 0 && Clock::now() >= deadline)))
            break;
        const auto queued = producer->sendRaw(plan.topic, {}, value);
        if (queued)
            ++sent;
        else if (queued.error().code == ErrorCode::Unavailable)
            signal.waitFor(kPauseWhenFull);
        else
            return fail(queued.error());
    }
    SB_TRY(producer->flush(kFlushTime));
    const auto stats = producer->stats();
    BenchRun run;
    run.elapsed = Clock::now() - started;
    run.records = stats.delivered - 1;
    run.failed = stats.failed;
    run.bytes = run.records * plan.size;
    return run;
}

}  // namespace stormbench::cli
