// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/scene/note_extras.h"
#include "storming/scene/note_text.h"
#include "storming/scene/paper.h"

#include <array>
#include <memory>

namespace stormbench::storming {

/// What is written on paper that is not just one text.
class NoteBody {
public:
    virtual ~NoteBody() = default;
    virtual void paint(QPainter& painter, const PaperFace& face, const QColor& ink) = 0;
};

/// An example's text by its stages. A line that starts with given, when or then opens one; the
/// lines below belong to it.
struct ExampleText {
    QString title;
    std::array<QString, 3> stages;

    [[nodiscard]] bool hasStages() const;
};
[[nodiscard]] ExampleText parseExample(const QString& text);

/// Given, when and then, one below the other.
class ExampleBody : public NoteBody {
public:
    explicit ExampleBody(const ExampleText& text);
    void paint(QPainter& painter, const PaperFace& face, const QColor& ink) override;

private:
    void layOut(const QRectF& face, const QRectF& area);

    ExampleText m_text;
    NoteText m_title;
    std::array<NoteText, 3> m_stages;
    std::array<QRectF, 3> m_boxes;
    QRectF m_area;
};

/// The kinds a board uses, by its own names and colours.
class LegendBody : public NoteBody {
public:
    LegendBody(QString title, std::vector<LegendRow> rows);
    void paint(QPainter& painter, const PaperFace& face, const QColor& ink) override;

private:
    QString m_title;
    std::vector<LegendRow> m_rows;
};

/// A kind as a little note in a box, without its glyph: in legends and palettes.
void paintLittleNote(
    QPainter& painter, NoteKind kind, const QColor& own, const QRectF& box, qreal scale);

}  // namespace stormbench::storming
