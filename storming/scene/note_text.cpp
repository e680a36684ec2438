// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_text.h"

#include "resources/ui/fonts.h"
#include "storming/scene/note_shape.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace stormbench::storming {
namespace {

constexpr int kFonts = 64;

struct SizedFont {
    QFont font;
    QFontMetricsF metrics;
};

// Notes share a handful of sizes; making fonts and their metrics costs more than using them.
const SizedFont& fontOf(int pixels)
{
    static std::array<std::optional<SizedFont>, kFonts> fonts;
    auto& entry = fonts[static_cast<std::size_t>(std::clamp(pixels, 1, kFonts - 1))];
    if (!entry) {
        const QFont font = ui::noteFont(pixels);
        entry.emplace(SizedFont{font, QFontMetricsF(font)});
    }
    return *entry;
}

bool wordsAreWhole(const QString& text, const QFontMetricsF& metrics, qreal width)
{
    qsizetype from = 0;
    while (from < text.size()) {
        while (from < text.size() && text.at(from).isSpace())
            ++from;
        qsizetype to = from;
        while (to < text.size() && !text.at(to).isSpace())
            ++to;
        if (to > from && metrics.horizontalAdvance(text.mid(from, to - from)) > width)
            return false;
        from = to;
    }
    return true;
}

struct Lines {
    std::vector<std::pair<qsizetype, qsizetype>> parts;  // start and length within the text
    qreal height = 0;
};

Lines brokenIntoLines(const QString& text, const SizedFont& font, qreal width)
{
    Lines lines;
    qsizetype start = 0;
    for (const QString& paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, font.font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        bool empty = true;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            lines.height += line.height();
            lines.parts.emplace_back(start + line.textStart(), line.textLength());
            empty = false;
        }
        layout.endLayout();
        if (empty) {
            lines.height += font.metrics.height();
            lines.parts.emplace_back(start, 0);
        }
        start += paragraph.size() + 1;
    }
    return lines;
}

// Large type is for few words: a note of five lines at 18 px is harder to read than one of four
// at 15.
bool comfortable(const Lines& lines, int pixels)
{
    return pixels <= ui::type::kNote || lines.parts.size() <= 3;
}

// The lines that fit, the last one ending in an ellipsis.
QString elided(const QString& text, const Lines& lines, const SizedFont& font, QSizeF room)
{
    const qreal lineHeight = lines.height / static_cast<qreal>(lines.parts.size());
    const auto shown = static_cast<std::size_t>(std::clamp<qreal>(
        std::floor(room.height() / lineHeight), 1, static_cast<qreal>(lines.parts.size())));
    QString result;
    for (std::size_t i = 0; i + 1 < shown; ++i)
        result += text.mid(lines.parts[i].first, lines.parts[i].second).trimmed() + u'\n';
    const QString rest = text.mid(lines.parts[shown - 1].first).simplified();
    const QString last = font.metrics.elidedText(rest, Qt::ElideRight, room.width());
    return result + (last == rest ? rest + QChar(0x2026) : last);
}

}  // namespace

NoteText::NoteText(Qt::Alignment alignment, int largest)
    : m_alignment(alignment)
    , m_largest(static_cast<qint16>(largest))
{
}

void NoteText::fit(const QString& text, const QRectF& area, int smallest)
{
    if (m_pixels != 0 && text == m_text && area == m_area && smallest == m_smallest)
        return;
    m_text = text;
    m_area = area;
    m_smallest = static_cast<qint16>(smallest);
    const qreal width = std::max<qreal>(area.width(), 8);
    // What fits at one size fits at every smaller one.
    int low = smallest;
    int high = std::max<int>(m_largest, smallest);
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        const SizedFont& font = fontOf(middle);
        bool fits = wordsAreWhole(text, font.metrics, width);
        if (fits) {
            const Lines lines = brokenIntoLines(text, font, width);
            fits = lines.height <= area.height() && comfortable(lines, middle);
        }
        (fits ? low : high) = fits ? middle : middle - 1;
    }
    m_pixels = static_cast<qint16>(low);
    const SizedFont& font = fontOf(low);
    const Lines lines = brokenIntoLines(text, font, width);
    m_neededHeight = lines.height;
    m_height = std::min(lines.height, area.height());
    m_elided = lines.height > area.height() + 0.5;
    layOut(m_elided ? elided(text, lines, font, {width, area.height()}) : text, width);
}

void NoteText::layOut(const QString& shown, qreal width)
{
    QTextOption option(m_alignment & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_static = QStaticText(shown);
    m_static.setTextFormat(Qt::PlainText);
    m_static.setTextOption(option);
    m_static.setTextWidth(width);
    m_static.setPerformanceHint(QStaticText::AggressiveCaching);
    m_static.prepare(QTransform(), fontOf(m_pixels).font);
}

void NoteText::paint(QPainter& painter, const QColor& color) const
{
    if (m_text.isEmpty())
        return;
    painter.setPen(color);
    painter.setFont(fontOf(m_pixels).font);
    const qreal spare
        = m_alignment & Qt::AlignTop ? 0 : std::max<qreal>(0, m_area.height() - m_height) / 2;
    painter.drawStaticText(QPointF(m_area.left(), m_area.top() + spare), m_static);
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
