// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/operation.h"

namespace stormbench::storming {

namespace {

// Added then removed is nothing; removed then added again is changed; added then changed is still
// added.
template <typename Id>
void mergeIds(std::set<Id>& added, std::set<Id>& changed, std::set<Id>& removed,
    const std::set<Id>& laterAdded, const std::set<Id>& laterChanged,
    const std::set<Id>& laterRemoved)
{
    for (const Id id : laterAdded) {
        if (removed.erase(id))
            changed.insert(id);
        else
            added.insert(id);
    }
    for (const Id id : laterChanged)
        if (!added.contains(id))
            changed.insert(id);
    for (const Id id : laterRemoved) {
        changed.erase(id);
        if (!added.erase(id))
            removed.insert(id);
    }
}

}  // namespace

bool ChangeSet::isEmpty() const
{
    return addedNotes.empty() && changedNotes.empty() && removedNotes.empty() && addedFrames.empty()
        && changedFrames.empty() && removedFrames.empty() && addedConnectors.empty()
        && changedConnectors.empty() && removedConnectors.empty() && !settings;
}

void ChangeSet::merge(const ChangeSet& later)
{
    mergeIds(addedNotes, changedNotes, removedNotes, later.addedNotes, later.changedNotes,
        later.removedNotes);
    mergeIds(addedFrames, changedFrames, removedFrames, later.addedFrames, later.changedFrames,
        later.removedFrames);
    mergeIds(addedConnectors, changedConnectors, removedConnectors, later.addedConnectors,
        later.changedConnectors, later.removedConnectors);
    settings = settings || later.settings;
}

}  // namespace stormbench::storming
