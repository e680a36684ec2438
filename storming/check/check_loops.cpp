// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool carriesFlow(NoteKind kind)
{
    return kind == Event || kind == Command || kind == Policy || kind == Aggregate || kind == System
        || kind == Saga;
}

bool isMessage(NoteKind kind)
{
    return kind == Event || kind == Command;
}

/// The flow as a graph, walked from some notes on. Events and commands are one node however often
/// they are drawn; aggregates and systems are a node a note, because one note says which command
/// leads to which events. What a guarded policy issues is left out: it may not come.
class Flow {
public:
    explicit Flow(const ElementGraph& graph)
        : m_graph(graph)
    {
    }

    /// Tarjan's strongly connected components, without recursion, so that a flow of any length is
    /// fine.
    void walkFrom(NoteId start)
    {
        const NoteId first = nodeOf(start);
        if (m_nodes.contains(first))
            return;
        enter(first);
        while (!m_visits.empty()) {
            Visit& visit = m_visits.back();
            if (!visit.rest.empty()) {
                const NoteId to = visit.rest.back();
                visit.rest.pop_back();
                Node& node = m_nodes[visit.node];
                const auto known = m_nodes.find(to);
                if (known == m_nodes.end())
                    enter(to);
                else if (known->second.onStack)
                    node.low = std::min(node.low, known->second.order);
                continue;
            }
            leave(visit.node);
        }
    }

    /// Sets of nodes that reach each other, each sorted.
    [[nodiscard]] const std::vector<std::vector<NoteId>>& loops() const { return m_loops; }
    [[nodiscard]] std::unordered_set<NoteId> walked() const
    {
        std::unordered_set<NoteId> all;
        for (const auto& [id, node] : m_nodes)
            all.insert(id);
        return all;
    }

private:
    struct Node {
        int order = 0;
        int low = 0;
        bool onStack = false;
    };
    struct Visit {
        NoteId node;
        std::vector<NoteId> rest;
    };

    void enter(NoteId id)
    {
        const int order = static_cast<int>(m_nodes.size());
        m_nodes[id] = {order, order, true};
        m_stack.push_back(id);
        m_visits.push_back({id, next(id)});
    }

    void leave(NoteId id)
    {
        m_visits.pop_back();
        const Node node = m_nodes[id];
        if (!m_visits.empty()) {
            Node& above = m_nodes[m_visits.back().node];
            above.low = std::min(above.low, node.low);
        }
        if (node.low != node.order)
            return;
        std::vector<NoteId> loop;
        do {
            loop.push_back(m_stack.back());
            m_nodes[m_stack.back()].onStack = false;
            m_stack.pop_back();
        } while (loop.back() != id);
        if (loop.size() < 2)
            return;
        std::ranges::sort(loop);
        m_loops.push_back(std::move(loop));
    }

    NoteId nodeOf(NoteId id) const
    {
        const Element* element = m_graph.elementOf(id);
        return element && isMessage(element->kind) ? element->main().id : id;
    }

    std::vector<NoteId> next(NoteId node) const
    {
        std::vector<NoteId> nodes;
        const auto follow = [&](const Note& note) {
            if (note.kind == Policy && !note.string(NoteProperty::Guard).trimmed().isEmpty())
                return;
            for (const Note* other :
                m_graph.after(note, {Event, Command, Policy, Aggregate, System, Saga}))
                nodes.push_back(nodeOf(other->id));
        };
        const Element* element = m_graph.elementOf(node);
        if (element && isMessage(element->kind)) {
            for (const Note* note : element->notes)
                follow(*note);
        } else {
            follow(*m_graph.board().note(node));
        }
        return nodes;
    }

    const ElementGraph& m_graph;
    std::unordered_map<NoteId, Node> m_nodes;
    std::vector<NoteId> m_stack;
    std::vector<Visit> m_visits;
    std::vector<std::vector<NoteId>> m_loops;
};

}  // namespace

std::unordered_set<NoteId> checkLoops(RuleContext& context, const std::vector<NoteId>& notes)
{
    Flow flow(context.graph);
    for (const NoteId id : notes)
        if (const Note* note = context.board().note(id); note && carriesFlow(note->kind))
            flow.walkFrom(id);
    for (const auto& loop : flow.loops()) {
        // A guard on a policy mends it, so the first policy is the note to name.
        const auto policy = std::ranges::find(
            loop, Policy, [&](NoteId id) { return context.board().note(id)->kind; });
        const NoteId named = policy == loop.end() ? loop.front() : *policy;
        context.report(RuleId::LoopWithoutGuard, loop, {context.board().note(named)->name()});
    }
    return flow.walked();
}

}  // namespace stormbench::storming
