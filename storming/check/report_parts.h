// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/report.h"

namespace stormbench::storming {

/// What a finding is about, in words: Domain event "Order placed".
struct FindingPlace {
    QString kind;     ///< "Domain event", "Context", "Board"
    QString name;     ///< "Order placed"; empty for the board
    QString context;  ///< the frame's name around a note
    int line = 0;     ///< 0 = unknown

    [[nodiscard]] QString text() const;
};

[[nodiscard]] FindingPlace placeOf(const ReportInput& input, const Finding& finding);

}  // namespace stormbench::storming
