// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/tidy.h"

#include "storming/geometry/frames.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/spatial_index.h"
#include "storming/geometry/tidy_grid.h"
#include "storming/geometry/unharmed.h"
#include "storming/model/operation.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

constexpr qreal kHead = kFramePadding + 8;  // between a frame's outline and the first row
constexpr int kMostSteps = 200;
constexpr int kMostPasses = 8;

qreal areaOf(const Frame& frame)
{
    return frame.rect.width() * frame.rect.height();
}

/// The innermost frame around a note's middle, of whatever kind; invalid = none.
FrameId homeOf(const Board& board, const Note& note)
{
    const Frame* home = nullptr;
    for (const auto& [id, frame] : board.frames())
        if (frame.rect.contains(note.rect.center()) && (!home || areaOf(frame) < areaOf(*home)))
            home = &frame;
    return home ? home->id : FrameId();
}

// Legends and pictures have no time.
bool mayMove(const Note& note)
{
    return !note.flag(NoteProperty::Locked) && note.kind != NoteKind::Legend
        && note.kind != NoteKind::Picture;
}

/// The notes to lay out, by their frames, the smallest frames first, those without one last.
std::vector<std::pair<FrameId, std::set<NoteId>>> groupsOf(
    const Board& board, const std::vector<NoteId>& wanted)
{
    std::map<FrameId, std::set<NoteId>> byHome;
    const auto add = [&](const Note& note) {
        if (mayMove(note))
            byHome[homeOf(board, note)].insert(note.id);
    };
    for (const NoteId id : wanted)
        if (const Note* note = board.note(id))
            add(*note);
    if (wanted.empty())
        for (const auto& [id, note] : board.notes())
            add(note);
    std::vector<std::pair<FrameId, std::set<NoteId>>> groups(byHome.begin(), byHome.end());
    std::erase_if(groups, [&](const auto& group) {
        const Frame* home = board.frame(group.first);
        return home && (home->locked || home->kind == FrameKind::Parking);
    });
    std::ranges::stable_sort(groups, {}, [&](const auto& group) {
        const Frame* home = board.frame(group.first);
        return home ? areaOf(*home) : std::numeric_limits<qreal>::infinity();
    });
    return groups;
}

BlockEdges edgesBetween(const std::vector<TidyBlock>& blocks, const std::vector<Edge>& edges)
{
    std::map<NoteId, NoteId> blockOf;
    for (const TidyBlock& block : blocks)
        for (const auto& [id, rect] : block.notes)
            blockOf[id] = block.id;
    BlockEdges between;
    for (const Edge& edge : edges) {
        const auto from = blockOf.find(edge.from);
        const auto to = blockOf.find(edge.to);
        if (from != blockOf.end() && to != blockOf.end() && from->second != to->second)
            between.emplace(from->second, to->second);
    }
    return between;
}

QRectF boundsOf(const std::vector<TidyBlock>& blocks)
{
    QRectF all;
    for (const TidyBlock& block : blocks)
        all |= block.bounds;
    return all;
}

void moveAll(std::vector<TidyBlock>& blocks, QPointF by)
{
    for (TidyBlock& block : blocks) {
        for (auto& [id, rect] : block.notes)
            rect.translate(by);
        block.bounds.translate(by);
        block.line += by.y();
    }
}

/// What the blocks of one group must keep clear of: notes that stay, and frames that do not hold
/// them.
std::vector<QRectF> obstaclesOf(
    const Board& board, FrameId home, const std::vector<TidyBlock>& blocks)
{
    std::set<NoteId> moving;
    for (const TidyBlock& block : blocks)
        for (const auto& [id, rect] : block.notes)
            moving.insert(id);
    std::vector<QRectF> obstacles;
    for (const auto& [id, note] : board.notes())
        if (!moving.contains(id))
            obstacles.push_back(note.rect.adjusted(-kTidyGap / 2, 0, kTidyGap / 2, 0));
    const Frame* own = board.frame(home);
    for (const auto& [id, frame] : board.frames())
        if (id != home && !(own && frame.rect.contains(own->rect)))
            obstacles.push_back(frame.rect | frameTab(frame));
    return obstacles;
}

// Downwards, as a whole, until nothing is in the way.
void makeWay(std::vector<TidyBlock>& blocks, const std::vector<QRectF>& obstacles)
{
    SpatialIndex<std::size_t> places;
    for (std::size_t i = 0; i < obstacles.size(); ++i)
        places.set(i, obstacles[i].adjusted(0, -kTidyGap / 2, 0, kTidyGap / 2));
    for (int step = 0; step < kMostSteps; ++step) {
        qreal down = 0;
        for (const TidyBlock& block : blocks)
            for (const auto& [id, rect] : block.notes)
                for (const std::size_t hit : places.in(rect))
                    if (const qreal by = places.rect(hit)->bottom() - rect.top(); by > 0)
                        down = std::max(down, by);
        if (down == 0)
            return;
        moveAll(blocks, {0, down + 1});
    }
}

// The first row and column stay inside the frame.
void keepInside(const Frame& frame, std::vector<TidyBlock>& blocks)
{
    const QRectF all = boundsOf(blocks);
    moveAll(blocks,
        {std::max(frame.rect.left() + kFramePadding - all.left(), 0.0),
            std::max(frame.rect.top() + kHead - all.top(), 0.0)});
}

/// A board on which one group after another is laid out.
class Tidying {
public:
    explicit Tidying(const Board& board)
        : m_board(board)
    {
    }

    void layOut(FrameId home, const std::set<NoteId>& notes)
    {
        const std::vector<Edge> all = edges(m_board);
        std::vector<TidyBlock> blocks = tidyBlocks(m_board, all, notes);
        if (blocks.empty())
            return;
        arrangeInTime(blocks, edgesBetween(blocks, all));
        const Frame* frame = m_board.frame(home);
        if (frame)
            keepInside(*frame, blocks);
        makeWay(blocks, obstaclesOf(m_board, home, blocks));

        Board changed = m_board;
        Operations steps;
        MoveElements moves;
        for (const TidyBlock& block : blocks)
            for (const auto& [id, rect] : block.notes)
                moves.notes.emplace(id, rect.topLeft());
        if (frame) {
            const QRectF grown = frame->rect
                | boundsOf(blocks).adjusted(-kFramePadding, -kHead, kFramePadding, kFramePadding);
            insertRoom(*frame, grown, moves);
            Frame wider = *frame;
            wider.rect = grown;
            if (wider != *frame)
                steps.emplace_back(ChangeFrame{wider});
        }
        steps.emplace_back(std::move(moves));
        if (apply(changed, std::move(steps)) && keepsMeaning(changed, all))
            m_board = std::move(changed);
    }

    [[nodiscard]] const Board& board() const { return m_board; }

private:
    // What lies wholly right of or below a frame that grows makes room.
    void insertRoom(const Frame& frame, const QRectF& grown, MoveElements& moves) const
    {
        const qreal right = grown.right() - frame.rect.right();
        const qreal down = grown.bottom() - frame.rect.bottom();
        const auto room = [&](const QRectF& rect) {
            const bool isRight = rect.left() >= frame.rect.right();
            const bool isBelow = rect.top() >= frame.rect.bottom();
            return QPointF(isRight ? right : 0, isBelow && !isRight ? down : 0);
        };
        if (right <= 0 && down <= 0)
            return;
        for (const auto& [id, note] : m_board.notes())
            if (!moves.notes.contains(id) && mayMove(note))
                if (const QPointF by = room(note.rect); !by.isNull())
                    moves.notes.emplace(id, note.rect.topLeft() + by);
        for (const auto& [id, other] : m_board.frames())
            if (id != frame.id && !other.locked)
                if (const QPointF by = room(other.rect); !by.isNull())
                    moves.frames.emplace(id, other.rect.topLeft() + by);
    }

    [[nodiscard]] bool keepsMeaning(const Board& changed, const std::vector<Edge>& before) const
    {
        return edges(changed) == before && keepsHomes(changed) && overlapsNoMore(changed);
    }

    [[nodiscard]] bool keepsHomes(const Board& changed) const
    {
        return std::ranges::all_of(m_board.frames(), [&](const auto& entry) {
            return m_board.membersOf(entry.first) == changed.membersOf(entry.first);
        });
    }

    // Whatever overlaps did so before.
    [[nodiscard]] bool overlapsNoMore(const Board& changed) const
    {
        SpatialIndex<NoteId> places;
        for (const auto& [id, note] : changed.notes())
            places.set(id, note.rect);
        for (const auto& [id, note] : changed.notes())
            for (const NoteId other : places.in(note.rect))
                if (id < other && note.rect.intersects(*places.rect(other))
                    && !m_board.note(id)->rect.intersects(m_board.note(other)->rect))
                    return false;
        return keepsFramesApart(m_board, changed);
    }

    Board m_board;
};

}  // namespace

TidyPlan tidyTimeline(const Board& board, const std::vector<NoteId>& notes)
{
    // A frame that makes room may let another one be laid out: until nothing moves any more.
    Tidying tidying(board);
    for (int pass = 0; pass < kMostPasses; ++pass) {
        const Board before = tidying.board();
        for (const auto& [home, members] : groupsOf(before, notes))
            tidying.layOut(home, members);
        if (tidying.board() == before)
            break;
    }
    TidyPlan plan;
    for (const auto& [id, note] : tidying.board().notes())
        if (note.rect.topLeft() != board.note(id)->rect.topLeft())
            plan.notes.emplace(id, note.rect.topLeft());
    for (const auto& [id, frame] : tidying.board().frames())
        if (frame.rect != board.frame(id)->rect)
            plan.frames.emplace(id, frame.rect);
    return plan;
}

}  // namespace stormbench::storming
