// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/board_history.h"

#include "storming/store/board_log.h"

#include <QtCore/QFileInfo>

#include <algorithm>

namespace stormbench::storming {

BoardResult<BoardHistory> BoardHistory::read(const QString& path)
{
    if (!QFileInfo(path).isFile())
        return boardFail(
            BoardErrorCode::NotFound, QStringLiteral("There is no file %1.").arg(path));
    if (isTextForm(path))
        return boardFail(BoardErrorCode::Invalid,
            QStringLiteral("%1 is a text form, which keeps no history.").arg(path));
    auto database = openForReading(path);
    if (!database)
        return tl::unexpected(database.error());
    if (auto format = checkFormat(*database); !format)
        return tl::unexpected(format.error());
    auto beginning = loadSnapshot(*database, 0);
    if (!beginning)
        return tl::unexpected(beginning.error());

    BoardHistory history;
    history.m_beginning = std::move(beginning->board);
    history.m_beganAtMs = beginning->atMs;
    Board board = history.m_beginning;
    qint64 newest = history.m_beganAtMs;
    BatchRows rows(*database, 0);
    for (auto row = rows.next(); !row || *row; row = rows.next()) {
        auto applied = row
            ? applyInvertibly(board, (*row)->operations)
            : BoardResult<std::pair<ChangeSet, Operations>>(tl::unexpected(row.error()));
        if (!applied) {
            history.m_whyShort = applied.error().message;
            break;
        }
        // A clock that was set back must not make time run backwards.
        newest = std::max(newest, (*row)->atMs);
        history.m_steps.push_back(
            {(*row)->number, newest, std::move((*row)->operations), std::move(applied->second)});
    }
    return history;
}

HistoryCursor::HistoryCursor(std::shared_ptr<const BoardHistory> history)
    : m_history(std::move(history))
    , m_board(m_history->beginning())
{
}

qint64 HistoryCursor::atMs() const
{
    return m_position == 0 ? m_history->beganAtMs() : m_history->steps()[m_position - 1].atMs;
}

ChangeSet HistoryCursor::seek(qsizetype position)
{
    const auto& steps = m_history->steps();
    const qsizetype target = std::clamp<qsizetype>(position, 0, qsizetype(steps.size()));
    ChangeSet changes;
    // Reading has applied every step in this order, so none can be refused here.
    while (m_position < target)
        if (const auto done = apply(m_board, steps[m_position++].operations))
            changes.merge(*done);
    while (m_position > target)
        if (const auto done = apply(m_board, steps[--m_position].undo))
            changes.merge(*done);
    return changes;
}

ChangeSet HistoryCursor::seekTime(qint64 atMs)
{
    const auto& steps = m_history->steps();
    const auto later = std::ranges::upper_bound(steps, atMs, {}, &HistoryStep::atMs);
    return seek(later - steps.begin());
}

}  // namespace stormbench::storming
