// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/edge_scroll.h"

#include "resources/ui/tokens.h"
#include "storming/scene/board_view.h"

#include <cmath>

namespace stormbench::storming {
namespace {

constexpr qreal kBand = 32;
constexpr qreal kSpeedAtEdge = 600;  // pixels a second
constexpr qreal kFastest = 1800;
constexpr qreal kLongestStep = 3 * ui::duration::kFrame.count();  // ms; a late step is no leap

qreal speedAt(qreal depth)
{
    return qBound(0.0, depth / kBand * kSpeedAtEdge, kFastest);
}

}  // namespace

EdgeScroll::EdgeScroll(BoardView& view, Host host)
    : m_view(view)
    , m_host(std::move(host))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(ui::duration::kFrame);
    m_timer.callOnTimeout([this] { step(); });
}

void EdgeScroll::begin(QPointF pointer)
{
    m_bands = {};
    m_rest = {};
    follow(pointer);
}

void EdgeScroll::follow(QPointF pointer)
{
    m_pointer = pointer;
    const QMarginsF now = distances();
    const auto widen = [](qreal band, qreal distance) { return qMax(band, qMin(kBand, distance)); };
    m_bands = {widen(m_bands.left(), now.left()), widen(m_bands.top(), now.top()),
        widen(m_bands.right(), now.right()), widen(m_bands.bottom(), now.bottom())};
    if (speed().isNull() || !m_host.wants())
        return stop();
    if (isRunning())
        return;
    m_clock.start();
    m_timer.start();
}

QMarginsF EdgeScroll::distances() const
{
    const QRectF area = m_view.viewport()->rect();
    return {m_pointer.x() - area.left(), m_pointer.y() - area.top(), area.right() - m_pointer.x(),
        area.bottom() - m_pointer.y()};
}

QPointF EdgeScroll::speed() const
{
    const QMarginsF depths = m_bands - distances();
    return {speedAt(depths.right()) - speedAt(depths.left()),
        speedAt(depths.bottom()) - speedAt(depths.top())};
}

void EdgeScroll::step()
{
    if (!m_host.wants())
        return stop();
    const qreal passed = qMin<qreal>(kLongestStep, m_clock.restart());
    const QPointF way = m_rest + speed() * passed / 1000;
    const QPointF pixels(std::trunc(way.x()), std::trunc(way.y()));
    m_rest = way - pixels;
    if (pixels.isNull())
        return;
    m_view.pan(-pixels);
    m_host.moved();
}

}  // namespace stormbench::storming
