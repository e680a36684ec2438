// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/qnamespace.h>

namespace stormbench::views {

/// What tables' models answer besides Qt's own roles, and CellDelegate and TableView read.
enum TableRole {
    SortRole = Qt::UserRole + 1,  ///< what a column sorts by: the figure, not its text
    KeyRole,                      ///< the row's identity as text
    SparklineRole,                ///< QList<double>, newest last; NaN is a gap
    StatusRole,                   ///< ui::Token of a coloured dot before the text
    MonospaceRole,                ///< bool
};

}  // namespace stormbench::views
