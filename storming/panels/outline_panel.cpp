// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/outline_panel.h"

#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/paper.h"
#include "storming/scene/reading_order.h"
#include "storming/scene/selection.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kNoteRole = Qt::UserRole;
constexpr int kFrameRole = Qt::UserRole + 1;

}  // namespace

OutlinePanel::OutlinePanel(BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_filter(new QLineEdit)
    , m_tree(new QTreeWidget)
    , m_state(new ui::StatePane(m_tree))
{
    setAccessibleName(tr("Outline"));
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Find a note"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setHeaderHidden(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setAccessibleName(tr("Contexts and notes of the board"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    bar->addWidget(m_filter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_state, 1);

    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &OutlinePanel::rebuild);
    connect(&controller, &BoardController::changed, &m_later, qOverload<>(&QTimer::start));
    connect(&controller, &BoardController::reset, this, &OutlinePanel::rebuild);
    connect(&selection, &BoardSelection::changed, this, &OutlinePanel::showSelection);
    connect(m_filter, &QLineEdit::textChanged, this, &OutlinePanel::rebuild);
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &OutlinePanel::takeSelection);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const NoteId note(item->data(0, kNoteRole).toULongLong());
        if (note.isValid())
            emit jumpRequested(note);
    });
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        const NoteId note(item->data(0, kNoteRole).toULongLong());
        if (note.isValid())
            emit jumpRequested(note);
    });
    connect(m_tree, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem* item) {
        m_collapsed.insert(FrameId(item->data(0, kFrameRole).toULongLong()));
    });
    connect(m_tree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
        m_collapsed.erase(FrameId(item->data(0, kFrameRole).toULongLong()));
    });
    rebuild();
}

void OutlinePanel::flush()
{
    m_later.stop();
    rebuild();
}

void OutlinePanel::rebuild()
{
    m_updating = true;
    m_tree->clear();
    m_notes.clear();
    m_frames.clear();
    const Board& board = m_controller.board();
    const QString words = m_filter->text().simplified();
    std::map<FrameId, std::vector<NoteId>> members;
    for (const auto& [id, note] : board.notes()) {
        if (!words.isEmpty() && !spokenName(note).contains(words, Qt::CaseInsensitive))
            continue;
        members[board.frameOf(note).value_or(FrameId())].push_back(id);
    }
    const auto fill = [&](QTreeWidgetItem* parent, FrameId frame) {
        for (const NoteId id : readingOrder(board, members[frame]))
            addNote(parent, id);
    };
    for (const auto& [id, frame] : board.frames()) {
        if (!words.isEmpty() && members[id].empty())
            continue;
        auto* item = new QTreeWidgetItem(
            m_tree, {frame.name.isEmpty() ? tr("Unnamed context") : frame.name});
        item->setIcon(0, ui::icon(QStringLiteral("kind-context")));
        item->setData(0, kFrameRole, frame.id.value());
        m_frames[id] = item;
        fill(item, id);
        item->setExpanded(!m_collapsed.contains(id));
    }
    fill(m_tree->invisibleRootItem(), FrameId());
    m_updating = false;
    if (board.isEmpty())
        m_state->showEmpty(
            QStringLiteral("note"), tr("The board is empty: double-click it to place a note"));
    else if (m_notes.empty() && m_frames.empty())
        m_state->showEmpty(QStringLiteral("search"), tr("No note has these words"));
    else
        m_state->showContent();
    showSelection();
}

void OutlinePanel::addNote(QTreeWidgetItem* parent, NoteId id)
{
    const Note& note = *m_controller.board().note(id);
    const QString name = note.name();
    auto* item = new QTreeWidgetItem(
        parent, {name.isEmpty() ? QString::fromUtf8(notationOf(note.kind).name) : name});
    item->setIcon(0, ui::icon(glyphOf(note.kind)));
    item->setData(0, kNoteRole, id.value());
    item->setData(0, Qt::AccessibleTextRole, spokenName(note));
    item->setToolTip(0, spokenName(note));
    m_notes[id] = item;
}

void OutlinePanel::showSelection()
{
    if (m_updating)
        return;
    m_updating = true;
    const QSignalBlocker quiet(m_tree);
    m_tree->clearSelection();
    QTreeWidgetItem* first = nullptr;
    for (const auto& [id, item] : m_notes) {
        if (!m_selection.contains(id))
            continue;
        item->setSelected(true);
        if (!first)
            first = item;
    }
    for (const auto& [id, item] : m_frames) {
        if (m_selection.contains(id))
            item->setSelected(true);
    }
    if (first)
        m_tree->scrollToItem(first);
    m_updating = false;
}

void OutlinePanel::takeSelection()
{
    if (m_updating)
        return;
    m_updating = true;
    Selection chosen;
    for (const QTreeWidgetItem* item : m_tree->selectedItems()) {
        const NoteId note(item->data(0, kNoteRole).toULongLong());
        const FrameId frame(item->data(0, kFrameRole).toULongLong());
        if (note.isValid())
            chosen.notes.insert(note);
        if (frame.isValid())
            chosen.frames.insert(frame);
    }
    m_selection.set(std::move(chosen));
    m_updating = false;
}

}  // namespace stormbench::storming
