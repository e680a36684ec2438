// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/overview_picture.h"

#include "resources/ui/theme.h"
#include "storming/scene/board_scene.h"
#include "storming/scene/note_signs.h"
#include "storming/scene/pivotal_tapes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stormbench::storming {
namespace {

constexpr int kMargin = 256;  // pixels beyond the view, on each side
constexpr qreal kDimmed = 0.75;

// From 0 at `near` to `most` at `far` (the smaller zoom).
qreal ramp(qreal zoom, qreal near, qreal far, qreal most)
{
    return most * std::clamp((near - zoom) / (near - far), 0.0, 1.0);
}

bool tellsTheStory(NoteKind kind)
{
    return kind == NoteKind::Event || kind == NoteKind::Hotspot || kind == NoteKind::Opportunity
        || kind == NoteKind::Actor || kind == NoteKind::System || kind == NoteKind::Vote
        || kind == NoteKind::Value || kind == NoteKind::Picture;
}

}  // namespace

qreal recession(NoteKind kind, bool pivotal, qreal zoom)
{
    if (pivotal || kind == NoteKind::Hotspot)
        return 0;
    if (tellsTheStory(kind))
        return ramp(zoom, 0.11, 0.06, 0.45);
    return ramp(zoom, 0.22, 0.13, 0.55) + ramp(zoom, 0.11, 0.06, 0.2);
}

OverviewPicture::OverviewPicture(const BoardScene& scene)
    : m_scene(scene)
{
}

void OverviewPicture::release()
{
    invalidate();
    m_picture = {};
}

QRect OverviewPicture::toPixels(const QRectF& area) const
{
    // Rounded corner by corner, so that gaps of one width stay about one width.
    const QPoint from(qRound(area.left() * m_scale), qRound(area.top() * m_scale));
    const QPoint to(qRound(area.right() * m_scale), qRound(area.bottom() * m_scale));
    return QRect(from, to - QPoint(1, 1));
}

void OverviewPicture::paint(QPainter& painter, QSize viewport, QPointF origin, qreal zoom)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    const QRect seen(-(origin * ratio).toPoint(), viewport * ratio);
    const qreal scale = zoom * ratio;
    if (!qFuzzyCompare(m_scale + 1, scale + 1) || m_scale == 0) {
        // Zooming shows each scale once: what is beyond the view can wait until it is panned.
        m_scale = scale;
        m_zoom = zoom;
        renew(seen);
    } else if (!m_covered.contains(seen)) {
        shift(seen.adjusted(-kMargin, -kMargin, kMargin, kMargin));
    }
    m_picture.setDevicePixelRatio(ratio);
    painter.drawPixmap(QPointF(m_covered.topLeft() - seen.topLeft()) / ratio, m_picture);
}

void OverviewPicture::renew(const QRect& wanted)
{
    m_colors.clear();
    m_covered = wanted;
    if (m_picture.size() != wanted.size())
        m_picture = QPixmap(wanted.size());
    m_picture.setDevicePixelRatio(1);
    QPainter painter(&m_picture);
    draw(painter, wanted);
}

void OverviewPicture::shift(const QRect& wanted)
{
    QPixmap next(wanted.size());
    QPainter painter(&next);
    m_picture.setDevicePixelRatio(1);
    const QRect kept = m_covered.intersected(wanted);
    painter.drawPixmap(kept.topLeft() - wanted.topLeft(), m_picture,
        QRect(kept.topLeft() - m_covered.topLeft(), kept.size()));
    m_covered = wanted;
    for (const QRect& part : QRegion(wanted).subtracted(QRegion(kept)))
        draw(painter, part);
    painter.end();
    m_picture = std::move(next);
}

void OverviewPicture::draw(QPainter& painter, const QRect& part)
{
    painter.save();
    painter.translate(-m_covered.topLeft());
    painter.setClipRect(part);
    painter.fillRect(part, ui::theme().color(ui::Token::Board));
    drawFrames(painter, part);
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawEdges(painter, part);
    drawNotes(painter, part);
    painter.restore();
}

void OverviewPicture::drawFrames(QPainter& painter, const QRect& part) const
{
    std::vector<FrameItem*> frames;
    for (const auto& [id, item] : m_scene.frameItems()) {
        if (toPixels(item->boundingRect()).intersects(part))
            frames.push_back(item);
    }
    std::ranges::stable_sort(frames, {}, [](const FrameItem* item) { return item->zValue(); });
    painter.save();
    painter.scale(m_scale, m_scale);
    for (FrameItem* item : frames)
        item->paint(&painter, nullptr, nullptr);
    m_scene.tapes().paint(&painter, nullptr, nullptr);
    painter.restore();
}

void OverviewPicture::drawEdges(QPainter& painter, const QRect& part) const
{
    const QRectF near(QPointF(part.topLeft()) / m_scale, QSizeF(part.size()) / m_scale);
    QList<QLine> quiet;
    QList<QLine> live;
    for (const auto& [key, item] : m_scene.edgeItems()) {
        const EdgeRoute& route = item->route();
        if (route.seam || !near.intersects(item->drawnRect()))
            continue;
        QList<QLine>& lines = item->isLive() ? live : quiet;
        const QPainterPath& path = route.path;
        QPoint last;
        for (int i = 0; i < path.elementCount(); ++i) {
            const QPainterPath::Element element = path.elementAt(i);
            const QPoint at = (QPointF(element) * m_scale).toPoint();
            if (i > 0 && at != last)
                lines.append(QLine(last, at));
            last = at;
        }
    }
    painter.setPen(QPen(ui::theme().color(ui::Token::Edge), 0));
    painter.drawLines(quiet);
    painter.setPen(QPen(ui::theme().color(ui::Token::EdgeLive), 0));
    painter.drawLines(live);
}

void OverviewPicture::drawNotes(QPainter& painter, const QRect& part)
{
    struct Placed {
        const NoteItem* item;
        QRect box;
    };
    std::vector<Placed> placed;
    for (const auto& [id, item] : m_scene.noteItems()) {
        const QRect box = toPixels(item->noteRect());
        if (box.intersects(part))
            placed.push_back({item.get(), box});
    }
    const auto layer = [](const Placed& note) { return note.item->level(); };
    if (!std::ranges::is_sorted(placed, {}, layer))
        std::ranges::stable_sort(placed, {}, layer);
    for (const Placed& note : placed)
        drawNote(painter, *note.item, note.box);
}

void OverviewPicture::drawNote(QPainter& painter, const NoteItem& item, const QRect& box)
{
    const ui::Theme& theme = ui::theme();
    painter.fillRect(box, colorOf(item));
    const ui::Paper paper = paperOf(item.kind());
    const bool white = paper == ui::Paper::Definition || paper == ui::Paper::Screen;
    if (white || theme.isHighContrast()) {
        painter.setPen(QPen(
            theme.color(theme.isHighContrast() ? ui::Token::PaperEdge : ui::Token::FrameLine), 0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
    if (!item.extras() || item.extras()->image.isEmpty() || item.face().folded)
        return;
    painter.save();
    painter.translate(item.pos() * m_scale);
    painter.scale(m_scale, m_scale);
    paintImage(painter, item.face(), item.extras());
    painter.restore();
}

QColor OverviewPicture::colorOf(const NoteItem& item)
{
    const PaperFace& face = item.face();
    const int key = static_cast<int>(face.kind) | int(face.negative) << 8
        | int(item.isPivotal()) << 9 | int(item.marks().dimmed) << 10;
    auto known = m_colors.find(key);
    if (known != m_colors.end())
        return known->second;
    const QColor table = ui::theme().color(ui::Token::Board);
    const bool plain = ui::theme().isHighContrast();
    const QColor paper = paperColor(face.kind, face.negative, face.own);
    const qreal share = qMax(plain ? 0.0 : recession(face.kind, item.isPivotal(), m_zoom),
        item.marks().dimmed ? kDimmed : 0.0);
    return m_colors[key] = ui::mix(paper, table, share);
}

}  // namespace stormbench::storming
