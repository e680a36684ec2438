// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/action_spec.h"
#include "storming/tools/canvas_tools.h"

#include <QHash>

class QAction;
class QMenu;

namespace stormbench::storming {

/// Every action of the canvas, declared once.
[[nodiscard]] const QList<ui::ActionSpec>& canvasActions();

/// The canvas' actions at work: made from the table, enabled as the selection allows, and added to
/// the view with their shortcuts. Menus and toolbars show these very QActions. Also opens the
/// canvas' context menu. Child of the tools.
class CanvasActions : public QObject {
    Q_OBJECT
public:
    explicit CanvasActions(CanvasTools& tools);

    /// Null if there is no such id.
    [[nodiscard]] QAction* action(const QString& id) const;
    [[nodiscard]] QList<QAction*> actions() const;
    void fillContextMenu(QMenu& menu) const;

private:
    void connectEditing();
    void connectView();
    void connectArranging();
    void addKinds();
    void update();
    void on(const QString& id, std::function<void()> what);

    CanvasTools& m_tools;
    QHash<QString, QAction*> m_actions;
    QList<QAction*> m_kinds;        ///< pick a kind for placing
    QList<QAction*> m_kindChanges;  ///< turn the selection into a kind
};

}  // namespace stormbench::storming
