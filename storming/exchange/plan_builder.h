// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/import_plan.h"

namespace stormbench::storming {

/// How far apart imported notes lie where a file gives no positions: too far to touch, so that only
/// what is drawn connects them.
inline constexpr qreal kImportGap = 48;
/// From a frame's outline to its notes.
inline constexpr qreal kImportMargin = 40;

/// Collects an import. Takes any values: what the model would refuse becomes a problem, never an
/// error.
class PlanBuilder {
public:
    explicit PlanBuilder(const KindChoices& kinds)
        : m_kinds(kinds)
    {
    }

    /// Its id is given here. An invalid id: the file has more notes than a board takes.
    NoteId addNote(Note note);
    FrameId addFrame(const QRectF& rect, const QString& name, FrameKind kind = FrameKind::Context);
    /// A second arrow between the same two notes adds its label to the first.
    void connect(NoteId from, NoteId to, const QString& label = {});
    void change(NoteId note, NoteProperty property, PropertyValue value);
    /// Says explicitly which context a note is in where its place would say otherwise.
    void settle(NoteId note, FrameId frame);
    void problem(const QString& where, const QString& message);

    [[nodiscard]] KindTable& kinds() { return m_kinds; }
    [[nodiscard]] const Board& part() const { return m_plan.part; }
    [[nodiscard]] ImportPlan& plan() { return m_plan; }
    [[nodiscard]] ImportPlan take();

    /// Without what no board can hold: lone surrogates, control characters, outer blanks.
    [[nodiscard]] static QString clean(const QString& text);

    static constexpr int kMostNotes = 20'000;
    static constexpr int kMostProblems = 500;
    static constexpr qreal kFarthest = 1e7;

private:
    ImportPlan m_plan;
    KindTable m_kinds;
    std::map<std::pair<NoteId, NoteId>, ConnectorId> m_connected;
    int m_leftOut = 0;
    int m_moreProblems = 0;
};

}  // namespace stormbench::storming
