// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/cml_cursor.h"
#include "storming/exchange/cml_model.h"

namespace stormbench::storming {

/// Reads the steps of a flow, from behind "{" to behind "}", into the context.
void parseFlow(CmlCursor& cursor, CmlContext& context, std::vector<ImportProblem>& problems);

}  // namespace stormbench::storming
