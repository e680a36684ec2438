// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_text.h"

#include "resources/ui/fonts.h"
#include "resources/ui/tokens.h"
#include "storming/scene/paper.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>

#include <algorithm>

namespace stormbench::storming {
namespace {

struct Measured {
    qreal height = 0;
    int lines = 0;
    bool wordsWhole = true;
};

Measured measure(const QString& text, const QFont& font, qreal width)
{
    Measured result;
    const QFontMetricsF metrics(font);
    for (const QString& word :
        text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)) {
        if (metrics.horizontalAdvance(word) > width)
            result.wordsWhole = false;
    }
    for (const QString& paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        int lines = 0;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            result.height += line.height();
            ++lines;
        }
        layout.endLayout();
        result.lines += std::max(lines, 1);
        if (lines == 0)
            result.height += metrics.height();
    }
    return result;
}

// Large type is for few words: a note of five lines at 18 px is harder to read than one of four
// at 15.
bool comfortable(const Measured& measured, int pixels)
{
    return pixels <= ui::type::kNote || measured.lines <= 3;
}

}  // namespace

void NoteText::fit(const QString& text, const QRectF& area, int smallest)
{
    if (m_pixels != 0 && text == m_text && area == m_area)
        return;
    m_text = text;
    m_area = area;
    const qreal width = std::max<qreal>(area.width(), 8);
    for (int pixels = ui::type::kNoteLargest;; --pixels) {
        const QFont font = ui::noteFont(pixels);
        const Measured measured = measure(text, font, width);
        const bool fits = measured.height <= area.height() && measured.wordsWhole
            && comfortable(measured, pixels);
        if (fits || pixels <= smallest) {
            m_font = font;
            m_pixels = pixels;
            m_height = measured.height;
            m_neededHeight = measured.height;
            break;
        }
    }
    QTextOption option(Qt::AlignHCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_static = QStaticText(text);
    m_static.setTextFormat(Qt::PlainText);
    m_static.setTextOption(option);
    m_static.setTextWidth(width);
    m_static.setPerformanceHint(QStaticText::AggressiveCaching);
    m_static.prepare(QTransform(), m_font);
}

void NoteText::paint(QPainter& painter, const QColor& color) const
{
    if (m_text.isEmpty())
        return;
    painter.setPen(color);
    painter.setFont(m_font);
    const qreal top = m_area.top() + std::max<qreal>(0, (m_area.height() - m_height) / 2);
    painter.drawStaticText(QPointF(m_area.left(), top), m_static);
}

QRectF grownFor(NoteKind kind, const QRectF& rect, const QString& text)
{
    const QRectF area = textArea(kind, rect);
    NoteText fitted;
    fitted.fit(text, area, smallestText(kind));
    const qreal missing = fitted.neededHeight() - area.height();
    if (missing <= 0)
        return rect;
    const qreal step = ui::size::kGrid;
    return rect.adjusted(0, 0, 0, std::ceil(missing / step) * step);
}

}  // namespace stormbench::storming
