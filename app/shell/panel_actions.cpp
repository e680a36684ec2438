// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/panel_actions.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>

#include "app/actions/action_table.h"
#include "app/shell/dock_table.h"
#include "app/shell/perspectives.h"

namespace stormbench::app {
namespace {

/// What takes the keys of a pane: what stands in for it, or else the first that Tab would reach.
QWidget* firstInto(QWidget* pane)
{
    if (pane->focusProxy())
        return pane;
    for (auto* next = pane->nextInFocusChain(); next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && next->isEnabled() && next->isVisibleTo(pane)
            && (next->focusPolicy() & Qt::TabFocus) == Qt::TabFocus)
            return next;
    }
    return pane;
}

}  // namespace

PanelActions::PanelActions(ActionRegistry& actions, Perspectives& perspectives, QObject* parent)
    : QObject(parent)
    , m_perspectives(perspectives)
{
    for (const DockSpec& spec : dockTable())
        add(actions, spec);
}

QString PanelActions::idOf(const DockSpec& spec)
{
    return QStringLiteral("view.panel.") + QLatin1String(spec.id);
}

void PanelActions::add(ActionRegistry& actions, const DockSpec& spec)
{
    auto* dock = m_perspectives.dock(QString::fromLatin1(spec.id));
    Q_ASSERT_X(dock, "PanelActions", spec.id);
    ui::ActionSpec made;
    made.id = idOf(spec);
    made.text = QCoreApplication::translate("Docks", spec.title);
    made.icon = QString::fromLatin1(spec.icon);
    if (*spec.key)
        made.shortcuts = {QKeySequence(QString::fromLatin1(spec.key))};
    // As the table of actions has it.
    made.menuPath = QCoreApplication::translate("Actions", "View") + u'/' + tr("Panels");
    made.tooltip = QCoreApplication::translate("Docks", spec.tip);
    made.checkable = true;
    auto* action = ui::makeAction(made, parent());
    m_actions.append(action);
    m_titles[action] = made.text.toLower();
    actions.add(made.menuPath, action);
    // A dock behind another one's tab is not in sight: its action is not checked.
    connect(dock, &QDockWidget::visibilityChanged, action, &QAction::setChecked);
    connect(action, &QAction::triggered, this, [this, action, dock, &spec] {
        if (m_perspectives.isInFront(dock)) {
            const bool hadFocus = dock->isAncestorOf(QApplication::focusWidget());
            dock->hide();
            emit hidden(hadFocus);
        } else {
            show(spec, *dock);
        }
        action->setChecked(!dock->isHidden());
    });
}

void PanelActions::show(const DockSpec& spec, QDockWidget& dock)
{
    emit aboutToShow();
    m_perspectives.open(spec);
    firstInto(dock.widget())->setFocus(Qt::ShortcutFocusReason);
}

QString PanelActions::wordsOf(const QAction* action) const
{
    const auto title = m_titles.constFind(action);
    if (title == m_titles.cend())
        return action->text();
    return (action->isChecked() ? tr("Hide %1") : tr("Show %1")).arg(*title);
}

void PanelActions::setEnabled(bool enabled)
{
    for (auto* action : m_actions)
        action->setEnabled(enabled);
}

}  // namespace stormbench::app
