// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/topic_names.h"

namespace stormbench::storming {

void TopicNames::put(const ElementGraph& graph, const Element& element)
{
    if (element.kind != NoteKind::Aggregate || element.name.isEmpty())
        return;
    const NoteId first = element.main().id;
    QString name = graph.topicOf(element);
    name.replace(QLatin1Char('.'), QLatin1Char('_'));
    m_owners[name].insert(first);
    m_names[first] = std::move(name);
}

void TopicNames::remove(NoteId firstNote)
{
    const auto found = m_names.find(firstNote);
    if (found == m_names.end())
        return;
    const auto owners = m_owners.find(found->second);
    owners->second.erase(firstNote);
    if (owners->second.empty())
        m_owners.erase(owners);
    m_names.erase(found);
}

const std::set<NoteId>& TopicNames::sharing(NoteId firstNote) const
{
    static const std::set<NoteId> kNone;
    const auto found = m_names.find(firstNote);
    return found == m_names.end() ? kNone : m_owners.at(found->second);
}

}  // namespace stormbench::storming
