// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/empty_board.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/paper.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>

namespace stormbench::storming {
namespace {

constexpr qreal kScale = 0.62;
constexpr qreal kGap = 14;
constexpr qreal kFaint = 0.4;

QString words(const char* text)
{
    return QCoreApplication::translate("stormbench::storming::EmptyBoard", text);
}

// Gives where the row ends below.
qreal paintRow(QPainter& painter, const QRectF& viewport)
{
    constexpr std::array kRow{
        NoteKind::Command, NoteKind::Aggregate, NoteKind::Event, NoteKind::Policy};
    qreal width = kGap * (kRow.size() - 1);
    for (const NoteKind kind : kRow)
        width += notationOf(kind).size.width() * kScale;
    const qreal height = kSquareNote.height() * kScale;
    QPointF at(viewport.center().x() - width / 2, viewport.center().y() - height - 24);
    for (const NoteKind kind : kRow) {
        const QSizeF size = notationOf(kind).size;
        painter.save();
        painter.setOpacity(kFaint);
        painter.translate(at);
        painter.scale(kScale, kScale);
        PaperFace face;
        face.kind = kind;
        face.rect = QRectF(QPointF(0, 0), size);
        face.shadow = false;  // would shine through
        paintPaper(painter, face, Detail::Full);
        painter.restore();
        at.rx() += size.width() * kScale + kGap;
    }
    return at.y() + height;
}

}  // namespace

void paintEmptyBoard(QPainter& painter, const QRectF& viewport)
{
    const ui::Theme& theme = ui::theme();
    painter.setRenderHint(QPainter::Antialiasing);
    qreal y = viewport.center().y() - 20;
    if (viewport.width() > 460 && viewport.height() > 240)
        y = paintRow(painter, viewport) + 20;
    painter.setPen(theme.color(ui::Token::Text));
    painter.setFont(ui::font(ui::Face::Heading));
    const QRectF line(viewport.left() + 16, y, viewport.width() - 32, 28);
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop,
        words("Double-click to place the first domain event"));
    painter.setPen(theme.color(ui::Token::Muted));
    painter.setFont(ui::font(ui::Face::Body));
    painter.drawText(line.translated(0, 30), Qt::AlignHCenter | Qt::AlignTop,
        words("or press N, type, and Tab for what follows · ? for all keys"));
}

}  // namespace stormbench::storming
