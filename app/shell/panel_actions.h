// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>

class QAction;
class QDockWidget;

namespace stormbench::app {

class ActionRegistry;
class Perspectives;
struct DockSpec;

/// One checkable action for each dock of the table, in the menu View, Panels: it brings the dock to
/// the front and gives it the keyboard, or hides it when it is in front already. Owned by the main
/// window; runs on: the UI thread.
class PanelActions : public QObject {
    Q_OBJECT

public:
    PanelActions(ActionRegistry& actions, Perspectives& perspectives, QObject* parent);

    /// "view.panel.outline"
    [[nodiscard]] static QString idOf(const DockSpec& spec);
    /// What an action of the window will do, in words: "Show outline", "Hide outline"; of another
    /// action its text.
    [[nodiscard]] QString wordsOf(const QAction* action) const;
    /// Panels stand beside a board; the welcome page stands alone.
    void setEnabled(bool enabled);

signals:
    void aboutToShow();
    void hidden(bool hadFocus);

private:
    void add(ActionRegistry& actions, const DockSpec& spec);
    void show(const DockSpec& spec, QDockWidget& dock);

    Perspectives& m_perspectives;
    QList<QAction*> m_actions;
    QHash<const QAction*, QString> m_titles;
};

}  // namespace stormbench::app
