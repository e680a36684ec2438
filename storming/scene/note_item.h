// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/rule.h"
#include "storming/scene/note_text.h"
#include "storming/scene/paper.h"

#include <QGraphicsItem>

namespace stormbench::storming {

/// What the scene knows about a note beyond the board.
struct NoteMarks {
    Severity severity = Severity::Off;
    QString messages;
    bool selected = false;
    bool hovered = false;
    bool editing = false;  ///< its text is in the hands of an editor
    bool dimmed = false;   ///< not among what is looked for
    friend bool operator==(const NoteMarks&, const NoteMarks&) = default;
};

/// A note on the canvas: a painted copy of the note's face, and its id. Created and updated by
/// BoardScene alone.
class NoteItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    explicit NoteItem(const Note& note);

    void read(const Note& note);
    void setMarks(const NoteMarks& marks);
    [[nodiscard]] const NoteMarks& marks() const { return m_marks; }
    [[nodiscard]] NoteId noteId() const { return m_id; }
    /// Size and place without the turn, in scene units.
    [[nodiscard]] QRectF noteRect() const { return {pos(), m_face.rect.size()}; }

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintRing(QPainter& painter, qreal scale) const;
    void paintText(QPainter& painter);
    void paintSeverity(QPainter& painter) const;

    NoteId m_id;
    PaperFace m_face;
    QString m_text;
    NoteText m_layout;
    NoteMarks m_marks;
};

}  // namespace stormbench::storming
