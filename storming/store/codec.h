// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"
#include "storming/model/operation.h"

#include <QtCore/QByteArray>

namespace stormbench::storming {

struct LeftOut;

// Boards and batches as the Protobuf messages of board.proto. Decoding is total: any bytes give a
// value or Corrupt, and a decoded board has passed apply(), so it keeps every rule of the model.
// What this version does not know is Corrupt too, unless `leftOut` is there to take it down.

[[nodiscard]] QByteArray encodeBatch(const Operations& operations);
[[nodiscard]] BoardResult<Operations> decodeBatch(
    const QByteArray& bytes, LeftOut* leftOut = nullptr);

[[nodiscard]] QByteArray encodeSnapshot(const Board& board);
[[nodiscard]] BoardResult<Board> decodeSnapshot(
    const QByteArray& bytes, LeftOut* leftOut = nullptr);

}  // namespace stormbench::storming
