// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"
#include "storming/model/operation.h"

#include <QtCore/QString>

#include <memory>

namespace stormbench::storming {

/// Why a board could not be opened for writing, or is a copy of what could be read.
enum class OpenNote : quint8 {
    None,
    OwnedByOther,  ///< another program has it open: read-only
    NotWritable,   ///< the file or its folder: read-only
    Recovered,     ///< damaged or of a later version: what could be read, with no file behind it
    Imported,      ///< read from the text form: no file behind it until saved as .storm
};

/// A board's file: a SQLite database with every operation and now and then a snapshot (FORMAT.md).
/// Autosave is append(): when it returns, the operations survive the death of the program (kill
/// -9), because the kernel has them. A power failure may cost the newest batches, those since the
/// last checkpoint at most (FORMAT.md, Writing), never the file; a batch is there wholly or not at
/// all. One owner at a time: the owner holds a lock until close(). Owned by the session; runs on:
/// one thread (the UI's, or stormctl's main). Closing takes a snapshot.
class BoardFile {
public:
    struct Opened;

    /// Opens a `.storm`. Never writes to a file it does not understand: a damaged one and one of a
    /// later version give what can be read as `Recovered` without a file; nothing at all readable
    /// is an error (Corrupt, TooNew).
    [[nodiscard]] static BoardResult<Opened> open(const QString& path);
    /// Creates a new file with a board in it, in place of an older one of that name only if
    /// `replace`.
    [[nodiscard]] static BoardResult<std::unique_ptr<BoardFile>> create(
        const QString& path, const Board& board, bool replace = false);
    /// A living program, this one too, has the file open for writing.
    [[nodiscard]] static bool isOwned(const QString& path);
    ~BoardFile();

    BoardFile(const BoardFile&) = delete;
    BoardFile& operator=(const BoardFile&) = delete;

    [[nodiscard]] const QString& path() const;
    /// Writes a batch. It must fit the board as of the last batch (the file keeps that board for
    /// its snapshots).
    [[nodiscard]] BoardResult<> append(const Operations& operations);
    /// How many batches the file holds: its history.
    [[nodiscard]] BoardResult<qint64> historySize() const;
    /// Snapshot, tidy, unlock. Also done by the destructor.
    void close();

private:
    class Impl;
    explicit BoardFile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

struct BoardFile::Opened {
    Board board;
    std::unique_ptr<BoardFile> file;  ///< null if the board cannot be written back
    OpenNote note = OpenNote::None;
    QString why;  ///< a sentence for the user when `note` is set: who owns it, what is damaged
};

/// Opens either form by its content: `.storm` as BoardFile::open, the text form as `Imported`, or,
/// without the lines that cannot be read, as `Recovered`.
[[nodiscard]] BoardResult<BoardFile::Opened> openBoard(const QString& path);
/// Reads a board wholly or not at all, and keeps nothing open: for checks, exports and playing.
[[nodiscard]] BoardResult<Board> readBoard(const QString& path);

}  // namespace stormbench::storming
