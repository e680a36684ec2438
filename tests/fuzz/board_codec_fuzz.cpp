// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/codec.h"

using namespace stormbench::storming;

namespace {

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

void trySnapshot(const QByteArray& bytes)
{
    const auto board = decodeSnapshot(bytes);
    if (!board)
        return;
    const auto again = decodeSnapshot(encodeSnapshot(*board));
    check(again && *again == *board && again->nextId() == board->nextId());
}

void tryBatch(const QByteArray& bytes)
{
    const auto operations = decodeBatch(bytes);
    if (!operations)
        return;
    const auto again = decodeBatch(encodeBatch(*operations));
    check(again && *again == *operations);
    Board board;
    const auto applied = applyInvertibly(board, *operations);
    if (!applied) {
        check(board == Board());
        return;
    }
    const auto stored = decodeSnapshot(encodeSnapshot(board));
    check(stored && *stored == board);
    check(apply(board, applied->second).has_value() && board == Board());
}

}  // namespace

/// Any bytes as what a row of a board's file holds: a snapshot and a batch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    trySnapshot(bytes);
    tryBatch(bytes);
    return 0;
}
