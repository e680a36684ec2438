// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

#include "resources/ui/action_spec.h"

class QAction;
class QMenuBar;
class QWidget;

namespace stormbench::app {

/// Every action of the window, declared once: menus, tool bar, command palette and the page of
/// shortcuts derive from it.
[[nodiscard]] const QList<ui::ActionSpec>& actionTable();

/// The window's actions, made from the table, by id.
class ActionRegistry {
public:
    explicit ActionRegistry(QWidget* window);

    /// Adds actions that another part declares (the canvas).
    void add(const QString& menuPath, QAction* action);
    [[nodiscard]] QAction* action(const QString& id) const;
    /// In the table's order, then those added.
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }
    [[nodiscard]] QString menuPathOf(const QAction* action) const { return m_paths.value(action); }
    void fillMenus(QMenuBar* bar) const;

private:
    QWidget* m_window;
    QList<QAction*> m_actions;
    QHash<QString, QAction*> m_byId;
    QHash<const QAction*, QString> m_paths;
    QHash<const QAction*, bool> m_separators;
};

}  // namespace stormbench::app
