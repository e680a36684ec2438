// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"
#include "storming/store/database.h"
#include "storming/store/left_out.h"

namespace stormbench::storming {

/// The tables of a board file, see FORMAT.md: batches of operations in a row, snapshots of the
/// board after some of them, and the number of the last batch. Every row carries a digest over its
/// number and its bytes.

inline constexpr qint64 kApplicationId = 0x53544F52;  ///< "STOR"
inline constexpr qint64 kFormatVersion = 2;

/// By its first bytes, not by its name.
[[nodiscard]] bool isTextForm(const QString& path);
/// Leaves no trace beside a file that nobody writes.
[[nodiscard]] BoardResult<Database> openForReading(const QString& path);

/// Whether the database is a board of a version that we read: Corrupt if it is none, TooNew if
/// later.
[[nodiscard]] BoardResult<> checkFormat(Database& database);

[[nodiscard]] BoardResult<> createTables(Database& database, const Board& board);

/// The board as of the last batch. Corrupt if anything is missing or does not match its digest.
struct LoadedBoard {
    Board board;
    qint64 lastBatch = 0;
    qint64 lastSnapshot = 0;
};
[[nodiscard]] BoardResult<LoadedBoard> loadBoard(Database& database);

/// A snapshot by its number.
struct StoredSnapshot {
    Board board;
    qint64 atMs = 0;
};
[[nodiscard]] BoardResult<StoredSnapshot> loadSnapshot(
    Database& database, qint64 number, LeftOut* leftOut = nullptr);

/// One user action as it is stored.
struct StoredBatch {
    qint64 number = 0;
    qint64 atMs = 0;
    Operations operations;
};
/// The batches behind a number, in their order; each must follow the one before and match its
/// digest.
class BatchRows {
public:
    BatchRows(Database& database, qint64 behind, LeftOut* leftOut = nullptr);
    /// Nothing at the end.
    [[nodiscard]] BoardResult<std::optional<StoredBatch>> next();

private:
    Statement m_rows;
    qint64 m_last;
    LeftOut* m_leftOut;
};

/// What can be read of a file that is damaged or of a later version: the newest good snapshot and
/// the good batches behind it, without what is unknown here.
struct SalvagedBoard {
    Board board;
    LeftOut leftOut;
};
/// Nothing if no snapshot is good.
[[nodiscard]] std::optional<SalvagedBoard> salvageBoard(Database& database);

[[nodiscard]] BoardResult<> appendBatch(
    Database& database, qint64 number, const Operations& operations);
/// Keeps the first snapshot and the two newest.
[[nodiscard]] BoardResult<> writeSnapshot(Database& database, qint64 number, const Board& board);

}  // namespace stormbench::storming
