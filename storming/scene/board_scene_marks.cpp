// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene marks on its items: findings, matches, hover and selection. Each change touches
// the items it concerns, not the board.
#include "storming/edit/board_controller.h"
#include "storming/scene/board_scene.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

template <typename Id> std::vector<Id> differing(const std::set<Id>& a, const std::set<Id>& b)
{
    std::vector<Id> ids;
    std::ranges::set_symmetric_difference(a, b, std::back_inserter(ids));
    return ids;
}

}  // namespace

void BoardScene::setFindings(const std::vector<Finding>& findings)
{
    std::map<NoteId, Noted> noted;
    for (const Finding& finding : findings) {
        for (const NoteId id : finding.notes) {
            Noted& here = noted[id];
            here.severity = std::max(here.severity, finding.severity);
            here.messages += here.messages.isEmpty() ? QString() : QStringLiteral("\n");
            here.messages += finding.fix.isEmpty()
                ? finding.message
                : finding.message + QStringLiteral("\n→ ") + finding.fix;
        }
    }
    std::swap(noted, m_findings);
    for (const auto& [id, before] : noted)
        if (!m_findings.contains(id))
            mark(id);
    for (const auto& [id, now] : m_findings)
        if (const auto before = noted.find(id); before == noted.end() || before->second != now)
            mark(id);
}

std::vector<NoteId> BoardScene::search(const QString& words)
{
    std::vector<NoteId> matches;
    const QString wanted = words.simplified();
    const auto middle = [this](NoteId id) { return m_controller.board().note(id)->rect.x(); };
    if (!wanted.isEmpty()) {
        for (const auto& [id, note] : m_controller.board().notes()) {
            if (note.name().contains(wanted, Qt::CaseInsensitive)
                && !note.flag(NoteProperty::Hidden))
                matches.push_back(id);
        }
        std::ranges::stable_sort(matches, {}, middle);
        m_matches = std::set<NoteId>(matches.begin(), matches.end());
    } else {
        m_matches.reset();
    }
    markEverything();
    emit pictureChanged();
    return matches;
}

void BoardScene::showMatches(std::optional<std::set<NoteId>> matches)
{
    if (matches == m_matches)
        return;
    m_matches = std::move(matches);
    markEverything();
    emit pictureChanged();
}

void BoardScene::setHover(const Hover& hover)
{
    if (hover == m_hover)
        return;
    const Hover before = std::exchange(m_hover, hover);
    mark(before.note);
    mark(hover.note);
    if (before.frame != hover.frame) {
        markMembers();
        mark(before.frame);
        mark(hover.frame);
    }
    if (before.connector != hover.connector)
        markArrows();
}

void BoardScene::markMembers()
{
    std::set<NoteId> members;
    if (m_hover.frame.isValid())
        for (const NoteId id : m_controller.board().membersOf(m_hover.frame))
            members.insert(id);
    if (members == m_hoveredMembers)
        return;
    std::swap(members, m_hoveredMembers);
    for (const NoteId id : differing(members, m_hoveredMembers))
        mark(id);
    mark(m_hover.frame);
}

void BoardScene::setEditing(NoteId note, FrameId frame)
{
    const NoteId noteBefore = std::exchange(m_editingNote, note);
    const FrameId frameBefore = std::exchange(m_editingFrame, frame);
    mark(noteBefore);
    mark(note);
    mark(frameBefore);
    mark(frame);
}

void BoardScene::followSelection()
{
    const Selection before = std::exchange(m_marked, m_selection.current());
    for (const NoteId id : differing(before.notes, m_marked.notes))
        mark(id);
    for (const FrameId id : differing(before.frames, m_marked.frames))
        mark(id);
    if (before.connectors != m_marked.connectors)
        markArrows();
}

void BoardScene::mark(NoteId id)
{
    const auto item = m_notes.find(id);
    if (item == m_notes.end())
        return;
    NoteMarks marks;
    if (const auto found = m_findings.find(id); found != m_findings.end()) {
        marks.severity = found->second.severity;
        marks.messages = found->second.messages;
    }
    marks.selected = m_selection.contains(id);
    marks.hovered = m_hover.note == id;
    marks.member = m_hoveredMembers.contains(id);
    marks.editing = m_editingNote == id;
    marks.dimmed = m_matches && !m_matches->contains(id);
    if (item->second->setMarks(marks))
        update(item->second->drawnRect());
}

void BoardScene::mark(FrameId id)
{
    const auto item = m_frames.find(id);
    if (item == m_frames.end())
        return;
    FrameItem::Marks marks;
    marks.selected = m_selection.contains(id);
    marks.hovered = m_hover.frame == id;
    marks.editing = m_editingFrame == id;
    marks.members = marks.hovered ? static_cast<int>(m_hoveredMembers.size()) : 0;
    if (item->second->setMarks(marks))
        emit pictureChanged();
}

void BoardScene::markEverything()
{
    m_marked = m_selection.current();
    for (const auto& [id, item] : m_notes)
        mark(id);
    for (const auto& [id, item] : m_frames)
        mark(id);
    markArrows();
}

}  // namespace stormbench::storming
