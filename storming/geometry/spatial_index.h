// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRectF>

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <vector>

namespace stormbench::storming {

/// Rectangles by where they lie, kept up to date one by one: finding those around a place, moving
/// one and removing one cost the same however many there are. A value; answers are exact and in
/// order of ids, whatever the order of changes was.
template <typename Id, typename Hash = std::hash<Id>> class SpatialIndex {
public:
    /// Adds it, or moves it there.
    void set(Id id, const QRectF& rect)
    {
        const Cells cells = cellsOf(rect);
        if (const auto known = m_rects.find(id); known != m_rects.end()) {
            const bool stays = cellsOf(known->second) == cells;
            if (!stays)
                leave(id, known->second);
            known->second = rect;
            if (stays)
                return;
        } else {
            m_rects.emplace(id, rect);
        }
        if (cells.count() > kMostCells) {
            m_large.push_back(id);
            return;
        }
        for (qint64 column = cells.left; column <= cells.right; ++column)
            for (qint64 row = cells.top; row <= cells.bottom; ++row)
                m_cells[keyOf(column, row)].push_back(id);
    }

    void remove(Id id)
    {
        const auto known = m_rects.find(id);
        if (known == m_rects.end())
            return;
        leave(id, known->second);
        m_rects.erase(known);
    }

    void clear()
    {
        m_rects.clear();
        m_cells.clear();
        m_large.clear();
    }

    [[nodiscard]] std::size_t size() const { return m_rects.size(); }
    /// Null if it is not there.
    [[nodiscard]] const QRectF* rect(Id id) const
    {
        const auto known = m_rects.find(id);
        return known == m_rects.end() ? nullptr : &known->second;
    }

    /// Those that the area meets; to share a border is enough.
    [[nodiscard]] std::vector<Id> in(const QRectF& area) const
    {
        std::vector<Id> found;
        (void)anyIn(area, [&](Id id, const QRectF&) {
            found.push_back(id);
            return false;
        });
        std::ranges::sort(found);
        found.erase(std::ranges::unique(found).begin(), found.end());
        return found;
    }

    /// Whether one of them is what is looked for: asks for each, in no order and for some more than
    /// once, until one is.
    template <typename IsWanted> [[nodiscard]] bool anyIn(const QRectF& area, IsWanted wanted) const
    {
        const auto isIt = [&](Id id) {
            const QRectF& rect = m_rects.find(id)->second;
            return meets(area, rect) && wanted(id, rect);
        };
        const Cells cells = cellsOf(area);
        if (cells.count() > static_cast<double>(std::max<std::size_t>(kFewest, m_rects.size())))
            return std::ranges::any_of(m_rects, [&](const auto& known) {
                return meets(area, known.second) && wanted(known.first, known.second);
            });
        if (std::ranges::any_of(m_large, isIt))
            return true;
        for (qint64 column = cells.left; column <= cells.right; ++column)
            for (qint64 row = cells.top; row <= cells.bottom; ++row)
                if (const auto cell = m_cells.find(keyOf(column, row));
                    cell != m_cells.end() && std::ranges::any_of(cell->second, isIt))
                    return true;
        return false;
    }

private:
    static constexpr qreal kCell = 256;
    static constexpr double kMostCells = 64;
    static constexpr std::size_t kFewest = 64;
    // Places beyond share the outermost squares; keys hold a column and a row of 32 bits each.
    static constexpr qreal kOutermost = 1 << 30;

    struct Cells {
        qint64 left;
        qint64 top;
        qint64 right;
        qint64 bottom;
        [[nodiscard]] double count() const
        {
            return static_cast<double>(right - left + 1) * static_cast<double>(bottom - top + 1);
        }
        friend bool operator==(const Cells&, const Cells&) = default;
    };

    static bool meets(const QRectF& a, const QRectF& b)
    {
        return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom()
            && b.top() <= a.bottom();
    }
    static qint64 cellAt(qreal place)
    {
        return static_cast<qint64>(std::clamp(std::floor(place / kCell), -kOutermost, kOutermost));
    }
    static Cells cellsOf(const QRectF& area)
    {
        return {
            cellAt(area.left()), cellAt(area.top()), cellAt(area.right()), cellAt(area.bottom())};
    }
    static quint64 keyOf(qint64 column, qint64 row)
    {
        return static_cast<quint64>(static_cast<quint32>(column)) << 32 | static_cast<quint32>(row);
    }
    void leave(Id id, const QRectF& rect)
    {
        const Cells cells = cellsOf(rect);
        if (cells.count() > kMostCells) {
            std::erase(m_large, id);
            return;
        }
        for (qint64 column = cells.left; column <= cells.right; ++column)
            for (qint64 row = cells.top; row <= cells.bottom; ++row)
                removeFrom(keyOf(column, row), id);
    }
    void removeFrom(quint64 key, Id id)
    {
        const auto cell = m_cells.find(key);
        if (cell == m_cells.end())
            return;
        std::erase(cell->second, id);
        if (cell->second.empty())
            m_cells.erase(cell);
    }

    std::unordered_map<Id, QRectF, Hash> m_rects;
    std::unordered_map<quint64, std::vector<Id>> m_cells;
    std::vector<Id> m_large;  ///< of those that cover many squares
};

}  // namespace stormbench::storming
