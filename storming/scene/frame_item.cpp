// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/frame_item.h"

#include "resources/ui/fonts.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/overview_labels.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace stormbench::storming {
namespace {

constexpr qreal kRound = 10;
constexpr qreal kMargin = 6;
constexpr qreal kGlyph = 16;
constexpr qreal kTitleRoom = 30;
constexpr qreal kSmallestOnScreen = 13;  // a title that shrinks with its frame is soon not readable
constexpr qreal kLargestTitle = 30;
constexpr qreal kOwnerFrom = 0.6;

}  // namespace

FrameItem::FrameItem(const Frame& frame)
{
    setAcceptedMouseButtons(Qt::NoButton);
    read(frame);
}

void FrameItem::read(const Frame& frame)
{
    prepareGeometryChange();
    m_frame = frame;
    // Small frames lie on top of the large ones that enclose them.
    setZValue(-qMin<qreal>(1e6, frame.rect.width() * frame.rect.height() / 1e3) / 1e6);
    update();
}

void FrameItem::setMarks(bool selected, bool hovered, bool editing)
{
    if (selected == m_selected && hovered == m_hovered && editing == m_editing)
        return;
    m_selected = selected;
    m_hovered = hovered;
    m_editing = editing;
    update();
}

QRectF FrameItem::boundingRect() const
{
    return m_frame.rect.united(frameTab(m_frame))
        .adjusted(-kMargin, -kTitleRoom - kMargin, kMargin, kMargin);
}

QPainterPath FrameItem::shape() const
{
    QPainterPath path;
    path.addRect(m_frame.rect.united(frameTab(m_frame)));
    return path;
}

void FrameItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const ui::Theme& theme = ui::theme();
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const qreal pixel = 1.0 / qMax(scale, 0.01);
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor line = m_selected || m_hovered ? theme.color(ui::Token::Accent)
                                                : theme.color(ui::Token::FrameLine);
    const qreal width = m_selected || theme.isHighContrast() ? 2.0 : 1.4;
    painter->setPen(QPen(line, qMax(width, qMin(width * pixel, 4.0))));
    painter->setBrush(theme.color(ui::Token::FrameFill));
    painter->drawRoundedRect(m_frame.rect, kRound, kRound);
    if (!m_editing && scale >= kOverviewBelow)
        paintTitle(*painter, scale);
}

void FrameItem::paintTitle(QPainter& painter, qreal scale) const
{
    const ui::Theme& theme = ui::theme();
    const QString name = m_frame.name.isEmpty() ? QStringLiteral("Unnamed context") : m_frame.name;
    const QColor ink
        = m_selected || m_hovered ? theme.color(ui::Token::Accent) : theme.color(ui::Token::Muted);
    const qreal pixels
        = qBound<qreal>(ui::type::kHeading, kSmallestOnScreen / scale, kLargestTitle);
    QFont font = ui::font(ui::Face::Heading);
    font.setPixelSize(qRound(pixels));
    painter.setFont(font);
    painter.setPen(ink);
    const qreal height = pixels * 1.85;
    const QRectF tab(
        m_frame.rect.left() + 4, m_frame.rect.top() - height, m_frame.rect.width() - 8, height);
    const qreal glyph = pixels / ui::type::kHeading * kGlyph;
    ui::paintIcon(painter, QRectF(tab.left(), tab.center().y() - glyph / 2, glyph, glyph),
        QStringLiteral("kind-context"), ink);
    const QRectF text = tab.adjusted(glyph * 1.35, 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetricsF(font).elidedText(name, Qt::ElideRight, text.width()));
    if (m_frame.owner.isEmpty() || scale < kOwnerFrom)
        return;
    painter.setFont(ui::font(ui::Face::Small));
    painter.setPen(theme.color(ui::Token::Muted));
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_frame.owner);
}

}  // namespace stormbench::storming
