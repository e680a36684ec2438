// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/incremental_checker.h"

#include "storming/check/rule_context.h"

#include <algorithm>

namespace stormbench::storming {

IncrementalChecker::IncrementalChecker(const Board& board)
    : m_board(board)
{
    reset();
}

IncrementalChecker::~IncrementalChecker() = default;

void IncrementalChecker::reset()
{
    m_graph = std::make_unique<ElementGraph>(m_board);
    m_topics = {};
    for (const Element& element : m_graph->elements())
        m_topics.put(*m_graph, element);
    m_findings = checkAll(*m_graph, m_topics, m_board.settings().level);
}

void IncrementalChecker::update(const ChangeSet& changes)
{
    if (changes.isEmpty())
        return;
    // Level, method and naming decide about everything.
    if (changes.settings)
        return reset();
    const Ids touched = m_graph->update(changes);
    Ids elements = elementsAround(touched);
    followTopics(touched, elements);
    forget(touched, elements, changes);
    evaluate(touched, elements, changes);
}

/// By their first notes: the elements of the touched notes, those within the rules' reach, and
/// those that share a name with one of these.
IncrementalChecker::Ids IncrementalChecker::elementsAround(const Ids& touched) const
{
    Ids found;
    std::vector<const Element*> ring;
    const auto add = [&](const Element* element) {
        if (element && found.insert(element->main().id).second)
            ring.push_back(element);
    };
    for (const NoteId id : touched)
        add(m_graph->elementOf(id));
    Ids namesakes;
    for (const Element* element : ring)
        for (const Element* other : m_graph->namesakes(*element))
            namesakes.insert(other->main().id);
    for (int distance = 0; distance < kRuleReach; ++distance) {
        for (const Element* element : std::exchange(ring, {})) {
            std::ranges::for_each(m_graph->after(*element), add);
            std::ranges::for_each(m_graph->before(*element), add);
        }
    }
    found.merge(namesakes);
    return found;
}

void IncrementalChecker::followTopics(const Ids& touched, Ids& elements)
{
    const auto addSharers = [&](NoteId first) {
        const auto& sharing = m_topics.sharing(first);
        elements.insert(sharing.begin(), sharing.end());
    };
    for (const NoteId id : touched) {
        addSharers(id);
        m_topics.remove(id);
    }
    for (const NoteId id : touched) {
        const Element* element = m_graph->elementOf(id);
        if (!element || element->main().id != id)
            continue;
        m_topics.put(*m_graph, *element);
        addSharers(id);
    }
}

/// Takes out what is evaluated again; the loops' findings are evaluateLoops()' own.
void IncrementalChecker::forget(const Ids& touched, const Ids& elements, const ChangeSet& changes)
{
    const auto isStale = [&](const Finding& finding) {
        const auto isTouched = [&](NoteId id) { return touched.contains(id); };
        switch (ruleOf(finding.rule).scope) {
        case RuleScope::Note:
        case RuleScope::Edge: return std::ranges::any_of(finding.notes, isTouched);
        case RuleScope::Element:
            return isTouched(finding.notes.front()) || elements.contains(finding.notes.front());
        case RuleScope::Frame:
            return changes.changedFrames.contains(finding.frame)
                || changes.removedFrames.contains(finding.frame);
        case RuleScope::Loop: return false;
        }
        return true;
    };
    std::erase_if(m_findings, isStale);
}

void IncrementalChecker::evaluate(const Ids& touched, const Ids& elements, const ChangeSet& changes)
{
    std::vector<Finding> fresh;
    RuleContext context{*m_graph, m_topics, m_board.settings().level, fresh};
    std::set<std::pair<NoteId, NoteId>> seen;
    for (const NoteId id : touched) {
        if (const Note* note = m_board.note(id))
            checkNote(context, *note);
        for (const Edge* edge : m_graph->edgesOf(id))
            if (seen.emplace(edge->from, edge->to).second)
                checkEdge(context, *edge);
    }
    for (const NoteId id : elements)
        if (const Element* element = m_graph->elementOf(id); element && element->main().id == id)
            checkElement(context, *element);
    for (const auto* frames : {&changes.addedFrames, &changes.changedFrames})
        for (const FrameId id : *frames)
            if (const Frame* frame = m_board.frame(id))
                checkFrame(context, *frame);
    evaluateLoops(touched, fresh);

    std::ranges::sort(fresh, comesBefore);
    const auto middle = static_cast<std::ptrdiff_t>(m_findings.size());
    m_findings.insert(m_findings.end(), std::make_move_iterator(fresh.begin()),
        std::make_move_iterator(fresh.end()));
    std::inplace_merge(
        m_findings.begin(), m_findings.begin() + middle, m_findings.end(), comesBefore);
}

/// A circle that a change opens or closes runs through a touched note. What is downstream of those,
/// and of the circles they were in, is walked again: a circle lies within that or outside of it.
void IncrementalChecker::evaluateLoops(const Ids& touched, std::vector<Finding>& fresh)
{
    const auto runsThrough = [](const Finding& finding, const Ids& notes) {
        return finding.rule == RuleId::LoopWithoutGuard
            && std::ranges::any_of(finding.notes, [&](NoteId id) { return notes.contains(id); });
    };
    std::vector<NoteId> starts(touched.begin(), touched.end());
    for (const Finding& finding : m_findings)
        if (runsThrough(finding, touched))
            starts.insert(starts.end(), finding.notes.begin(), finding.notes.end());
    RuleContext context{*m_graph, m_topics, m_board.settings().level, fresh};
    const Ids walked = checkLoops(context, starts);
    std::erase_if(m_findings, [&](const Finding& finding) {
        return runsThrough(finding, touched) || runsThrough(finding, walked);
    });
}

}  // namespace stormbench::storming
