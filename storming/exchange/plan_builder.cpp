// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/plan_builder.h"

#include <cmath>

namespace stormbench::storming {
namespace {

bool isPlaced(const QRectF& rect)
{
    const auto fits = [](qreal value) {
        return std::isfinite(value) && std::abs(value) <= PlanBuilder::kFarthest;
    };
    return fits(rect.x()) && fits(rect.y()) && fits(rect.width()) && fits(rect.height())
        && rect.width() >= 1 && rect.height() >= 1;
}

}  // namespace

QString PlanBuilder::clean(const QString& text)
{
    // Through UTF-8 and back, which replaces lone surrogates.
    const QString valid = QString::fromUtf8(text.toUtf8());
    QString kept;
    kept.reserve(valid.size());
    for (const QChar c : valid)
        if (c == u'\n' || c == u'\t' || c.category() != QChar::Other_Control)
            kept += c;
    return kept.trimmed();
}

NoteId PlanBuilder::addNote(Note note)
{
    if (m_plan.part.notes().size() >= kMostNotes) {
        ++m_leftOut;
        return {};
    }
    note.id = NoteId(m_plan.part.nextId());
    note.text = clean(note.text);
    note.description = clean(note.description);
    for (NoteField& field : note.fields) {
        field.name = clean(field.name);
        field.example = clean(field.example);
        field.semantic = clean(field.semantic);
    }
    if (!isPlaced(note.rect))
        note.rect = QRectF(QPointF(), notationOf(note.kind).size);
    const NoteId id = note.id;
    return apply(m_plan.part, AddNote{std::move(note)}) ? id : NoteId();
}

FrameId PlanBuilder::addFrame(const QRectF& rect, const QString& name, FrameKind kind)
{
    if (!isPlaced(rect) || m_plan.part.frames().size() >= kMostNotes)
        return {};
    Frame frame;
    frame.id = FrameId(m_plan.part.nextId());
    frame.rect = rect;
    frame.name = clean(name).simplified();
    frame.kind = kind;
    const FrameId id = frame.id;
    return apply(m_plan.part, AddFrame{std::move(frame)}) ? id : FrameId();
}

void PlanBuilder::connect(NoteId from, NoteId to, const QString& label)
{
    const QString words = clean(label).simplified();
    if (const auto known = m_connected.find({from, to}); known != m_connected.end()) {
        Connector connector = *m_plan.part.connector(known->second);
        if (words.isEmpty() || connector.label == words)
            return;
        connector.label += (connector.label.isEmpty() ? QString() : QStringLiteral("; ")) + words;
        (void)apply(m_plan.part, ChangeConnector{connector});
        return;
    }
    const Connector connector{ConnectorId(m_plan.part.nextId()), from, to, words, false};
    if (apply(m_plan.part, AddConnector{connector}))
        m_connected.emplace(std::pair(from, to), connector.id);
}

void PlanBuilder::change(NoteId note, NoteProperty property, PropertyValue value)
{
    (void)apply(m_plan.part, ChangeNote{note, property, std::move(value)});
}

void PlanBuilder::settle(NoteId note, FrameId frame)
{
    const Note* found = m_plan.part.note(note);
    if (found && frame.isValid() && m_plan.part.frameOf(*found) != frame)
        change(note, NoteProperty::Frame, static_cast<qint64>(frame.value()));
}

void PlanBuilder::problem(const QString& where, const QString& message)
{
    if (m_plan.problems.size() < kMostProblems)
        m_plan.problems.push_back({where, message});
    else
        ++m_moreProblems;
}

ImportPlan PlanBuilder::take()
{
    if (m_leftOut > 0)
        m_plan.problems.push_back({QString(),
            QStringLiteral("%1 notes were left out: one import takes %2. Split the file.")
                .arg(m_leftOut)
                .arg(kMostNotes)});
    if (m_moreProblems > 0)
        m_plan.problems.push_back(
            {QString(), QStringLiteral("… and %1 more like these.").arg(m_moreProblems)});
    m_plan.kinds = m_kinds.uses();
    return std::move(m_plan);
}

}  // namespace stormbench::storming
