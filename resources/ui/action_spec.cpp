// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/action_spec.h"

#include "resources/ui/icons.h"

#include <QAction>

namespace stormbench::ui {

QAction* makeAction(const ActionSpec& spec, QObject* parent)
{
    auto* action = new QAction(parent);
    action->setObjectName(spec.id);
    action->setText(QString(spec.text).replace(u'&', QStringLiteral("&&")));
    if (!spec.icon.isEmpty())
        action->setIcon(icon(spec.icon));
    action->setShortcuts(spec.shortcuts);
    action->setCheckable(spec.checkable);
    QString tip = spec.tooltip.isEmpty() ? spec.text : spec.tooltip;
    if (!spec.shortcuts.isEmpty())
        tip += QStringLiteral(" (%1)").arg(
            spec.shortcuts.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    return action;
}

}  // namespace stormbench::ui
