// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/action_spec.h"
#include "storming/tools/canvas_questions.h"
#include "storming/tools/canvas_tools.h"

#include <QHash>

class QAction;
class QMenu;

namespace stormbench::storming {

class FindBar;
class KeySheet;

/// Every action of the canvas, declared once.
[[nodiscard]] const QList<ui::ActionSpec>& canvasActions();

/// The canvas' actions at work: made from the table, enabled as the selection allows, and added to
/// the view with their shortcuts. Menus and toolbars show these very QActions. Also opens the
/// canvas' context menu, its search and its sheet of keys. Child of the tools.
class CanvasActions : public QObject {
    Q_OBJECT
public:
    explicit CanvasActions(CanvasTools& tools);

    /// Null if there is no such id.
    [[nodiscard]] QAction* action(const QString& id) const;
    [[nodiscard]] QList<QAction*> actions() const;
    void fillContextMenu(QMenu& menu) const;

    [[nodiscard]] FindBar& findBar() const { return *m_find; }
    [[nodiscard]] KeySheet& keySheet() const { return *m_keys; }
    [[nodiscard]] PickBar& pickBar() const { return m_questions.bar(); }

private:
    using Notes = std::set<NoteId>;

    void connectEditing();
    void connectSelecting();
    void connectTools();
    void connectNotes();
    void connectView();
    void connectArranging();
    void connectSwitches();
    void addKinds();
    QAction* addKind(const ui::ActionSpec& spec, std::function<void()> what);
    void openContextMenu(const QPoint& at);
    void showKeys();
    void update();
    void updateSelectionActions();
    void updateChecks();
    void enable(std::initializer_list<const char*> ids, bool on);
    void addTo(QMenu& menu, std::initializer_list<const char*> ids) const;
    void on(const QString& id, std::function<void()> what);

    // What actions on the selection do.
    void selectFrame();
    void selectArrow();
    void selectBeneath();
    void cycleFrameKind();
    void tidy();

    CanvasTools& m_tools;
    CanvasQuestions m_questions;
    FindBar* m_find;
    KeySheet* m_keys;
    QHash<QString, QAction*> m_actions;
    QList<QAction*> m_kinds;        ///< pick a kind for placing
    QList<QAction*> m_kindChanges;  ///< turn the selection into a kind
};

}  // namespace stormbench::storming
