// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"

namespace stormbench::storming {

class Draft;

// What fixOf() is put together from; false where it cannot be done.

bool addKeyToMessage(Draft& draft, NoteId message);
bool addKeyOf(Draft& draft, NoteId aggregate, NoteId message);
bool addFieldsToSource(Draft& draft, NoteId note);
bool takeKeyOfEvents(Draft& draft, NoteId view);
bool separateDuplicates(Draft& draft, NoteId note);
bool joinFields(Draft& draft, NoteId note);

bool publishStream(Draft& draft, NoteId event);
bool raisePartitions(Draft& draft, NoteId group);
bool mendTopicName(Draft& draft, NoteId owner);

bool writeRule(Draft& draft, NoteId policy);
bool addCommandOfRule(Draft& draft, NoteId policy);
bool addHandler(Draft& draft, NoteId command);
bool addEventOf(Draft& draft, NoteId note);
bool connectStep(Draft& draft, NoteId saga);

}  // namespace stormbench::storming
