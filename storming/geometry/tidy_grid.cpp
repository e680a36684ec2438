// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/tidy_grid.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace stormbench::storming {

namespace {

constexpr qreal kSame = 60;         // blocks this near to each other are in one column or row
constexpr qreal kColumnStep = 132;  // at least; more than kSame, so that columns stay apart

class TimeGrid {
public:
    TimeGrid(std::vector<TidyBlock>& blocks, const BlockEdges& edges)
        : m_blocks(blocks)
        , m_columns(blocks.size())
        , m_rows(blocks.size())
        , m_before(blocks.size())
    {
        std::map<NoteId, std::size_t> index;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            index[blocks[i].id] = i;
        for (const auto& [from, to] : edges)
            if (from != to && index.contains(from) && index.contains(to))
                m_before[index[to]].push_back(index[from]);
        breakLoops();
    }

    void arrange()
    {
        findColumns();
        findRows();
        place();
    }

private:
    // Leaves out the edges that lead back: by ids alone, so that moving changes nothing about it.
    void breakLoops()
    {
        std::vector<std::vector<std::size_t>> next(m_blocks.size());
        for (std::size_t block = 0; block < m_blocks.size(); ++block)
            for (const std::size_t other : m_before[block])
                next[other].push_back(block);
        enum class Mark : quint8 { New, Open, Done };
        std::vector<Mark> marks(m_blocks.size(), Mark::New);
        std::function<void(std::size_t)> visit = [&](std::size_t block) {
            marks[block] = Mark::Open;
            for (const std::size_t other : next[block]) {
                if (marks[other] == Mark::New)
                    visit(other);
                else if (marks[other] == Mark::Open)
                    std::erase(m_before[other], block);
            }
            marks[block] = Mark::Done;
            m_order.push_back(block);
        };
        for (std::size_t block = 0; block < m_blocks.size(); ++block)
            if (marks[block] == Mark::New)
                visit(block);
        std::ranges::reverse(m_order);
    }

    // Numbers places that are near to each other alike, in order.
    [[nodiscard]] std::vector<int> ranks(const std::function<qreal(const TidyBlock&)>& place) const
    {
        std::vector<std::size_t> order(m_blocks.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return place(m_blocks[i]); });
        std::vector<int> ranks(m_blocks.size());
        int rank = -1;
        qreal start = 0;
        for (const std::size_t i : order) {
            const qreal at = place(m_blocks[i]);
            if (rank < 0 || at - start > kSame) {
                ++rank;
                start = at;
            }
            ranks[i] = rank;
        }
        return ranks;
    }

    static void closeRanks(std::vector<int>& ranks)
    {
        const std::set<int> used(ranks.begin(), ranks.end());
        for (int& rank : ranks)
            rank = static_cast<int>(std::distance(used.begin(), used.find(rank)));
    }

    void findColumns()
    {
        m_columns = ranks([](const TidyBlock& block) { return block.bounds.left(); });
        for (const std::size_t block : m_order)  // predecessors come first
            for (const std::size_t other : m_before[block])
                m_columns[block] = std::max(m_columns[block], m_columns[other] + 1);
        closeRanks(m_columns);
    }

    void findRows()
    {
        const std::vector<int> own = ranks([](const TidyBlock& block) { return block.line; });
        std::map<int, std::vector<std::size_t>> byColumn;
        for (std::size_t i = 0; i < m_blocks.size(); ++i)
            byColumn[m_columns[i]].push_back(i);
        for (const auto& [column, blocks] : byColumn)
            shareRows(blocks, own);
        closeRanks(m_rows);
    }

    // First those that can go on in their predecessor's row, the nearest one if several would; then
    // the others, where they are or in the next free row.
    void shareRows(const std::vector<std::size_t>& blocks, const std::vector<int>& own)
    {
        struct Wish {
            int distance;
            std::size_t block;
            int row;
        };
        std::vector<Wish> wishes;
        for (const std::size_t block : blocks)
            if (!m_before[block].empty()) {
                const int row = m_rows[std::ranges::min(m_before[block])];
                wishes.push_back({std::abs(own[block] - row), block, row});
            }
        std::ranges::sort(wishes, [](const Wish& a, const Wish& b) {
            return std::pair(a.distance, a.block) < std::pair(b.distance, b.block);
        });
        std::set<int> taken;
        std::set<std::size_t> settled;
        for (const Wish& wish : wishes)
            if (taken.insert(wish.row).second) {
                m_rows[wish.block] = wish.row;
                settled.insert(wish.block);
            }
        std::vector<std::size_t> others;
        for (const std::size_t block : blocks)
            if (!settled.contains(block))
                others.push_back(block);
        std::ranges::stable_sort(others, {}, [&](std::size_t block) { return own[block]; });
        for (const std::size_t block : others) {
            int row = own[block];
            while (!taken.insert(row).second)
                ++row;
            m_rows[block] = row;
        }
    }

    void place()
    {
        QRectF all;
        for (const TidyBlock& block : m_blocks)
            all |= block.bounds;
        const std::vector<qreal> lines = rowLines(all.top());
        std::vector<std::size_t> order(m_blocks.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return m_columns[i]; });
        std::map<int, qreal> rowEnds;
        qreal left = all.left() - kColumnStep;
        for (auto first = order.begin(); first != order.end();) {
            const int column = m_columns[*first];
            const auto end = std::find_if(
                first, order.end(), [&](std::size_t i) { return m_columns[i] != column; });
            left += kColumnStep;
            for (auto i = first; i != end; ++i)
                left = std::max(left, earliest(*i, rowEnds));
            for (; first != end; ++first) {
                TidyBlock& block = m_blocks[*first];
                moveBlock(block,
                    {left - block.bounds.left(),
                        lines[static_cast<std::size_t>(m_rows[*first])] - block.line});
                rowEnds[m_rows[*first]] = block.bounds.right();
            }
        }
    }

    [[nodiscard]] qreal earliest(std::size_t block, const std::map<int, qreal>& rowEnds) const
    {
        qreal left = -std::numeric_limits<qreal>::infinity();
        if (const auto end = rowEnds.find(m_rows[block]); end != rowEnds.end())
            left = end->second + kTidyGap;
        for (const std::size_t other : m_before[block])
            left = std::max(left, m_blocks[other].bounds.right() + kTidyGap);
        return left;
    }

    [[nodiscard]] std::vector<qreal> rowLines(qreal top) const
    {
        const int count = std::ranges::max(m_rows) + 1;
        std::vector<qreal> above(static_cast<std::size_t>(count));
        std::vector<qreal> below(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            const auto row = static_cast<std::size_t>(m_rows[i]);
            const TidyBlock& block = m_blocks[i];
            above[row] = std::max(above[row], block.line - block.bounds.top());
            below[row] = std::max(below[row], block.bounds.bottom() - block.line);
        }
        std::vector<qreal> lines;
        for (std::size_t row = 0; row < above.size(); ++row) {
            lines.push_back(top + above[row]);
            top = lines.back() + below[row] + kTidyGap;
        }
        return lines;
    }

    static void moveBlock(TidyBlock& block, QPointF by)
    {
        for (auto& [id, rect] : block.notes)
            rect.translate(by);
        block.bounds.translate(by);
        block.line += by.y();
    }

    std::vector<TidyBlock>& m_blocks;
    std::vector<int> m_columns;
    std::vector<int> m_rows;
    std::vector<std::vector<std::size_t>> m_before;
    std::vector<std::size_t> m_order;  ///< predecessors first
};

}  // namespace

void arrangeInTime(std::vector<TidyBlock>& blocks, const BlockEdges& edges)
{
    if (!blocks.empty())
        TimeGrid(blocks, edges).arrange();
}

}  // namespace stormbench::storming
