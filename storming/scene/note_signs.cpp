// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_signs.h"

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

#include <QPainter>

namespace stormbench::storming {
namespace {

constexpr qreal kSign = 13;
constexpr qreal kSignsFromRight = 17;  // leaves the corner to the checker's mark
constexpr qreal kVote = 3.6;           // radius
constexpr qreal kVoteStep = 9;
constexpr qreal kBadgeHeight = 18;
constexpr qreal kBadgeGlyph = 12;
constexpr qreal kNamedCell = 40;  // a step needs that much room for its name

bool isSmall(NoteKind kind)
{
    const NoteShape shape = notationOf(kind).shape;
    return shape == NoteShape::Small || shape == NoteShape::Arrow;
}

void paintSignRow(
    QPainter& painter, const PaperFace& face, const NoteExtras& extras, const QColor& ink)
{
    const bool small = isSmall(face.kind);
    const QRectF& rect = face.rect;
    const bool clock = notationOf(face.kind).shape == NoteShape::Clock;
    qreal right = rect.right() - (small ? 4 : kSignsFromRight);
    const qreal top = small ? rect.bottom() - kSign - 3 : rect.top() + (clock ? 9 : 7);
    const auto put = [&](bool holds, const char* icon) {
        if (!holds)
            return;
        ui::paintIcon(painter, QRectF(right - kSign, top, kSign, kSign), QLatin1String(icon), ink);
        right -= kSign + 3;
    };
    put(extras.locked, "lock");
    put(extras.published, "public");
    put(extras.external, "external");
    put(extras.blocking, "blocking");
}

void paintVotes(QPainter& painter, const PaperFace& face, int votes, const QColor& ink)
{
    if (votes <= 0)
        return;
    const ui::Theme& theme = ui::theme();
    const QRectF& rect = face.rect;
    const int room = static_cast<int>((rect.width() * 0.6 - 8) / kVoteStep);
    const int dots = votes <= room ? votes : 1;
    QPointF at(rect.left() + 11, rect.bottom() - 8.5);
    painter.setPen(QPen(theme.color(ui::Token::PaperTextInverse), 1));
    painter.setBrush(theme.color(ui::Token::VoteDot));
    for (int dot = 0; dot < dots; ++dot, at.rx() += kVoteStep)
        painter.drawEllipse(at, kVote, kVote);
    if (dots == votes)
        return;
    QFont font = ui::font(ui::Face::Small);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRectF(at.x() - 3, at.y() - 8, 40, 16), Qt::AlignLeft | Qt::AlignVCenter,
        QString::number(votes));
}

void paintComments(QPainter& painter, const PaperFace& face, const NoteExtras& extras)
{
    if (extras.comments <= 0)
        return;
    const ui::Theme& theme = ui::theme();
    QFont font = ui::font(ui::Face::Small);
    font.setWeight(QFont::DemiBold);
    const QString count = QString::number(extras.comments);
    const qreal width = kBadgeGlyph + 14 + QFontMetricsF(font).horizontalAdvance(count);
    const QRectF badge(
        face.rect.right() + 5 - width, face.rect.bottom() + 6 - kBadgeHeight, width, kBadgeHeight);
    const QColor ink = theme.color(extras.allResolved ? ui::Token::Muted : ui::Token::Accent);
    painter.setPen(QPen(theme.color(ui::Token::BorderStrong), 1));
    painter.setBrush(theme.color(ui::Token::PanelRaised));
    painter.drawRoundedRect(badge, kBadgeHeight / 2, kBadgeHeight / 2);
    ui::paintIcon(painter,
        QRectF(badge.left() + 5, badge.center().y() - kBadgeGlyph / 2, kBadgeGlyph, kBadgeGlyph),
        QLatin1String(extras.allResolved ? "ok" : "comment"), ink);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(badge.adjusted(kBadgeGlyph + 6, 0, -4, 0), Qt::AlignCenter, count);
}

}  // namespace

void paintSigns(
    QPainter& painter, const PaperFace& face, const NoteExtras& extras, const QColor& ink)
{
    paintSignRow(painter, face, extras, ink);
    paintVotes(painter, face, extras.votes, ink);
    paintComments(painter, face, extras);
}

void paintTimer(
    QPainter& painter, const PaperFace& face, const NoteExtras& extras, const QColor& ink)
{
    const QRectF line(face.rect.left() + 8, face.rect.bottom() - 33, face.rect.width() - 16, 18);
    QFont font = ui::font(ui::Face::Small);
    font.setWeight(QFont::DemiBold);
    const QString words
        = QFontMetricsF(font).elidedText(extras.timer, Qt::ElideRight, line.width() - 8);
    QRectF pill(0, 0, QFontMetricsF(font).horizontalAdvance(words) + 14, line.height());
    pill.moveCenter(line.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::withAlpha(ink, 0.12));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine, words);
}

void paintSteps(
    QPainter& painter, const PaperFace& face, const NoteExtras* extras, const QColor& ink)
{
    const QRectF strip = stepStrip(face.rect);
    const bool known = extras && !extras->steps.empty();
    const auto count = known ? extras->steps.size() : 3;
    const qreal cell = strip.width() / static_cast<qreal>(count);
    const bool named = known && cell >= kNamedCell;
    const qreal height = named ? strip.height() : 6;
    QFont font = ui::font(ui::Face::Small);
    font.setPixelSize(ui::type::kNoteSmallestOnSmall);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (std::size_t i = 0; i < count; ++i) {
        const QRectF box(strip.left() + static_cast<qreal>(i) * cell + 1.5, strip.bottom() - height,
            cell - 3, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ui::withAlpha(ink, known ? 0.16 : i == 0 ? 0.45 : 0.18));
        painter.drawRoundedRect(box, 3, 3);
        if (!known)
            continue;
        // A step that can be taken back has a foot.
        if (extras->steps[i].compensated)
            painter.fillRect(QRectF(box.left() + 3, box.bottom() - 2, box.width() - 6, 1.6),
                ui::withAlpha(ink, 0.6));
        if (!named)
            continue;
        painter.setPen(ink);
        painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine,
            metrics.elidedText(extras->steps[i].name, Qt::ElideRight, box.width() - 4));
    }
}

void paintImage(QPainter& painter, const PaperFace& face, const NoteExtras* extras)
{
    const QRectF area = imageArea(face.kind, face.rect);
    const bool given = extras && !extras->image.isEmpty();
    const bool photo = notationOf(face.kind).shape == NoteShape::Photo;
    if (area.isEmpty() || (!given && !photo))
        return;
    painter.fillRect(area, ui::withAlpha(ui::theme().color(ui::Token::PaperText), 0.06));
    const qreal scale = qMax<qreal>(0.1, painter.worldTransform().m11());
    const QPixmap& picture = given ? extras->picture((area.size() * scale).toSize()) : QPixmap();
    if (picture.isNull()) {
        const qreal side = qMin<qreal>(36, qMin(area.width(), area.height()) / 2);
        QRectF glyph(0, 0, side, side);
        glyph.moveCenter(area.center());
        ui::paintIcon(painter, glyph, QStringLiteral("kind-picture"),
            ui::withAlpha(ui::theme().color(ui::Token::PaperText), 0.35));
        return;
    }
    QSizeF size = QSizeF(picture.size()).scaled(area.size(), Qt::KeepAspectRatio);
    QRectF target(QPointF(0, 0), size);
    target.moveCenter(area.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(target, picture, QRectF(picture.rect()));
}

}  // namespace stormbench::storming
