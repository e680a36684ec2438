// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/minimap.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/board_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kInset = 8;
constexpr int kRedrawMs = 80;
constexpr qreal kSmallestBoard = 400;

}  // namespace

Minimap::Minimap(BoardView& view)
    : QWidget(&view)
    , m_view(view)
{
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the board"));
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kRedrawMs);
    const auto later = [this] {
        if (!m_redraw.isActive())
            m_redraw.start();
    };
    connect(&m_redraw, &QTimer::timeout, this, [this] {
        m_picture = {};
        updateNeeded();
        update();
    });
    connect(&view.boardScene(), &BoardScene::contentChanged, this, later);
    connect(&ui::theme(), &ui::Theme::changed, this, later);
    connect(&view, &BoardView::viewMoved, this, [this] {
        updateNeeded();
        update();
    });
}

void Minimap::setWanted(bool wanted)
{
    m_wanted = wanted;
    updateNeeded();
}

void Minimap::updateNeeded()
{
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    const QRectF content = m_view.boardScene().contentBounds();
    setVisible(m_wanted && !content.isEmpty() && !seen.contains(content));
}

QTransform Minimap::toMap() const
{
    QRectF content = m_view.boardScene().contentBounds();
    const QPointF center = content.center();
    content.setSize(content.size().expandedTo(QSizeF(kSmallestBoard, kSmallestBoard)));
    const QRectF area = QRectF(rect()).adjusted(kInset, kInset, -kInset, -kInset);
    const qreal scale = qMin(area.width() / content.width(), area.height() / content.height());
    QTransform transform;
    transform.translate(area.center().x(), area.center().y());
    transform.scale(scale, scale);
    transform.translate(-center.x(), -center.y());
    return transform;
}

void Minimap::drawBoard()
{
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    const ui::Theme& theme = ui::theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ui::Token::Border), 1));
    painter.setBrush(ui::withAlpha(theme.color(ui::Token::Panel), 0.94));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), ui::size::kRadius, ui::size::kRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setTransform(toMap(), true);
    const Board& board = m_view.controller().board();
    painter.setPen(QPen(theme.color(ui::Token::FrameLine), 0));
    painter.setBrush(theme.color(ui::Token::FrameFill));
    for (const auto& [id, frame] : board.frames())
        painter.drawRect(frame.rect);
    for (const auto& [id, item] : m_view.boardScene().noteItems()) {
        const PaperFace& face = item->face();
        painter.fillRect(item->noteRect(), paperColor(face.kind, face.negative, face.own));
    }
}

void Minimap::paintEvent(QPaintEvent*)
{
    if (m_picture.isNull())
        drawBoard();
    const ui::Theme& theme = ui::theme();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF seen
        = toMap().mapRect(m_view.mapToScene(m_view.viewport()->rect()).boundingRect());
    const QRectF inside = seen.intersected(QRectF(rect()).adjusted(3, 3, -3, -3));
    painter.setPen(QPen(theme.color(ui::Token::Accent), 1.2));
    painter.setBrush(theme.color(ui::Token::MinimapView));
    painter.drawRoundedRect(inside, 2, 2);
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    goTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position());
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (event->angleDelta().y() > 0)
        m_view.zoomIn();
    else
        m_view.zoomOut();
}

void Minimap::goTo(QPointF point)
{
    const QPointF wanted = toMap().inverted().map(point);
    m_view.pan(QRectF(m_view.viewport()->rect()).center() - m_view.viewportTransform().map(wanted));
}

}  // namespace stormbench::storming
