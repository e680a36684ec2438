// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "engine/protocol/header.h"
#include "engine/protocol/messages/produce.h"
#include "tests/bench/micro/batches.h"

using namespace stormbench;

static void decodeProduceRequest(benchmark::State& state)
{
    const auto batch = bench::batchOf(100);
    protocol::ProduceRequest request;
    request.acks = 1;
    auto& topic = request.topicData.emplace_back();
    topic.name = "orders";
    for (std::int32_t i = 0; i < 6; ++i)
        topic.partitionData.push_back({i, protocol::Records(batch)});
    constexpr std::int16_t kVersion = 9;
    const auto frame
        = protocol::encodeRequest(request, kVersion, CorrelationId{1}, "bench").takeBytes();
    const auto withoutLength = ByteView(frame).subspan(4);
    for (auto unused : state) {
        const auto decoded = protocol::decodeRequestFrame(withoutLength);
        auto body = protocol::decode<protocol::ProduceRequest>(decoded->body, kVersion);
        if (!body)
            state.SkipWithError("the request does not decode");
        benchmark::DoNotOptimize(body);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(frame.size()));
}
BENCHMARK(decodeProduceRequest);
