// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "engine/base/crc32c.h"

using namespace stormbench;

static void crc32cOfBatch(benchmark::State& state)
{
    const Bytes bytes(static_cast<std::size_t>(state.range(0)), 0x5a);
    for (auto unused : state)
        benchmark::DoNotOptimize(crc32c(bytes));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(crc32cOfBatch)->Arg(1024)->Arg(16 * 1024)->Arg(1024 * 1024);

static void crc32cPortableOfBatch(benchmark::State& state)
{
    const Bytes bytes(16 * 1024, 0x5a);
    for (auto unused : state)
        benchmark::DoNotOptimize(crc32cPortable(bytes));
    state.SetBytesProcessed(state.iterations() * 16 * 1024);
}
BENCHMARK(crc32cPortableOfBatch);
