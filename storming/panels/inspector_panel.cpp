// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/inspector_panel.h"

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/selection.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

// What looks at the whole board waits on a large one until nobody types.
constexpr size_t kLargeBoard = 1000;
constexpr int kSlowMs = 250;
constexpr size_t kManyNotes = 200;  // whose common values are not read with every move

}  // namespace

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
    m_slow.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (m_rebuildWanted)
            rebuild();
        else
            refresh();
    });
    connect(&m_slow, &QTimer::timeout, this, &InspectorPanel::refreshSlowly);
    connect(&selection, &BoardSelection::changed, this, &InspectorPanel::rebuildLater);
    connect(&controller, &BoardController::reset, this, &InspectorPanel::rebuildLater);
    connect(&controller, &BoardController::readOnlyChanged, this, &InspectorPanel::rebuildLater);
    connect(&ui::theme(), &ui::Theme::changed, this, &InspectorPanel::rebuildLater);
    connect(&controller, &BoardController::changed, this, [this](const ChangeSet& changes) {
        // Another kind has another form, and kinds may have other names; the board's own form
        // renames them itself.
        const bool renamed = changes.settings && !m_selection.current().isEmpty()
            && m_controller.board().settings() != m_settings;
        if (renamed || shapeOfSelection() != m_shape)
            rebuildLater();
        else
            m_later.start(m_shape.size() > kManyNotes ? kSlowMs : 0);
    });
    rebuild();
}

InspectorPanel::~InspectorPanel()
{
    finishTyping();
}

/// What is being typed is stored while its editor is whole: a widget that dies with the focus still
/// says that its editing is finished.
void InspectorPanel::finishTyping()
{
    QWidget* focus = QApplication::focusWidget();
    if (focus && m_area->isAncestorOf(focus))
        focus->clearFocus();
}

void InspectorPanel::rebuildLater()
{
    m_rebuildWanted = true;
    m_later.start(m_selection.current().notes.size() > kManyNotes ? kSlowMs : 0);
}

std::map<NoteId, std::pair<NoteKind, bool>> InspectorPanel::shapeOfSelection() const
{
    std::map<NoteId, std::pair<NoteKind, bool>> shape;
    for (const NoteId id : m_selection.current().notes)
        if (const Note* note = m_controller.board().note(id))
            shape[id] = {note->kind, note->flag(NoteProperty::Hidden)};
    return shape;
}

QWidget* InspectorPanel::makeForm()
{
    InspectorForms forms(m_controller, m_selection, m_readers, m_author);
    if (!m_shape.empty()) {
        std::set<NoteId> ids;
        for (const auto& [id, shape] : m_shape)
            ids.insert(id);
        return forms.notes(ids);
    }
    if (const auto frame = m_selection.singleFrame())
        return forms.frame(*frame);
    if (const auto connector = m_selection.singleConnector())
        return forms.connector(*connector);
    return m_selection.current().isEmpty() ? forms.board() : forms.framesAndArrows();
}

void InspectorPanel::rebuild()
{
    finishTyping();
    m_rebuildWanted = false;
    m_readers = {};
    m_shape = shapeOfSelection();
    m_settings = m_controller.board().settings();
    QWidget* form = makeForm();
    form->setEnabled(!m_controller.isReadOnly());
    m_area->setWidget(form);
    m_slow.start(m_controller.board().notes().size() > kLargeBoard ? kSlowMs : 0);
}

void InspectorPanel::refresh()
{
    for (const auto& read : m_readers.quick)
        read();
    m_slow.start(m_controller.board().notes().size() > kLargeBoard ? kSlowMs : 0);
}

void InspectorPanel::refreshSlowly()
{
    for (const auto& read : m_readers.slow)
        read();
}

bool InspectorPanel::startComment()
{
    if (m_rebuildWanted)
        rebuild();
    auto* input = m_area->findChild<QPlainTextEdit*>(QStringLiteral("commentInput"));
    if (!input)
        return false;
    m_area->ensureWidgetVisible(input);
    input->setFocus(Qt::OtherFocusReason);
    return true;
}

}  // namespace stormbench::storming
