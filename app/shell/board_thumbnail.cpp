// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/board_thumbnail.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/scene/note_body.h"
#include "storming/scene/paper.h"
#include "storming/workshop/offered_kinds.h"

namespace stormbench::app {
namespace {

constexpr QSize kSize{300, 210};
constexpr int kPictureHeight = 150;

constexpr qreal kLittleScale = 0.2;
constexpr qreal kLittlePlace = 44;  // of a palette's little note, its gap included

QRectF boundsOf(const storming::Board& board)
{
    QRectF bounds;
    for (const auto& [id, note] : board.notes())
        bounds = bounds.united(note.rect);
    for (const auto& [id, frame] : board.frames())
        bounds = bounds.united(frame.rect);
    return bounds.adjusted(-60, -60, 60, 60);
}

// Instructions and a legend are no model yet.
bool isBlank(const storming::Board& board)
{
    return std::ranges::all_of(board.notes(), [](const auto& entry) {
        const storming::NoteKind kind = entry.second.kind;
        return kind == storming::NoteKind::Definition || kind == storming::NoteKind::Legend;
    });
}

}  // namespace

BoardThumbnail::BoardThumbnail(
    storming::Board board, const QString& title, const QString& subtitle, QWidget* parent)
    : QWidget(parent)
    , m_board(std::move(board))
    , m_title(title)
    , m_subtitle(subtitle)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Open the sample board %1").arg(title));
    setFixedSize(kSize);
}

QSize BoardThumbnail::sizeHint() const
{
    return kSize;
}

void BoardThumbnail::paintEvent(QPaintEvent*)
{
    const auto& theme = ui::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lively = underMouse() || hasFocus();
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(
        QPen(theme.color(lively ? ui::Token::Accent : ui::Token::Border), lively ? 1.6 : 1));
    painter.setBrush(theme.color(ui::Token::Panel));
    painter.drawRoundedRect(card, ui::size::kRadius, ui::size::kRadius);

    const QRectF picture(card.left() + 1, card.top() + 1, card.width() - 2, kPictureHeight);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(picture, ui::size::kRadius - 1, ui::size::kRadius - 1);
    painter.setClipPath(clip);
    painter.fillRect(picture, theme.color(ui::Token::Board));
    const QRectF inner = picture.adjusted(8, 8, -8, -8);
    if (isBlank(m_board))
        paintPalette(painter, inner);
    else
        paintBoard(painter, inner);
    painter.restore();

    const QRectF words = card.adjusted(ui::size::kGap, kPictureHeight + ui::size::kGapSmall,
        -ui::size::kGap, -ui::size::kGapSmall);
    painter.setFont(ui::font(ui::Face::Strong));
    painter.setPen(theme.color(ui::Token::Text));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
        painter.fontMetrics().elidedText(m_title, Qt::ElideRight, int(words.width())));
    painter.setFont(ui::font(ui::Face::Small));
    painter.setPen(theme.color(ui::Token::Muted));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom, m_subtitle);
}

void BoardThumbnail::paintBoard(QPainter& painter, const QRectF& area) const
{
    const auto& theme = ui::theme();
    const QRectF bounds = boundsOf(m_board);
    const double scale = std::min(area.width() / bounds.width(), area.height() / bounds.height());
    painter.translate(area.center());
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    for (const auto& [id, frame] : m_board.frames()) {
        painter.setPen(QPen(theme.color(ui::Token::FrameLine), 1 / scale));
        painter.setBrush(theme.color(ui::Token::FrameFill));
        painter.drawRect(frame.rect);
    }
    for (const auto& [id, note] : m_board.notes()) {
        storming::PaperFace face = storming::faceOf(note, m_board.settings());
        face.rect = note.rect;
        face.glyph = false;
        face.shadow = false;
        storming::paintPaper(painter, face, storming::Detail::Shape);
    }
}

// An empty board is told by the notes it offers.
void BoardThumbnail::paintPalette(QPainter& painter, const QRectF& area) const
{
    const storming::BoardSettings& settings = m_board.settings();
    const auto kinds = storming::offeredKinds(settings.level, settings.method);
    const int columns = std::max(1, static_cast<int>(area.width() / kLittlePlace));
    const int count = static_cast<int>(kinds.size());
    const int rows = (count + columns - 1) / columns;
    qreal top = area.center().y() - rows * kLittlePlace / 2;
    for (int first = 0; first < count; first += columns, top += kLittlePlace) {
        const int inRow = std::min(columns, count - first);
        qreal left = area.center().x() - inRow * kLittlePlace / 2;
        for (int i = first; i < first + inRow; ++i, left += kLittlePlace)
            storming::paintLittleNote(painter, kinds[static_cast<std::size_t>(i)],
                storming::ownColor(settings, kinds[static_cast<std::size_t>(i)]),
                QRectF(left, top, kLittlePlace, kLittlePlace), kLittleScale);
    }
}

void BoardThumbnail::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit chosen();
}

void BoardThumbnail::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space)
        emit chosen();
    else
        QWidget::keyPressEvent(event);
}

void BoardThumbnail::enterEvent(QEnterEvent*)
{
    update();
}
void BoardThumbnail::leaveEvent(QEvent*)
{
    update();
}

}  // namespace stormbench::app
