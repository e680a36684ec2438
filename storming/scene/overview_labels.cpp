// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/overview_labels.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/frame_item.h"

#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kPadding = 8;
constexpr qreal kNamesFrom = 0.12;  // farther out only frames are named

// A label in screen pixels whose bottom left corner lies at a point of the board.
void paintLabel(QPainter& painter, QPointF at, qreal zoom, const QString& text, const QFont& font,
    ui::Token ink)
{
    const ui::Theme& theme = ui::theme();
    const QFontMetricsF metrics(font);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 2 * kPadding, metrics.height() + 4);
    box.moveBottomLeft(QPointF(0, 0));
    painter.save();
    painter.translate(at);
    painter.scale(1 / zoom, 1 / zoom);
    painter.setPen(QPen(theme.color(ui::Token::FrameLine), 1));
    painter.setBrush(ui::withAlpha(theme.color(ui::Token::Board), 0.94));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(theme.color(ink));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

}  // namespace

void paintOverviewLabels(QPainter& painter, const Board& board, qreal zoom, const QRectF& exposed)
{
    if (zoom >= kOverviewBelow)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF near = exposed.adjusted(-300 / zoom, -40 / zoom, 300 / zoom, 40 / zoom);
    if (zoom >= kNamesFrom) {
        for (const auto& [id, note] : board.notes()) {
            if (note.kind != NoteKind::Event || !note.flag(NoteProperty::Pivotal)
                || note.flag(NoteProperty::Hidden) || !near.intersects(note.rect))
                continue;
            paintLabel(painter, note.rect.topLeft(), zoom, note.name(), ui::font(ui::Face::Small),
                ui::Token::Text);
        }
    }
    for (const auto& [id, frame] : board.frames()) {
        if (frame.name.isEmpty() || !near.intersects(frame.rect))
            continue;
        paintLabel(painter, frame.rect.topLeft(), zoom, frameTitle(frame),
            ui::font(ui::Face::Heading), ui::Token::Text);
    }
}

}  // namespace stormbench::storming
