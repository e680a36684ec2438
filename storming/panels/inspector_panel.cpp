// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/inspector_panel.h"

#include "resources/ui/format.h"
#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/inspector_forms.h"
#include "storming/scene/selection.h"

#include <QApplication>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stormbench::storming {

InspectorPanel::InspectorPanel(
    BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_area(new QScrollArea)
{
    setAccessibleName(tr("Inspector"));
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_area);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_rebuildWanted)
            rebuild();
        else
            refresh();
    });
    const auto rebuildLater = [this] {
        m_rebuildWanted = true;
        m_later.start();
    };
    connect(&selection, &BoardSelection::changed, this, rebuildLater);
    connect(&controller, &BoardController::reset, this, rebuildLater);
    connect(&controller, &BoardController::readOnlyChanged, this, rebuildLater);
    connect(&controller, &BoardController::changed, this,
        [this, rebuildLater](const ChangeSet& changes) {
            // Another kind has another form.
            const auto note = m_selection.singleNote();
            const Note* found = note ? m_controller.board().note(*note) : nullptr;
            if (found && found->kind != m_kind && changes.changedNotes.contains(*note))
                rebuildLater();
            else
                m_later.start();
        });
    rebuild();
}

void InspectorPanel::rebuild()
{
    m_rebuildWanted = false;
    m_readers.clear();
    InspectorForms forms(m_controller, m_selection, m_readers);
    QWidget* form = nullptr;
    if (const auto note = m_selection.singleNote()) {
        m_kind = m_controller.board().note(*note)->kind;
        form = forms.note(*note);
    } else if (const auto frame = m_selection.singleFrame()) {
        form = forms.frame(*frame);
    } else if (const auto connector = m_selection.singleConnector()) {
        form = forms.connector(*connector);
    } else if (m_selection.current().isEmpty()) {
        form = forms.board();
    } else {
        form = forms.many();
    }
    form->setEnabled(!m_controller.isReadOnly());
    m_area->setWidget(form);
}

void InspectorPanel::refresh()
{
    for (const auto& read : m_readers)
        read();
}

}  // namespace stormbench::storming
