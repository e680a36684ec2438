// SPDX-License-Identifier: GPL-3.0-or-later
// How a BoardView is painted: item by item from near, as one picture from afar.
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/board_view.h"
#include "storming/scene/empty_board.h"
#include "storming/scene/live_overlay.h"
#include "storming/scene/overview_labels.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QToolTip>

namespace stormbench::storming {

void BoardView::paintEvent(QPaintEvent* event)
{
    if (detailAt(zoom()) == Detail::Flat) {
        paintFromAfar();
        return;
    }
    m_overview.release();
    QGraphicsView::paintEvent(event);
}

void BoardView::paintFromAfar()
{
    QPainter painter(viewport());
    const QTransform toViewport = viewportTransform();
    m_overview.paint(painter, viewport()->size(), toViewport.map(QPointF(0, 0)), zoom());
    painter.setWorldTransform(toViewport);
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    paintMarks(painter);
    m_scene->live().paintIn(painter, seen);
    // The text that is being typed is an item of the tools.
    if (QGraphicsItem* editor = m_scene->focusItem()) {
        QStyleOptionGraphicsItem option;
        option.exposedRect = editor->boundingRect();
        painter.setWorldTransform(editor->sceneTransform() * toViewport);
        editor->paint(&painter, &option, viewport());
        painter.setWorldTransform(toViewport);
    }
    drawForeground(&painter, seen);
}

// Selection and hover, which change more often than the board.
void BoardView::paintMarks(QPainter& painter) const
{
    const qreal pixel = 1.0 / zoom();
    const QColor accent = ui::theme().color(ui::Token::Accent);
    const Selection& chosen = m_selection->current();
    QList<QRectF> rings;
    for (const NoteId id : chosen.notes) {
        if (const NoteItem* item = m_scene->noteItem(id))
            rings.append(item->noteRect().adjusted(-pixel, -pixel, pixel, pixel));
    }
    painter.setRenderHint(QPainter::Antialiasing, rings.size() < 200);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(accent, 2 * pixel));
    painter.drawRects(rings);
    const BoardScene::Hover& hover = m_scene->hover();
    std::set<ConnectorId> arrows = chosen.connectors;
    if (hover.connector.isValid())
        arrows.insert(hover.connector);
    for (const ConnectorId id : arrows) {
        const Connector* connector = m_controller.board().connector(id);
        const EdgeItem* item
            = connector ? m_scene->edgeItem(connector->from, connector->to) : nullptr;
        if (item && item->edge().connector == id)
            painter.drawPath(item->route().path);
    }
    if (const NoteItem* item = m_scene->noteItem(hover.note)) {
        painter.setPen(QPen(ui::withAlpha(accent, 0.55), 1.5 * pixel));
        painter.drawRect(item->noteRect().adjusted(-pixel, -pixel, pixel, pixel));
    }
}

void BoardView::drawBackground(QPainter* painter, const QRectF& rect)
{
    painter->fillRect(rect, ui::theme().color(ui::Token::Board));
    const QTransform before = painter->worldTransform();
    if (before != viewportTransform())
        return;  // not on the screen: a picture needs no dots
    painter->setWorldTransform(QTransform());
    m_dots.paint(*painter, viewport()->rect(), before.map(QPointF(0, 0)), zoom());
    painter->setWorldTransform(before);
}

void BoardView::drawForeground(QPainter* painter, const QRectF& rect)
{
    paintOverviewLabels(*painter, m_controller.board(), zoom(), rect);
    if (m_controller.board().isEmpty() && m_feedback.isEmpty()) {
        const QTransform before = painter->worldTransform();
        painter->setWorldTransform(QTransform());
        paintEmptyBoard(*painter, QRectF(viewport()->rect()));
        painter->setWorldTransform(before);
    }
    paintFeedback(*painter, m_feedback, zoom());
}

// What the paper cannot show: text that is cut off or too small to read, and what the checker says.
bool BoardView::showTip(const QHelpEvent& event)
{
    const Hit hit = hitTest(m_controller.board(), toScene(event.pos()));
    const Note* note = m_controller.board().note(hit.note);
    const NoteItem* item = m_scene->noteItem(hit.note);
    if (!note || !item) {
        QToolTip::hideText();
        return true;
    }
    QStringList lines;
    if (!item->isReadableAt(zoom())) {
        lines.append(spokenName(*note, m_controller.board().settings()));
        if (const QString signs = signWords(*note); !signs.isEmpty())
            lines.append(signs);
    }
    if (!item->marks().messages.isEmpty())
        lines.append(item->marks().messages);
    QToolTip::showText(
        event.globalPos(), lines.join(u'\n'), viewport(), mapFromScene(note->rect).boundingRect());
    return true;
}

}  // namespace stormbench::storming
