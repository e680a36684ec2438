// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/import_layout.h"

#include <algorithm>
#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kBetweenFrames = 3 * kImportGap + 2 * kImportMargin;
constexpr int kFewestAcross = 5;
constexpr int kMostAcross = 12;

/// One crossing of a swimlane (row) with a context (column).
struct Cell {
    std::vector<std::size_t> notes;
    QSizeF size;
};

class Grid {
public:
    explicit Grid(std::vector<ListedNote>& notes)
        : m_notes(notes)
    {
        for (std::size_t i = 0; i < notes.size(); ++i)
            if (!notes[i].topLeft)
                m_cells[{place(m_lanes, notes[i].lane), place(m_contexts, notes[i].context)}]
                    .notes.push_back(i);
    }

    void arrange(QPointF origin)
    {
        std::map<int, qreal> widths;
        std::map<int, qreal> heights;
        for (auto& [at, cell] : m_cells) {
            fill(cell);
            heights[at.first] = std::max(heights[at.first], cell.size.height());
            widths[at.second] = std::max(widths[at.second], cell.size.width());
        }
        const auto starts = [](const std::map<int, qreal>& sizes, qreal from) {
            std::map<int, qreal> places;
            for (const auto& [index, size] : sizes) {
                places[index] = from;
                from += size + kBetweenFrames;
            }
            return places;
        };
        const auto columns = starts(widths, origin.x());
        const auto rows = starts(heights, origin.y());
        for (const auto& [at, cell] : m_cells)
            for (const std::size_t index : cell.notes)
                m_notes[index].note.rect.translate(columns.at(at.second), rows.at(at.first));
    }

private:
    static int place(std::map<QString, int>& known, const QString& name)
    {
        return known.try_emplace(name, static_cast<int>(known.size())).first->second;
    }

    // Rows from left to right, from (0, 0) on.
    void fill(Cell& cell)
    {
        const bool hasLanes = m_lanes.size() > 1;
        const int square = static_cast<int>(std::ceil(std::sqrt(2.0 * double(cell.notes.size()))));
        const int across = hasLanes ? kMostAcross : std::clamp(square, kFewestAcross, kMostAcross);
        QPointF at(0, 0);
        qreal height = 0;
        int inRow = 0;
        for (const std::size_t index : cell.notes) {
            if (inRow++ == across) {
                at = QPointF(0, at.y() + height + kImportGap);
                height = 0;
                inRow = 1;
            }
            QRectF& rect = m_notes[index].note.rect;
            rect.moveTopLeft(at);
            height = std::max(height, rect.height());
            cell.size = cell.size.expandedTo(QSizeF(rect.right(), at.y() + height));
            at.rx() += rect.width() + kImportGap;
        }
    }

    std::vector<ListedNote>& m_notes;
    std::map<QString, int> m_lanes;
    std::map<QString, int> m_contexts;
    std::map<std::pair<int, int>, Cell> m_cells;
};

/// Rectangles around the notes of each name, in order of their first notes.
std::vector<std::pair<QString, QRectF>> around(
    const std::vector<ListedNote>& notes, QString ListedNote::*name)
{
    std::vector<std::pair<QString, QRectF>> frames;
    std::map<QString, std::size_t> known;
    for (const ListedNote& listed : notes) {
        const QString& word = listed.*name;
        if (word.isEmpty())
            continue;
        const auto [found, isNew] = known.try_emplace(word, frames.size());
        const QRectF room = listed.note.rect.adjusted(
            -kImportMargin, -kImportMargin, kImportMargin, kImportMargin);
        if (isNew)
            frames.emplace_back(word, room);
        else
            frames[found->second].second |= room;
    }
    return frames;
}

}  // namespace

void layOut(std::vector<ListedNote> notes, PlanBuilder& plan)
{
    QRectF placed;
    for (ListedNote& listed : notes)
        if (listed.topLeft) {
            listed.note.rect.moveTopLeft(*listed.topLeft);
            placed |= listed.note.rect;
        }
    Grid(notes).arrange(
        placed.isNull() ? QPointF() : placed.bottomLeft() + QPointF(0, kBetweenFrames));

    std::map<QString, FrameId> contexts;
    for (const auto& [name, rect] : around(notes, &ListedNote::context))
        contexts[name] = plan.addFrame(rect, name);
    auto lanes = around(notes, &ListedNote::lane);
    QRectF all;
    for (const auto& [name, rect] : lanes)
        all |= rect;
    for (auto& [name, rect] : lanes) {
        rect.setLeft(all.left() - kImportMargin);
        rect.setRight(all.right() + kImportMargin);
        plan.addFrame(rect, name, FrameKind::Swimlane);
    }
    for (ListedNote& listed : notes) {
        const auto context = contexts.find(listed.context);
        const NoteId id = plan.addNote(std::move(listed.note));
        if (id.isValid() && context != contexts.end())
            plan.settle(id, context->second);
    }
}

}  // namespace stormbench::storming
