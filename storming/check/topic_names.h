// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/element_graph.h"

#include <set>
#include <unordered_map>

namespace stormbench::storming {

/// Which aggregates write to topics that Kafka cannot tell apart: of one name, or of names that
/// differ in '.' and '_' only, which are one in the names of metrics.
class TopicNames {
public:
    /// An aggregate, by its first note; nothing for other kinds and for those without a name.
    void put(const ElementGraph& graph, const Element& element);
    void remove(NoteId firstNote);
    /// The first notes of the aggregates that share a topic with this one; itself among them.
    [[nodiscard]] const std::set<NoteId>& sharing(NoteId firstNote) const;

private:
    std::unordered_map<NoteId, QString> m_names;
    std::unordered_map<QString, std::set<NoteId>> m_owners;
};

}  // namespace stormbench::storming
