// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"

#include <algorithm>
#include <functional>
#include <set>

namespace stormbench::storming {

namespace {

using enum NoteKind;

/// The flow as a graph. Events and commands are one node however often they are drawn; aggregates
/// and systems are a node a note, because one note says which command leads to which events. What a
/// guarded policy issues is left out: it may not come.
class Flow {
public:
    explicit Flow(const ElementGraph& graph)
        : m_graph(graph)
    {
        for (const Edge& edge : graph.edges())
            if (carriesFlow(edge.fromKind) && carriesFlow(edge.toKind) && !isGuarded(edge.from))
                m_next[nodeOf(edge.from)].insert(nodeOf(edge.to));
    }

    /// Sets of nodes that reach each other, each sorted: Tarjan's strongly connected components,
    /// without recursion, so that a flow of any length is fine.
    [[nodiscard]] std::vector<std::vector<NoteId>> loops() const
    {
        struct Visit {
            NoteId node;
            std::vector<NoteId> rest;
        };
        std::map<NoteId, int> order;
        std::map<NoteId, int> low;
        std::set<NoteId> onStack;
        std::vector<NoteId> stack;
        std::vector<Visit> visits;
        std::vector<std::vector<NoteId>> found;
        const auto enter = [&](NoteId node) {
            const int number = static_cast<int>(order.size());
            order[node] = low[node] = number;
            stack.push_back(node);
            onStack.insert(node);
            visits.push_back({node, next(node)});
        };
        for (const auto& [start, unused] : m_next) {
            if (order.contains(start))
                continue;
            enter(start);
            while (!visits.empty()) {
                Visit& visit = visits.back();
                if (!visit.rest.empty()) {
                    const NoteId to = visit.rest.back();
                    visit.rest.pop_back();
                    if (!order.contains(to))
                        enter(to);
                    else if (onStack.contains(to))
                        low[visit.node] = std::min(low[visit.node], order[to]);
                    continue;
                }
                const NoteId node = visit.node;
                visits.pop_back();
                if (!visits.empty())
                    low[visits.back().node] = std::min(low[visits.back().node], low[node]);
                if (low[node] == order[node])
                    keepLoop(found, stack, onStack, node);
            }
        }
        return found;
    }

private:
    static bool carriesFlow(NoteKind kind)
    {
        return kind == Event || kind == Command || kind == Policy || kind == Aggregate
            || kind == System || kind == Saga;
    }

    bool isGuarded(NoteId id) const
    {
        const Note& note = *m_graph.board().note(id);
        return note.kind == Policy && !note.string(NoteProperty::Guard).trimmed().isEmpty();
    }

    NoteId nodeOf(NoteId id) const
    {
        const Element* element = m_graph.elementOf(id);
        return element && (element->kind == Event || element->kind == Command) ? element->main().id
                                                                               : id;
    }

    std::vector<NoteId> next(NoteId node) const
    {
        const auto found = m_next.find(node);
        return found == m_next.end()
            ? std::vector<NoteId>{}
            : std::vector<NoteId>(found->second.begin(), found->second.end());
    }

    static void keepLoop(std::vector<std::vector<NoteId>>& found, std::vector<NoteId>& stack,
        std::set<NoteId>& onStack, NoteId root)
    {
        std::vector<NoteId> loop;
        NoteId node;
        do {
            node = stack.back();
            stack.pop_back();
            onStack.erase(node);
            loop.push_back(node);
        } while (node != root);
        if (loop.size() < 2)
            return;
        std::ranges::sort(loop);
        found.push_back(std::move(loop));
    }

    const ElementGraph& m_graph;
    std::map<NoteId, std::set<NoteId>> m_next;
};

}  // namespace

void checkLoops(RuleContext& context)
{
    for (const auto& loop : Flow(context.graph).loops()) {
        // A guard on a policy mends it, so the first policy is the note to name.
        const auto policy = std::ranges::find(
            loop, Policy, [&](NoteId id) { return context.board().note(id)->kind; });
        const NoteId named = policy == loop.end() ? loop.front() : *policy;
        context.report(RuleId::LoopWithoutGuard, loop, {context.board().note(named)->name()});
    }
}

}  // namespace stormbench::storming
