// SPDX-License-Identifier: GPL-3.0-or-later
// How a scene paints its notes from near, and how far all that it paints reaches.
#include "storming/scene/board_scene.h"
#include "storming/scene/painted_layer.h"
#include "storming/scene/pivotal_tapes.h"

#include <QPainter>

#include <algorithm>

namespace stormbench::storming {
namespace {

// By how much a turned note with its shadow may reach beyond its rectangle.
constexpr qreal kBeyond = 64;

}  // namespace

void BoardScene::paintNotes(QPainter& painter, const Exposed& exposed) const
{
    std::vector<NoteItem*> shown;
    const QRectF near = exposed.rect().adjusted(-kBeyond, -kBeyond, kBeyond, kBeyond);
    for (const NoteId id : m_edges.index().places().in(near)) {
        const auto found = m_notes.find(id);
        if (found != m_notes.end() && exposed.meets(found->second->drawnRect()))
            shown.push_back(found->second.get());
    }
    std::ranges::stable_sort(shown, {}, &NoteItem::level);
    const QTransform scene = painter.worldTransform();
    const qreal opacity = painter.opacity();
    for (NoteItem* item : shown) {
        painter.setWorldTransform(item->toScene() * scene);
        painter.setOpacity(opacity * item->opacity());
        item->paint(painter);
    }
    painter.setWorldTransform(scene);
    painter.setOpacity(opacity);
}

QRectF BoardScene::drawnBounds() const
{
    QRectF all = m_edges.drawnRect() | m_tapes->boundingRect();
    for (const auto& [id, item] : m_notes)
        all |= item->drawnRect();
    for (const auto& [id, item] : m_frames)
        all |= item->sceneBoundingRect();
    return all;
}

}  // namespace stormbench::storming
