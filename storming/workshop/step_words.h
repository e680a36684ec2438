// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// What a step of a board's history did, in a few words: "3 notes added, 1 arrow drawn".
[[nodiscard]] QString stepInWords(const Operations& operations);

}  // namespace stormbench::storming
