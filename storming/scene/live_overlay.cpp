// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/live_overlay.h"

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/theme.h"
#include "storming/scene/board_scene.h"
#include "storming/scene/paper.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kLiveLayer = 3'000'000;
constexpr int kTokensOfOneUpdate
    = 4;  // an edge's rate is read from its pill; tokens only show that it flows
constexpr int kMostTokens = 300;
constexpr qint64 kSpreadMs
    = 250;  // the tokens of one update leave over the time until the next one
constexpr qreal kTokenRadius = 4.5;
constexpr qreal kLeastTokenPixels = 1.8;
constexpr int kWayPoints = 48;
constexpr qreal kPillHeight = 17;
constexpr qreal kSmallestPill = 0.65;  // on the screen, of its size at 100 %
constexpr qreal kRoom = 60;

ui::Exactness exactness(bool estimated)
{
    return estimated ? ui::Exactness::Estimate : ui::Exactness::Exact;
}

}  // namespace

LiveOverlay::LiveOverlay(BoardScene& scene)
    : m_scene(scene)
{
    setZValue(kLiveLayer);
    setAcceptedMouseButtons(Qt::NoButton);
    setFlag(ItemUsesExtendedStyleOption);
    m_clock.start();
    m_frames.setInterval(ui::duration::kFrame);
    m_frames.setTimerType(Qt::PreciseTimer);
    connect(&m_frames, &QTimer::timeout, this, &LiveOverlay::tick);
    connect(&ui::theme(), &ui::Theme::motionChanged, this, [this](bool on) {
        if (!on)
            m_tokens.clear();
        emit stirred();
    });
}

void LiveOverlay::setState(const LiveState& state)
{
    m_state = state;
    if (state.isEmpty())
        m_tokens.clear();
    if (ui::theme().motion() && !state.stale) {
        const qint64 now = m_clock.elapsed();
        for (const LiveEdge& edge : state.edges)
            launch(edge, now);
    }
    if (!m_tokens.empty() && !m_frames.isActive())
        m_frames.start();
    spread();
}

void LiveOverlay::launch(const LiveEdge& edge, qint64 now)
{
    const auto room = static_cast<qint64>(kMostTokens) - static_cast<qint64>(m_tokens.size());
    // Between notes that touch the way is short: one at a time can be followed.
    const EdgeItem* item = m_scene.edgeItem(edge.from, edge.to);
    if (!item)
        return;
    const qint64 most = item->route().seam ? 1 : kTokensOfOneUpdate;
    const qint64 count = std::min({edge.newRecords, most, room});
    for (qint64 i = 0; i < count; ++i)
        m_tokens.push_back({edge.from, edge.to, now + i * kSpreadMs / count});
}

void LiveOverlay::relayout()
{
    m_ways.clear();
    spread();
}

void LiveOverlay::spread()
{
    const QRectF wanted = m_state.isEmpty()
        ? QRectF()
        : m_scene.contentBounds().adjusted(-kRoom, -kRoom, kRoom, kRoom);
    if (wanted.isEmpty() && m_bounds.isEmpty())
        return;
    if (wanted != m_bounds) {
        prepareGeometryChange();
        m_bounds = wanted;
    }
    emit stirred();
}

void LiveOverlay::tick()
{
    const qint64 now = m_clock.elapsed();
    std::erase_if(m_tokens, [now](const Token& token) {
        return now - token.departure >= ui::duration::kToken.count();
    });
    if (m_tokens.empty())
        m_frames.stop();
    emit stirred();
}

QRectF LiveOverlay::boundingRect() const
{
    return m_bounds;
}

void LiveOverlay::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    paintIn(*painter, option->exposedRect);
}

void LiveOverlay::paintIn(QPainter& painter, const QRectF& exposed)
{
    if (m_state.isEmpty() && m_tokens.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
    paintTokens(painter, exposed);
    if (detailAt(scale) == Detail::Full) {
        m_pillScale = qMax<qreal>(1, kSmallestPill / scale);
        const QRectF near = exposed.adjusted(-kRoom, -kRoom, kRoom, kRoom);
        paintRates(painter, near);
        paintLags(painter, near);
    }
}

const LiveOverlay::Way* LiveOverlay::wayOf(NoteId from, NoteId to)
{
    const auto known = m_ways.find({from, to});
    if (known != m_ways.end())
        return &known->second;
    const EdgeItem* item = m_scene.edgeItem(from, to);
    if (!item)
        return nullptr;
    Way way;
    for (int i = 0; i <= kWayPoints; ++i)
        way.push_back(item->route().travel.pointAtPercent(static_cast<qreal>(i) / kWayPoints));
    return &m_ways.emplace(std::pair(from, to), std::move(way)).first->second;
}

void LiveOverlay::drawPill(QPainter& painter, QPointF center, const QString& text,
    const QColor& fill, const QColor& ink) const
{
    QFont font = ui::font(ui::Face::Small);
    font.setWeight(QFont::DemiBold);
    QRectF pill(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 12, kPillHeight);
    pill.moveCenter({0, 0});
    painter.save();
    painter.translate(center);
    painter.scale(m_pillScale, m_pillScale);
    const bool quiet = fill == ui::theme().color(ui::Token::PanelRaised);
    painter.setPen(quiet ? QPen(ui::theme().color(ui::Token::BorderStrong), 1)
                         : QPen(ui::theme().color(ui::Token::Board), 1.5));
    painter.setBrush(fill);
    painter.drawRoundedRect(pill, kPillHeight / 2, kPillHeight / 2);
    painter.setPen(ink);
    painter.setFont(font);
    painter.drawText(pill, Qt::AlignCenter, text);
    painter.restore();
}

void LiveOverlay::paintRates(QPainter& painter, const QRectF& exposed) const
{
    const ui::Theme& theme = ui::theme();
    const QColor fill
        = m_state.stale ? theme.color(ui::Token::BorderStrong) : theme.color(ui::Token::EdgeLive);
    const QColor ink
        = m_state.stale ? theme.color(ui::Token::Text) : theme.color(ui::Token::OnAccent);
    for (const LiveEdge& live : m_state.edges) {
        const EdgeItem* item = m_scene.edgeItem(live.from, live.to);
        if (!item || live.recordsPerSecond.value_or(0) <= 0
            || !exposed.contains(item->route().pill))
            continue;
        const QString text = ui::formatShort(live.recordsPerSecond, exactness(live.estimated))
            + QStringLiteral("/s");
        drawPill(painter, item->route().pill, text, fill, ink);
    }
}

void LiveOverlay::paintLags(QPainter& painter, const QRectF& exposed) const
{
    const ui::Theme& theme = ui::theme();
    for (const LiveConsumer& consumer : m_state.consumers) {
        const NoteItem* note = m_scene.noteItem(consumer.note);
        // Small on the screen, there is room for what matters only.
        const bool calm = consumer.state == LagState::Steady && consumer.lag.value_or(1) == 0;
        if (!note || (calm && m_pillScale > 1) || !exposed.intersects(note->noteRect()))
            continue;
        QColor fill = theme.color(ui::Token::PanelRaised);
        QColor ink = theme.color(ui::Token::Muted);
        if (!m_state.stale && consumer.state != LagState::Steady) {
            fill = theme.color(
                consumer.state == LagState::Stalled ? ui::Token::Error : ui::Token::Warn);
            ink = theme.color(ui::Token::OnStatus);
        }
        const QString lag = consumer.lag
            ? ui::formatShort(static_cast<double>(*consumer.lag), exactness(consumer.estimated))
            : QString(ui::kUnknownFigure);
        const QRectF rect = note->noteRect();
        const QString word = consumer.state == LagState::Stalled ? QStringLiteral("stalled ")
                                                                 : QStringLiteral("lag ");
        drawPill(painter, QPointF(rect.center().x(), rect.bottom()), word + lag, fill, ink);
    }
}

void LiveOverlay::paintTokens(QPainter& painter, const QRectF& exposed)
{
    const qint64 now = m_clock.elapsed();
    const QRectF near = exposed.adjusted(-kRoom, -kRoom, kRoom, kRoom);
    const qreal opacityBefore = painter.opacity();
    const QTransform before = painter.worldTransform();
    // From afar a token keeps a size that can be seen.
    m_sprite.prepare(painter, qMax(kTokenRadius, kLeastTokenPixels / before.m11()));
    painter.setWorldTransform({});
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);  // it copies pixels
    for (const Token& token : m_tokens) {
        const Way* way = now < token.departure ? nullptr : wayOf(token.from, token.to);
        if (!way)
            continue;
        const qreal share = qBound<qreal>(0,
            static_cast<qreal>(now - token.departure)
                / static_cast<qreal>(ui::duration::kToken.count()),
            1);
        const auto step = qMin(static_cast<std::size_t>(share * kWayPoints), way->size() - 2);
        const qreal rest = share * kWayPoints - static_cast<qreal>(step);
        const QPointF at = (*way)[step] + ((*way)[step + 1] - (*way)[step]) * rest;
        if (!near.contains(at))
            continue;
        // Leaves and arrives softly.
        painter.setOpacity(opacityBefore * qMin<qreal>(1.0, qMin(share, 1 - share) * 6));
        m_sprite.paint(painter, before.map(at));
    }
    painter.setOpacity(opacityBefore);
    painter.setWorldTransform(before);
}

}  // namespace stormbench::storming
