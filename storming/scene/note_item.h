// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/rule.h"
#include "storming/scene/note_body.h"

#include <QGraphicsItem>

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

/// A note on the canvas: a painted copy of the note's face, and its id. Created and updated by
/// BoardScene alone.
class NoteItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    explicit NoteItem(const Note& note, const BoardSettings& settings = {});

    void read(const Note& note, const BoardSettings& settings = {});
    /// Of a legend: the kinds that the board uses.
    void setLegend(std::vector<LegendRow> rows);
    void setMarks(const NoteMarks& marks);
    [[nodiscard]] const NoteMarks& marks() const { return m_marks; }
    [[nodiscard]] NoteId noteId() const { return m_id; }
    [[nodiscard]] NoteKind kind() const { return m_face.kind; }
    [[nodiscard]] const PaperFace& face() const { return m_face; }
    [[nodiscard]] const NoteExtras* extras() const { return m_extras.get(); }
    [[nodiscard]] const std::vector<LegendRow>& legend() const { return m_legend; }
    [[nodiscard]] bool isPivotal() const { return m_pivotal; }
    /// Size and place without the turn, in scene units.
    [[nodiscard]] QRectF noteRect() const { return {pos(), m_face.rect.size()}; }
    /// Whether all of its text can be read at that scale; otherwise a tool tip helps.
    [[nodiscard]] bool isReadableAt(qreal scale) const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintWriting(QPainter& painter, qreal scale, const QColor& ink);
    void paintText(QPainter& painter, qreal scale, const QColor& ink);
    void paintRing(QPainter& painter, qreal scale) const;
    void paintSeverity(QPainter& painter) const;
    void makeBody();

    NoteId m_id;
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
