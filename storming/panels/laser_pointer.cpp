// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/laser_pointer.h"

#include "resources/ui/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr qreal kDot = 7;    // radius
constexpr qreal kGlow = 16;  // radius
constexpr double kGlowAlpha = 0.25;
constexpr double kTailAlpha = 0.7;

}  // namespace

LaserPointer::LaserPointer(QWidget& canvas)
    : QWidget(canvas.parentWidget())  // a canvas that scrolls takes its own children along
    , m_canvas(canvas)
{
    setObjectName(QStringLiteral("laserPointer"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    canvas.installEventFilter(this);
    m_fading.setInterval(ui::duration::kFrame);
    connect(&m_fading, &QTimer::timeout, this, &LaserPointer::fade);
    m_clock.start();
    hide();
}

void LaserPointer::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    m_tail.clear();
    m_fading.stop();
    m_canvas.setMouseTracking(true);
    m_canvas.setCursor(on ? Qt::BlankCursor : Qt::ArrowCursor);
    setVisible(on);
    if (!on)
        return;
    setGeometry(m_canvas.geometry());
    raise();
    moveTo(m_canvas.mapFromGlobal(QCursor::pos()));
}

void LaserPointer::moveTo(QPointF at)
{
    if (!m_on)
        return;
    const QRect before = inkedRect();
    if (!ui::theme().motion())
        m_tail.clear();
    m_tail.push_back({at, m_clock.elapsed()});
    if (m_tail.size() > 1)
        m_fading.start();
    update(before | inkedRect());
}

/// The dot stays; what lies behind it goes.
void LaserPointer::fade()
{
    const QRect before = inkedRect();
    const qint64 oldest = m_clock.elapsed() - ui::duration::kLaserTail.count();
    while (m_tail.size() > 1 && m_tail.front().ms < oldest)
        m_tail.pop_front();
    if (m_tail.size() <= 1)
        m_fading.stop();
    update(before);
}

QRect LaserPointer::inkedRect() const
{
    if (m_tail.empty())
        return {};
    QRectF inked(m_tail.front().at, QSizeF());
    for (const Point& point : m_tail)
        inked = QRectF(
            QPointF(std::min(inked.left(), point.at.x()), std::min(inked.top(), point.at.y())),
            QPointF(std::max(inked.right(), point.at.x()), std::max(inked.bottom(), point.at.y())));
    return inked.adjusted(-kGlow, -kGlow, kGlow, kGlow).toAlignedRect();
}

void LaserPointer::paintEvent(QPaintEvent*)
{
    if (m_tail.empty())
        return;
    const QColor light = ui::theme().color(ui::Token::Laser);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qint64 now = m_clock.elapsed();
    const double length = static_cast<double>(ui::duration::kLaserTail.count());
    for (size_t i = 1; i < m_tail.size(); ++i) {
        const double age = std::clamp(static_cast<double>(now - m_tail[i].ms) / length, 0.0, 1.0);
        painter.setPen(QPen(ui::withAlpha(light, kTailAlpha * (1 - age)), 2 * kDot * (1 - age / 2),
            Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(m_tail[i - 1].at, m_tail[i].at);
    }
    const QPointF dot = m_tail.back().at;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(light, kGlowAlpha));
    painter.drawEllipse(dot, kGlow, kGlow);
    painter.setPen(QPen(ui::theme().color(ui::Token::LaserCore), 2));
    painter.setBrush(light);
    painter.drawEllipse(dot, kDot, kDot);
}

bool LaserPointer::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(m_canvas.geometry());
    return false;
}

}  // namespace stormbench::storming
