// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/board_view.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/accessible_board.h"
#include "storming/scene/live_overlay.h"
#include "storming/scene/minimap.h"

#include <QHelpEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QVariantAnimation>
#include <QWheelEvent>

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kZoomStep = 1.25;
constexpr qreal kWheelNotch = 120;
constexpr qreal kJumpZoom = 0.7;  // a note one jumps to shall be readable
constexpr int kMinimapInset = 16;

}  // namespace

BoardView::BoardView(BoardController& controller, QWidget* parent)
    : QGraphicsView(parent)
    , m_controller(controller)
    , m_selection(new BoardSelection(controller, this))
    , m_scene(new BoardScene(controller, *m_selection, this))
    , m_minimap(new Minimap(*this))
    , m_glide(new QVariantAnimation(this))
    , m_overview(*m_scene)
{
    makeAccessible(*this);
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setRenderHints(
        QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Storming board"));
    setMinimumSize(240, 160);
    m_glide->setStartValue(0.0);
    m_glide->setEndValue(1.0);
    m_glide->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_selection, &BoardSelection::changed, this,
        [this] { emit selectionChanged(m_selection->current().notes); });
    connect(&ui::theme(), &ui::Theme::changed, this, [this] { viewport()->update(); });
    connect(m_scene, &BoardScene::contentChanged, this, [this] {
        if (m_controller.board().notes().size() <= 1)
            viewport()->update();
    });
    connect(m_scene, &BoardScene::pictureChanged, this, [this] {
        m_overview.invalidate();
        if (detailAt(this->zoom()) == Detail::Flat)
            viewport()->update();
    });
    connect(&m_scene->live(), &LiveOverlay::stirred, viewport(), qOverload<>(&QWidget::update));
}

BoardView::~BoardView()
{
    emit closing();
    // The board may be gone already, and taking the scene away scrolls: nobody shall look at it
    // because of that.
    blockSignals(true);
    m_scene->blockSignals(true);
    setScene(nullptr);
}

QPointF BoardView::toScene(QPointF viewportPoint) const
{
    return viewportTransform().inverted().map(viewportPoint);
}

void BoardView::setZoom(qreal zoom, std::optional<QPoint> around)
{
    const qreal wanted = qBound(kSmallestZoom, zoom, kLargestZoom);
    if (qFuzzyCompare(wanted, this->zoom()))
        return;
    const QPointF anchor = around ? QPointF(*around) : QRectF(viewport()->rect()).center();
    const QPointF before = toScene(anchor);
    setTransform(QTransform::fromScale(wanted, wanted));
    const QPointF drift = viewportTransform().map(before) - anchor;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(drift.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(drift.y()));
    emit zoomChanged(wanted);
    emit viewMoved();
}

void BoardView::zoomIn()
{
    m_glide->stop();
    setZoom(zoom() * kZoomStep);
}

void BoardView::zoomOut()
{
    m_glide->stop();
    setZoom(zoom() / kZoomStep);
}

void BoardView::fitAll()
{
    if (m_controller.board().isEmpty()) {
        glideTo({0, 0}, 1.0);
        return;
    }
    const QRectF all = bounds(m_controller.board());
    fitRect(all);
    m_fit = Fit{all.center(), fitScale(all, viewport()->size())};
}

bool BoardView::isFitted(QPointF center) const
{
    if (!m_fit)
        return false;
    if (m_glide->state() == QAbstractAnimation::Running)
        return true;  // on the way there
    constexpr qreal kPixels = 4;
    const QPointF off = (center - m_fit->center) * zoom();
    return qAbs(zoom() / m_fit->zoom - 1) < 0.001 && off.manhattanLength() < kPixels;
}

void BoardView::refit()
{
    m_glide->stop();
    m_fit->zoom = fitScale(bounds(m_controller.board()), viewport()->size());
    setZoom(m_fit->zoom);
    pan(QRectF(viewport()->rect()).center() - viewportTransform().map(m_fit->center));
}

void BoardView::fitSelection()
{
    const Selection& chosen = m_selection->current();
    QRectF area = bounds(m_controller.board(), {chosen.notes.begin(), chosen.notes.end()});
    for (const FrameId id : chosen.frames) {
        if (const Frame* frame = m_controller.board().frame(id))
            area = area.united(frame->rect.united(frameTab(*frame)));
    }
    if (area.isEmpty())
        fitAll();
    else
        fitRect(area);
}

void BoardView::fitRect(const QRectF& area)
{
    m_fit.reset();
    if (area.isEmpty() || viewport()->width() < 2)
        return;
    glideTo(area.center(), fitScale(area, viewport()->size()));
}

void BoardView::jumpTo(NoteId id)
{
    const Note* note = m_controller.board().note(id);
    if (!note)
        return;
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    m_fit.reset();
    if (zoom() >= kJumpZoom && seen.adjusted(40, 40, -40, -40).contains(note->rect))
        return;
    glideTo(note->rect.center(), qMax(zoom(), kJumpZoom));
}

void BoardView::glideTo(QPointF center, qreal target)
{
    m_glide->stop();
    m_glide->disconnect(this);
    const qreal fromZoom = zoom();
    const QPointF fromCenter = toScene(QRectF(viewport()->rect()).center());
    const auto show = [this, fromZoom, fromCenter, center, target](qreal share) {
        // Geometric in the zoom, so that each moment enlarges by the same ratio.
        setZoom(fromZoom * std::pow(target / fromZoom, share));
        const QPointF wanted = fromCenter + (center - fromCenter) * share;
        pan(QRectF(viewport()->rect()).center() - viewportTransform().map(wanted));
    };
    const int duration = isVisible() ? ui::theme().motionMs(ui::duration::kZoomTo) : 0;
    if (duration == 0) {
        show(1.0);
        return;
    }
    m_glide->setDuration(duration);
    connect(m_glide, &QVariantAnimation::valueChanged, this,
        [show](const QVariant& share) { show(share.toReal()); });
    m_glide->start();
}

void BoardView::pan(QPointF delta)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - qRound(delta.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() - qRound(delta.y()));
}

void BoardView::setMinimapVisible(bool visible)
{
    m_minimap->setWanted(visible);
}

bool BoardView::isMinimapVisible() const
{
    return m_minimap->isWanted();
}

void BoardView::setFeedback(GestureFeedback feedback)
{
    m_feedback = std::move(feedback);
    viewport()->update();
}

void BoardView::wheelEvent(QWheelEvent* event)
{
    m_glide->stop();
    event->accept();
    if (event->modifiers() & Qt::ControlModifier) {
        const qreal turns = event->angleDelta().y() / kWheelNotch;
        setZoom(zoom() * std::pow(kZoomStep, turns), event->position().toPoint());
        return;
    }
    QPointF delta = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) * 0.6
                                                 : QPointF(event->pixelDelta());
    if ((event->modifiers() & Qt::ShiftModifier) && qFuzzyIsNull(delta.x()))
        delta = {delta.y(), 0};
    pan(delta);
}

bool BoardView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_glide->stop();
            setZoom(zoom() * (1.0 + gesture->value()), gesture->position().toPoint());
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip)
        return showTip(*static_cast<QHelpEvent*>(event));
    return QGraphicsView::viewportEvent(event);
}

void BoardView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    // What is drawn in place (the minimap above, the hint) must not be scrolled along.
    viewport()->update();
    emit viewMoved();
}

void BoardView::resizeEvent(QResizeEvent* event)
{
    const QPointF middle
        = toScene(QPointF(event->oldSize().width(), event->oldSize().height()) / 2);
    const bool fitted = isFitted(middle);
    QGraphicsView::resizeEvent(event);
    if (fitted && viewport()->width() > 1) {
        refit();
    } else if (event->oldSize().isValid() && event->oldSize().width() > 0) {
        pan(QRectF(viewport()->rect()).center() - viewportTransform().map(middle));
    }
    placeMinimap();
    emit viewMoved();
}

void BoardView::placeMinimap()
{
    const QSize size = m_minimap->sizeHint();
    m_minimap->setGeometry(width() - size.width() - kMinimapInset,
        height() - size.height() - kMinimapInset, size.width(), size.height());
}

}  // namespace stormbench::storming
