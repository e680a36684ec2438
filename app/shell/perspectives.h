// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include "app/shell/dock_table.h"

class QDockWidget;
class QMainWindow;
class QSettings;

namespace stormbench::app {

enum class Perspective { Storm, Run, Operate };

/// The window's docks, and three ways of working with them that each remember their own
/// arrangement. Owned by the main window; runs on: the UI thread.
class Perspectives : public QObject {
    Q_OBJECT

public:
    explicit Perspectives(QMainWindow& window);

    /// Makes the dock of a table entry around a widget.
    QDockWidget* addDock(const QString& id, QWidget* content);
    [[nodiscard]] QDockWidget* dock(const QString& id) const { return m_docks.value(id); }

    [[nodiscard]] Perspective current() const { return m_current; }
    void show(Perspective perspective);
    /// Back to how the table has it.
    void resetCurrent();
    /// Brings a dock into sight.
    void raise(const QString& id);
    /// In sight, not behind another one's tab.
    [[nodiscard]] static bool isInFront(const QDockWidget* dock);
    /// Brings a dock into sight with the width that its column has, or, if that is too narrow for
    /// it, the table's.
    void open(const DockSpec& spec);
    void save();
    /// Without any dock, for the welcome page; showing them again brings back what was.
    void setHidden(bool hidden);

signals:
    void changed(stormbench::app::Perspective perspective);

private:
    void arrange(Perspective perspective);
    void hideAll();
    [[nodiscard]] static QString keyOf(Perspective perspective);

    QMainWindow& m_window;
    QHash<QString, QDockWidget*> m_docks;
    Perspective m_current = Perspective::Storm;
    bool m_shown = false;
    bool m_hidden = false;
};

}  // namespace stormbench::app
