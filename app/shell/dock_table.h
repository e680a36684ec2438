// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <Qt>

namespace stormbench::app {

/// One dock, declared: where it starts, in which perspectives it is open at first, and what its
/// action in the menu of panels looks like.
struct DockSpec {
    const char* id;
    const char* title;
    const char* icon;
    const char* key;  ///< of its action; may be empty
    const char* tip;
    Qt::DockWidgetArea area;
    bool inStorm = false, inRun = false, inOperate = false;
    int width = 0;  ///< beside the board, at first; 0: as it comes
};
[[nodiscard]] const QList<DockSpec>& dockTable();

}  // namespace stormbench::app
