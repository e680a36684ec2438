// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"
#include "storming/model/note.h"

#include <QFont>
#include <QStaticText>

class QPainter;

namespace stormbench::storming {

/// A note's text at the largest size (22 … 11 px) that fits its paper without breaking a word; laid
/// out once, drawn often. What does not fit at the smallest size ends in an ellipsis.
class NoteText {
public:
    explicit NoteText(
        Qt::Alignment alignment = Qt::AlignCenter, int largest = ui::type::kNoteLargest);

    /// Does nothing if text and area are the same as before.
    void fit(const QString& text, const QRectF& area, int smallest);
    void paint(QPainter& painter, const QColor& color) const;

    [[nodiscard]] int pixels() const { return m_pixels; }
    /// The height the text wants at the smallest size: more than the area's when the note has to
    /// grow.
    [[nodiscard]] qreal neededHeight() const { return m_neededHeight; }
    [[nodiscard]] bool isElided() const { return m_elided; }

private:
    void layOut(const QString& shown, qreal width);

    QString m_text;
    QRectF m_area;
    QStaticText m_static;
    Qt::Alignment m_alignment;
    qreal m_height = 0;
    qreal m_neededHeight = 0;
    qint16 m_largest;
    qint16 m_smallest = 0;
    qint16 m_pixels = 0;
    bool m_elided = false;
};

/// The rectangle a note needs for this text: its own, or grown downwards so that nothing is cut
/// off.
[[nodiscard]] QRectF grownFor(NoteKind kind, const QRectF& rect, const QString& text);

}  // namespace stormbench::storming
