// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/private_writing.h"

namespace stormbench::storming {

Operations revealing(const std::set<NoteId>& notes)
{
    Operations operations;
    for (const NoteId id : notes)
        operations.emplace_back(ChangeNote{id, NoteProperty::Hidden, {}});
    return operations;
}

}  // namespace stormbench::storming
