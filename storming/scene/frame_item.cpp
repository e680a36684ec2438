// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/frame_item.h"

#include "resources/ui/fonts.h"
#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/overview_labels.h"
#include "storming/scene/paper.h"

#include <QCoreApplication>
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

QString words(const char* text)
{
    return QCoreApplication::translate("stormbench::storming::FrameItem", text);
}

qreal titlePixels(qreal scale)
{
    return qBound<qreal>(ui::type::kHeading, kSmallestOnScreen / scale, kLargestTitle);
}

}  // namespace

QString frameTitle(const Frame& frame)
{
    if (!frame.name.isEmpty())
        return frame.name;
    return frame.kind == FrameKind::Context ? words("Unnamed context")
                                            : words(frameKindEntry(frame.kind).name);
}

FrameItem::FrameItem(const Frame& frame)
{
    setAcceptedMouseButtons(Qt::NoButton);
    read(frame);
}

void FrameItem::read(const Frame& frame)
{
    prepareGeometryChange();
    m_frame = frame;
    // Small frames lie on top of the large ones that enclose them; bands and columns below all.
    const qreal area = qMin<qreal>(1e6, frame.rect.width() * frame.rect.height() / 1e3) / 1e6;
    const bool band = frame.kind == FrameKind::Swimlane || frame.kind == FrameKind::Slice;
    setZValue(band ? -2 - area : -area);
    update();
}

bool FrameItem::setMarks(const Marks& marks)
{
    if (marks == m_marks)
        return false;
    m_marks = marks;
    update();
    return true;
}

QRectF FrameItem::boundingRect() const
{
    const qreal side = m_frame.kind == FrameKind::Swimlane ? kTitleRoom : 0;
    return m_frame.rect.united(frameTab(m_frame))
        .adjusted(-kMargin - side, -kTitleRoom - kMargin, kMargin, kMargin);
}

QPainterPath FrameItem::shape() const
{
    QPainterPath path;
    path.addRect(m_frame.rect.united(frameTab(m_frame)));
    return path;
}

QColor FrameItem::ink() const
{
    return ui::theme().color(
        m_marks.selected || m_marks.hovered ? ui::Token::Accent : ui::Token::Muted);
}

void FrameItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const qreal scale
        = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    painter->setRenderHint(QPainter::Antialiasing);
    paintArea(*painter, 1.0 / qMax(scale, 0.01));
    if (m_marks.editing || scale < kOverviewBelow)
        return;
    if (m_frame.kind == FrameKind::Swimlane)
        paintSideTitle(*painter, scale);
    else
        paintTitle(*painter, scale);
}

void FrameItem::paintArea(QPainter& painter, qreal pixel) const
{
    const ui::Theme& theme = ui::theme();
    const QRectF& rect = m_frame.rect;
    const bool marked = m_marks.selected || m_marks.hovered;
    const qreal width = m_marks.selected || theme.isHighContrast() ? 2.0 : 1.4;
    QPen pen(theme.color(marked ? ui::Token::Accent : ui::Token::FrameLine),
        qMax(width, qMin(width * pixel, 4.0)));
    if (m_frame.kind == FrameKind::Context) {
        painter.setPen(pen);
        painter.setBrush(theme.color(ui::Token::FrameFill));
        painter.drawRoundedRect(rect, kRound, kRound);
        return;
    }
    painter.fillRect(rect, theme.color(ui::Token::BandFill));
    painter.setBrush(Qt::NoBrush);
    if (m_frame.kind == FrameKind::Parking) {
        painter.fillRect(rect, QBrush(theme.color(ui::Token::FrameLine), Qt::BDiagPattern));
        pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.drawRoundedRect(rect, kRound, kRound);
        return;
    }
    // Tape along two sides only: a band or a column may go on.
    if (m_frame.kind == FrameKind::Slice)
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    if (marked) {
        painter.drawRect(rect);
    } else if (m_frame.kind == FrameKind::Slice) {
        painter.drawLine(rect.topLeft(), rect.bottomLeft());
        painter.drawLine(rect.topRight(), rect.bottomRight());
    } else {
        painter.drawLine(rect.topLeft(), rect.topRight());
        painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    }
}

void FrameItem::paintTitle(QPainter& painter, qreal scale) const
{
    const ui::Theme& theme = ui::theme();
    const qreal pixels = titlePixels(scale);
    QFont font = ui::font(ui::Face::Heading);
    font.setPixelSize(qRound(pixels));
    painter.setFont(font);
    painter.setPen(ink());
    const QFontMetricsF metrics(font);
    const qreal height = pixels * 1.85;
    const QRectF tab(
        m_frame.rect.left() + 4, m_frame.rect.top() - height, m_frame.rect.width() - 8, height);
    const qreal glyph = pixels / ui::type::kHeading * kGlyph;
    ui::paintIcon(painter, QRectF(tab.left(), tab.center().y() - glyph / 2, glyph, glyph),
        frameGlyph(m_frame.kind), ink());
    const QRectF text = tab.adjusted(glyph * 1.35, 0, 0, 0);
    const QString title = metrics.elidedText(frameTitle(m_frame), Qt::ElideRight, text.width());
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    QStringList side;
    if (m_marks.hovered && m_marks.members > 0)
        side.append(ui::formatPlural(m_marks.members, words("note")));
    if (!m_frame.owner.isEmpty() && scale >= kOwnerFrom)
        side.append(m_frame.owner);
    qreal right = tab.right();
    if (m_frame.locked) {
        right -= glyph;
        ui::paintIcon(painter, QRectF(right, tab.center().y() - glyph / 2, glyph, glyph),
            QStringLiteral("lock"), theme.color(ui::Token::Muted));
    }
    const QFont small = ui::font(ui::Face::Small);
    const QString words = side.join(QStringLiteral(" · "));
    const qreal free = right - text.left() - metrics.horizontalAdvance(title) - 16;
    if (words.isEmpty() || QFontMetricsF(small).horizontalAdvance(words) > free)
        return;
    painter.setFont(small);
    painter.setPen(theme.color(ui::Token::Muted));
    painter.drawText(QRectF(text.left(), tab.top(), right - text.left() - 4, height),
        Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, words);
}

// Upright beside the band, read from below, as on the side of a swimlane diagram.
void FrameItem::paintSideTitle(QPainter& painter, qreal scale) const
{
    const QRectF& rect = m_frame.rect;
    const QRectF tab = frameTab(m_frame);
    QFont font = ui::font(ui::Face::Heading);
    font.setPixelSize(qRound(qMin(titlePixels(scale), tab.width() * 0.72)));
    painter.fillRect(QRectF(tab.left(), rect.top(), tab.width(), rect.height()),
        ui::theme().color(ui::Token::BandFill));
    painter.save();
    painter.translate(tab.center().x(), rect.center().y());
    painter.rotate(-90);
    painter.setFont(font);
    painter.setPen(ink());
    const QRectF line(-rect.height() / 2 + 4, -tab.width() / 2, rect.height() - 8, tab.width());
    QString title = frameTitle(m_frame);
    if (!m_frame.owner.isEmpty() && scale >= kOwnerFrom)
        title += QStringLiteral(" · ") + m_frame.owner;
    painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine,
        QFontMetricsF(font).elidedText(title, Qt::ElideRight, line.width()));
    painter.restore();
}

}  // namespace stormbench::storming
