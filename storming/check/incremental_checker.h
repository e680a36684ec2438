// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/check/topic_names.h"

#include <memory>
#include <unordered_set>

namespace stormbench::storming {

/// Keeps the findings of a board that is being edited: after a change only those rules are
/// evaluated again that it may concern, so that the time depends on the change and not on the
/// board. Its findings are at any time what check() gives. Needs the board to outlive it, and to be
/// told of every change before it is read again.
class IncrementalChecker {
public:
    explicit IncrementalChecker(const Board& board);
    ~IncrementalChecker();

    /// Everything anew: the board is another one.
    void reset();
    void update(const ChangeSet& changes);

    /// At the board's own level, in the order of check().
    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }

private:
    using Ids = std::unordered_set<NoteId>;

    [[nodiscard]] Ids elementsAround(const Ids& touched) const;
    void followTopics(const Ids& touched, Ids& elements);
    void evaluate(const Ids& touched, const Ids& elements, const ChangeSet& changes);
    void evaluateLoops(const Ids& touched, std::vector<Finding>& fresh);
    void forget(const Ids& touched, const Ids& elements, const ChangeSet& changes);

    const Board& m_board;
    std::unique_ptr<ElementGraph> m_graph;
    TopicNames m_topics;
    std::vector<Finding> m_findings;
};

}  // namespace stormbench::storming
