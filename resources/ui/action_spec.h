// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QObject;

namespace stormbench::ui {

/// One user action, declared once. Menus, toolbar, shortcuts, the command palette and the shortcuts
/// page derive from tables of these; what it does is connected by the id.
struct ActionSpec {
    QString id;                     ///< stable, dotted: "board.undo"
    QString text;                   ///< as in a menu, without '&': "Undo"
    QString icon;                   ///< name in resources/icons, may be empty
    QList<QKeySequence> shortcuts;  ///< the first one is shown
    QString menuPath;               ///< "Edit", "View/Zoom"; empty: in no menu
    QString tooltip;                ///< one sentence; the shortcut is appended
    bool checkable = false;
    bool separatorBefore = false;
};

/// An action as declared: text, icon, shortcuts, tool tip with the shortcut, objectName = id.
[[nodiscard]] QAction* makeAction(const ActionSpec& spec, QObject* parent);

}  // namespace stormbench::ui
