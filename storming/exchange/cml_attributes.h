// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/cml_cursor.h"
#include "storming/exchange/cml_model.h"

namespace stormbench::storming {

/// What a domain object's block holds.
struct CmlAttributes {
    std::vector<NoteField> fields;
    QString keyField;
    bool isRoot = false;         ///< aggregateRoot
    bool hasOperations = false;  ///< skipped
};

/// Reads from behind "{" to behind "}": attributes and references; operations are skipped.
[[nodiscard]] CmlAttributes parseAttributes(CmlCursor& cursor);

}  // namespace stormbench::storming
