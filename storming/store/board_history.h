// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"
#include "storming/model/operation.h"

#include <memory>
#include <vector>

namespace stormbench::storming {

/// One user action of a board's history, with what takes it back.
struct HistoryStep {
    qint64 number = 0;  ///< of the batch in the file, from 1 on
    qint64 atMs = 0;    ///< wall clock in milliseconds since 1970, UTC; never before the step ahead
    Operations operations;
    Operations undo;
};

/// How a board came to be: what its file began with and every user action since. A value, read
/// once; any thread may read it. A file that somebody edits may be read meanwhile: the history ends
/// with the newest action then.
class BoardHistory {
public:
    /// Of a `.storm`. A damaged history ends before its first bad action (see whyShort()); without
    /// its beginning it is Corrupt. The text form has none: Invalid.
    [[nodiscard]] static BoardResult<BoardHistory> read(const QString& path);

    /// The board that the file was created with, which may already have held elements.
    [[nodiscard]] const Board& beginning() const { return m_beginning; }
    [[nodiscard]] qint64 beganAtMs() const { return m_beganAtMs; }
    [[nodiscard]] const std::vector<HistoryStep>& steps() const { return m_steps; }
    /// Why later actions are missing; empty if none are.
    [[nodiscard]] const QString& whyShort() const { return m_whyShort; }

private:
    Board m_beginning;
    qint64 m_beganAtMs = 0;
    std::vector<HistoryStep> m_steps;
    QString m_whyShort;
};

/// A place in a history and the board as it was there, for scrubbing: a step costs what its
/// operations cost, in both directions. Keeps the history alive. One thread.
class HistoryCursor {
public:
    explicit HistoryCursor(std::shared_ptr<const BoardHistory> history);

    /// How many steps have happened: 0 … steps().size().
    [[nodiscard]] qsizetype position() const { return m_position; }
    [[nodiscard]] const Board& board() const { return m_board; }
    [[nodiscard]] const BoardHistory& history() const { return *m_history; }
    /// When the last step that has happened was made.
    [[nodiscard]] qint64 atMs() const;

    /// Goes there, as near as the history reaches, and says what that changed.
    ChangeSet seek(qsizetype position);
    /// Goes to the last step that was made by then.
    ChangeSet seekTime(qint64 atMs);

private:
    std::shared_ptr<const BoardHistory> m_history;
    Board m_board;
    qsizetype m_position = 0;
};

}  // namespace stormbench::storming
