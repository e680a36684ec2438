// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "storming/check/incremental_checker.h"
#include "storming/model/operation.h"

#include <array>

using namespace stormbench::storming;

namespace {

/// `count` notes in rows of nine, side by side as people put them: one flow a row, in the context
/// frames of ten rows, which the policies connect.
Board flowingBoard(std::int64_t count)
{
    constexpr std::array kRow{NoteKind::ReadModel, NoteKind::Actor, NoteKind::Command,
        NoteKind::Aggregate, NoteKind::Event, NoteKind::Policy, NoteKind::Command, NoteKind::System,
        NoteKind::Event};
    Board board;
    BoardSettings settings;
    settings.level = Level::Design;
    (void)apply(board, ChangeSettings{settings});
    constexpr auto kColumns = static_cast<std::int64_t>(kRow.size());
    for (std::int64_t i = 0; i < count; ++i) {
        const auto kind = kRow[static_cast<std::size_t>(i % kColumns)];
        const double x = static_cast<double>(i % kColumns) * 224;
        const double y = static_cast<double>(i / kColumns) * 200;
        Note note = makeNote(NoteId(board.nextId()), kind, QPointF(x, y),
            QStringLiteral("%1 %2 placed").arg(QLatin1StringView(notationOf(kind).key)).arg(i));
        note.fields.push_back({1, QStringLiteral("orderId"), FieldType::Uuid});
        (void)apply(board, AddNote{std::move(note)});
    }
    for (std::int64_t row = 0; row * kColumns < count; row += 10) {
        const double top = static_cast<double>(row) * 200 - 90;
        (void)apply(board,
            AddFrame{{FrameId(board.nextId()), QStringLiteral("Context %1").arg(row),
                QRectF(-120, top, 224.0 * kColumns + 120, 1990)}});
    }
    return board;
}

/// The note in the middle of the board of a kind.
NoteId noteInTheMiddle(const Board& board, NoteKind kind)
{
    auto at
        = std::next(board.notes().begin(), static_cast<std::ptrdiff_t>(board.notes().size() / 2));
    while (at->second.kind != kind)
        ++at;
    return at->first;
}

}  // namespace

static void checkWhole(benchmark::State& state)
{
    const auto board = flowingBoard(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(check(board));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checkWhole)->Arg(5000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// One key typed into a note: below 5 ms.
static void checkAfterTyping(benchmark::State& state)
{
    auto board = flowingBoard(state.range(0));
    IncrementalChecker checker(board);
    const NoteId note = noteInTheMiddle(board, NoteKind::Event);
    bool odd = false;
    for (auto unused : state) {
        odd = !odd;
        const auto changes = apply(board,
            ChangeNote{note, NoteProperty::Text,
                odd ? QStringLiteral("Order lost") : QStringLiteral("Lose order")});
        checker.update(*changes);
        benchmark::DoNotOptimize(checker.findings().data());
    }
}
BENCHMARK(checkAfterTyping)->Arg(5000)->Arg(10000)->Unit(benchmark::kMicrosecond);

/// One note dragged away from its row and back: below 5 ms.
static void checkAfterMove(benchmark::State& state)
{
    auto board = flowingBoard(state.range(0));
    IncrementalChecker checker(board);
    const NoteId note = noteInTheMiddle(board, NoteKind::Policy);
    const QPointF home = board.note(note)->rect.topLeft();
    bool away = false;
    for (auto unused : state) {
        away = !away;
        const auto changes
            = apply(board, MoveElements{{{note, away ? home + QPointF(0, 90) : home}}, {}});
        checker.update(*changes);
        benchmark::DoNotOptimize(checker.findings().data());
    }
}
BENCHMARK(checkAfterMove)->Arg(5000)->Arg(10000)->Unit(benchmark::kMicrosecond);
