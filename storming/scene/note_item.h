// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/rule.h"
#include "storming/scene/note_body.h"

#include <QTransform>

namespace stormbench::storming {

/// What the scene knows about a note beyond the board.
struct NoteMarks {
    Severity severity = Severity::Off;
    QString messages;
    bool selected = false;
    bool hovered = false;
    bool member = false;   ///< of the frame under the pointer
    bool editing = false;  ///< its text is in the hands of an editor
    bool dimmed = false;   ///< not among what is looked for
    friend bool operator==(const NoteMarks&, const NoteMarks&) = default;
};

/// A note on the canvas: a painted copy of the note's face, and its id. Created, updated, placed
/// and painted by BoardScene alone.
class NoteItem {
public:
    explicit NoteItem(const Note& note, const BoardSettings& settings = {});

    void read(const Note& note, const BoardSettings& settings = {});
    /// Of a legend: the kinds that the board uses. True if it looks otherwise now, as below.
    bool setLegend(std::vector<LegendRow> rows);
    bool setMarks(const NoteMarks& marks);
    [[nodiscard]] const NoteMarks& marks() const { return m_marks; }
    [[nodiscard]] NoteId noteId() const { return m_id; }
    [[nodiscard]] NoteKind kind() const { return m_face.kind; }
    [[nodiscard]] const PaperFace& face() const { return m_face; }
    [[nodiscard]] const NoteExtras* extras() const { return m_extras.get(); }
    [[nodiscard]] const std::vector<LegendRow>& legend() const { return m_legend; }
    [[nodiscard]] bool isPivotal() const { return m_pivotal; }
    /// Size and place without the turn, in scene units.
    [[nodiscard]] QRectF noteRect() const { return {m_place, m_face.rect.size()}; }
    /// All that it covers, with its turn, shadow and ring, in scene units.
    [[nodiscard]] QRectF drawnRect() const;
    [[nodiscard]] QPointF pos() const { return m_place; }
    /// Those with a higher one lie above.
    [[nodiscard]] qreal level() const { return m_level; }
    [[nodiscard]] qreal opacity() const;
    /// From its paper's units to the scene's.
    [[nodiscard]] QTransform toScene() const;
    /// Whether all of its text can be read at that scale; otherwise a tool tip helps.
    [[nodiscard]] bool isReadableAt(qreal scale) const;

    /// In its paper's units.
    void paint(QPainter& painter);

private:
    void paintWriting(QPainter& painter, qreal scale, const QColor& ink);
    void paintText(QPainter& painter, qreal scale, const QColor& ink);
    void paintRing(QPainter& painter, qreal scale) const;
    void paintSeverity(QPainter& painter) const;
    void makeBody();

    NoteId m_id;
    QPointF m_place;
    qreal m_level = 0;
    PaperFace m_face;
    QString m_text;
    NoteText m_layout;
    NoteMarks m_marks;
    std::unique_ptr<NoteExtras> m_extras;
    std::unique_ptr<NoteBody> m_body;
    std::vector<LegendRow> m_legend;
    bool m_pivotal = false;
};

}  // namespace stormbench::storming
