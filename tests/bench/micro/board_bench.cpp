// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "storming/check/checker.h"
#include "storming/generate/topology.h"
#include "storming/geometry/edges.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;

namespace {

/// `count` notes in rows: actor, command, aggregate, event, policy, command, … side by side, as
/// people put them.
Board largeBoard(std::int64_t count)
{
    constexpr std::array kRow{NoteKind::Actor, NoteKind::Command, NoteKind::Aggregate,
        NoteKind::Event, NoteKind::Policy, NoteKind::Command, NoteKind::System, NoteKind::Event,
        NoteKind::ReadModel};
    Board board;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto column = i % static_cast<std::int64_t>(kRow.size());
        const auto row = i / static_cast<std::int64_t>(kRow.size());
        auto note = makeNote(NoteId(board.nextId()), kRow[static_cast<std::size_t>(column)],
            QPointF(static_cast<double>(column) * 150, static_cast<double>(row) * 400),
            QStringLiteral("Note %1 Placed").arg(i));
        (void)apply(board, AddNote{std::move(note)});
    }
    return board;
}

}  // namespace

static void edgesOfBoard(benchmark::State& state)
{
    const auto board = largeBoard(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(edges(board));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(edgesOfBoard)->Arg(50)->Arg(500)->Arg(2000)->Arg(5000)->Unit(benchmark::kMicrosecond);

static void checkOfBoard(benchmark::State& state)
{
    const auto board = largeBoard(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(check(board));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checkOfBoard)->Arg(50)->Arg(500)->Arg(2000)->Arg(5000)->Unit(benchmark::kMicrosecond);

static void generateTopology(benchmark::State& state)
{
    const auto board = largeBoard(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(generate(board));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(generateTopology)->Arg(50)->Arg(500)->Unit(benchmark::kMicrosecond);
