// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/outline_panel.h"

#include "resources/ui/icons.h"
#include "resources/ui/state_pane.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/scene/paper.h"
#include "storming/scene/reading_order.h"
#include "storming/scene/selection.h"
#include "storming/workshop/frame_tree.h"

#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kNoteRole = Qt::UserRole;
constexpr int kFrameRole = Qt::UserRole + 1;
constexpr int kOtherRole = Qt::UserRole + 2;  // the far end of a relation

template <typename Id> Id idAt(const QTreeWidgetItem* item, int role)
{
    return Id(item->data(0, role).toULongLong());
}

}  // namespace

OutlinePanel::OutlinePanel(BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_filter(new QLineEdit)
    , m_tree(new QTreeWidget)
    , m_state(new ui::StatePane(m_tree))
{
    build();
    connect(&m_later, &RestTimer::due, this, &OutlinePanel::catchUp);
    connect(&controller, &BoardController::changed, this, &OutlinePanel::follow);
    connect(&controller, &BoardController::reset, this, &OutlinePanel::follow);
    connect(&selection, &BoardSelection::changed, this, &OutlinePanel::showSelection);
    connect(m_filter, &QLineEdit::textChanged, this, &OutlinePanel::rebuild);
    connectTree();
}

void OutlinePanel::build()
{
    setAccessibleName(tr("Outline"));
    setLook(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Find a note"));
    m_filter->setClearButtonEnabled(true);
    setFocusProxy(m_tree);
    // The words of an empty board wrap: they need not widen the column.
    m_state->setMinimumWidth(kWidth / 2);
    m_tree->setHeaderHidden(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(ui::size::kIconSmall);
    m_tree->setAccessibleName(tr("Frames and notes of the board"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(
        ui::size::kGap, ui::size::kGapSmall, ui::size::kGap, ui::size::kGapSmall);
    bar->addWidget(m_filter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_state, 1);
}

void OutlinePanel::connectTree()
{
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &OutlinePanel::takeSelection);
    connect(m_tree, &QTreeWidget::itemActivated, this, &OutlinePanel::jumpTo);
    connect(m_tree, &QTreeWidget::itemClicked, this, &OutlinePanel::jumpTo);
    connect(m_tree, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem* item) {
        if (const auto frame = idAt<FrameId>(item, kFrameRole); frame.isValid())
            m_collapsed.insert(frame);
    });
    connect(m_tree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
        m_collapsed.erase(idAt<FrameId>(item, kFrameRole));
        addRelations(item);
    });
}

void OutlinePanel::flush()
{
    rebuild();
}

void OutlinePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    catchUp();
}

// A dock that comes out from behind another's tab is not shown, only moved.
void OutlinePanel::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if ((m_stale || m_unshown) && !m_later.isActive())
        m_later.hurry();
}

void OutlinePanel::follow()
{
    m_stale = true;
    if (isInSight(*this))
        m_later.touch();
}

void OutlinePanel::catchUp()
{
    if (m_stale)
        rebuild();
    else if (m_unshown)
        showSelection();
}

void OutlinePanel::rebuild()
{
    m_later.stop();
    m_stale = !isInSight(*this);
    if (m_stale)
        return;
    m_updating = true;
    m_tree->clear();
    m_notes.clear();
    m_frames.clear();
    m_edges.clear();
    const Board& board = m_controller.board();
    for (const Edge& edge : edges(board)) {
        m_edges.emplace(edge.from, edge);
        m_edges.emplace(edge.to, edge);
    }
    const QString words = m_filter->text().simplified();
    std::map<FrameId, std::vector<NoteId>> members;
    for (const auto& [id, note] : board.notes())
        if (words.isEmpty()
            || fullName(board.settings(), note).contains(words, Qt::CaseInsensitive))
            members[frameHolding(board, note).value_or(FrameId())].push_back(id);
    addFrames(members);
    m_updating = false;
    if (board.isEmpty())
        m_state->showEmpty(
            QStringLiteral("note"), tr("The board is empty: double-click it to place a note"));
    else if (m_notes.empty() && (m_frames.empty() || !words.isEmpty()))
        m_state->showEmpty(QStringLiteral("search"), tr("No note has these words"));
    else
        m_state->showContent();
    showSelection();
}

/// Frames within frames, each with its notes; last the notes that are in none.
void OutlinePanel::addFrames(const std::map<FrameId, std::vector<NoteId>>& members)
{
    const Board& board = m_controller.board();
    const auto fill = [&](QTreeWidgetItem* parent, FrameId frame) {
        if (const auto found = members.find(frame); found != members.end())
            for (const NoteId id : readingOrder(board, found->second))
                addNote(parent, id);
    };
    const bool filtered = !m_filter->text().simplified().isEmpty();
    for (const FrameEntry& entry : frameTree(board)) {
        const Frame& frame = *board.frame(entry.frame);
        QTreeWidgetItem* parent
            = entry.parent ? m_frames[*entry.parent] : m_tree->invisibleRootItem();
        const QString kind = QString::fromUtf8(frameKindEntry(frame.kind).name);
        auto* item = new QTreeWidgetItem(
            parent, {frame.name.isEmpty() ? tr("Unnamed %1").arg(kind.toLower()) : frame.name});
        item->setIcon(0, ui::icon(frameGlyph(frame.kind)));
        item->setData(0, kFrameRole, frame.id.value());
        const QString full = QStringLiteral("%1: %2").arg(kind, item->text(0));
        item->setData(0, Qt::AccessibleTextRole, full);
        item->setToolTip(0, full);
        m_frames[frame.id] = item;
        fill(item, frame.id);
        item->setExpanded(!m_collapsed.contains(frame.id));
    }
    fill(m_tree->invisibleRootItem(), FrameId());
    if (!filtered)
        return;
    for (const auto& [id, item] : m_frames)
        item->setHidden(item->childCount() == 0);
}

void OutlinePanel::addNote(QTreeWidgetItem* parent, NoteId id)
{
    const BoardSettings& settings = m_controller.board().settings();
    const Note& note = *m_controller.board().note(id);
    auto* item = new QTreeWidgetItem(parent, {listedName(settings, note)});
    item->setIcon(0, kindIcon(settings, note.kind));
    item->setData(0, kNoteRole, id.value());
    item->setData(0, Qt::AccessibleTextRole, fullName(settings, note));
    item->setToolTip(0, fullName(settings, note));
    if (m_edges.contains(id))
        item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    m_notes[id] = item;
}

/// Only once somebody looks: a large board has thousands.
void OutlinePanel::addRelations(QTreeWidgetItem* item)
{
    const auto id = idAt<NoteId>(item, kNoteRole);
    if (!id.isValid() || item->childCount() > 0)
        return;
    const Board& board = m_controller.board();
    const auto [begin, end] = m_edges.equal_range(id);
    for (auto at = begin; at != end; ++at) {
        const Edge& edge = at->second;
        const bool out = edge.from == id;
        const Note* other = board.note(out ? edge.to : edge.from);
        if (!other)
            continue;
        const QString verb = QString::fromUtf8(edge.grammar().verb);
        const QString name = fullName(board.settings(), *other);
        auto* child = new QTreeWidgetItem(item,
            {out ? QStringLiteral("→ %1 %2").arg(verb, name).simplified()
                 : QStringLiteral("← %1 %2").arg(name, verb).simplified()});
        child->setData(0, kOtherRole, other->id.value());
        child->setFlags(Qt::ItemIsEnabled);
        child->setToolTip(0, child->text(0));
    }
}

void OutlinePanel::jumpTo(const QTreeWidgetItem* item)
{
    const auto other = idAt<NoteId>(item, kOtherRole);
    const auto note = other.isValid() ? other : idAt<NoteId>(item, kNoteRole);
    // The board may be ahead of the tree.
    if (!m_controller.board().note(note))
        return;
    if (other.isValid())
        m_selection.selectNote(other);
    emit jumpRequested(note);
}

void OutlinePanel::showSelection()
{
    if (m_updating)
        return;
    m_unshown = !isInSight(*this);
    if (m_unshown)
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
        const auto note = idAt<NoteId>(item, kNoteRole);
        const auto frame = idAt<FrameId>(item, kFrameRole);
        if (m_controller.board().note(note))
            chosen.notes.insert(note);
        if (m_controller.board().frame(frame))
            chosen.frames.insert(frame);
    }
    m_selection.set(std::move(chosen));
    m_updating = false;
}

}  // namespace stormbench::storming
