// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/groups_pane.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTabWidget>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "views/common/filter_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/models/cluster_tables.h"
#include "views/panes/job_dialog.h"
#include "views/panes/pane_parts.h"

namespace stormbench::views {
namespace {

constexpr int kGroupsShare = 480, kDetailShare = 520;
constexpr int kPartitionsColumn = 5, kAssignorColumn = 6,
              kCoordinatorColumn = 7;  // of cluster_tables.cpp; brought back by the heading's menu

TableView* makeDetailTable(
    QAbstractItemModel* model, const QString& settingsKey, int stretch, QObject* owner)
{
    auto* view = new TableView(settingsKey);
    auto* rows = new RowFilter(owner);
    rows->setSourceModel(model);
    view->setStretchColumn(stretch);
    view->setModel(rows);
    view->setSortingEnabled(true);
    view->sortByColumn(0, Qt::AscendingOrder);
    return view;
}

}  // namespace

GroupsPane::GroupsPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("consumer groups"), parent)
    , m_groups(makeGroupTable())
    , m_partitions(makeGroupPartitionTable())
    , m_members(makeMemberTable())
{
    auto* split = new QSplitter;
    split->addWidget(buildGroups());
    split->addWidget(buildDetail());
    split->setSizes({kGroupsShare, kDetailShare});
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    setContent(split);
    showDetail();
}

GroupsPane::~GroupsPane()
{
    m_selecting = true;
    delete m_groupView;
    delete m_partitionView;
    delete m_memberView;
}

QWidget* GroupsPane::buildGroups()
{
    m_filter = new FilterBar(tr("Filter groups"));
    m_groupView = new TableView(QStringLiteral("tables/groups"));
    m_groupView->setAccessibleName(tr("Consumer groups"));
    m_groupView->setPlaceholder(tr("No group matches the filter."));
    auto* rows = new RowFilter(this);
    rows->setSourceModel(m_groups.get());
    m_groupView->setModel(rows);
    m_groupView->hideColumns({kPartitionsColumn, kAssignorColumn, kCoordinatorColumn});
    m_groupView->setSortingEnabled(true);
    m_groupView->sortByColumn(0, Qt::AscendingOrder);
    connect(m_filter, &FilterBar::textChanged, rows, &RowFilter::setWords);
    connect(rows, &RowFilter::counted, m_filter, &FilterBar::setCount);
    connect(m_groupView, &TableView::keySelected, this, [this](const QString& id) {
        if (m_selecting)
            return;
        showDetail();
        m_wanted.clear();
        if (!id.isEmpty())
            emit groupSelected(id);
    });
    m_groupView->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_groupView, &QWidget::customContextMenuRequested, this, &GroupsPane::showMenu);
    return stackPanel({m_filter, m_groupView});
}

QWidget* GroupsPane::buildDetail()
{
    m_heading = makeHeading();
    m_partitionView
        = makeDetailTable(m_partitions.get(), QStringLiteral("tables/group-partitions"), 2, this);
    m_partitionView->setAccessibleName(tr("Committed offsets and lag"));
    m_memberView = makeDetailTable(m_members.get(), QStringLiteral("tables/members"), 3, this);
    m_memberView->setAccessibleName(tr("Members"));
    m_tabs = new QTabWidget;
    m_tabs->addTab(m_partitionView, tr("Partitions"));
    m_tabs->addTab(m_memberView, tr("Members"));
    m_tabs->setDocumentMode(true);
    return stackPanel({m_heading, m_tabs});
}

void GroupsPane::refresh(const api::Snapshot& snapshot)
{
    m_groups->setRows(groupRows(snapshot, &context().history));
    selectWanted();
    showDetail();
}

std::optional<ClusterPane::Empty> GroupsPane::emptyState(const api::Snapshot& snapshot) const
{
    if (!snapshot.groups.empty())
        return std::nullopt;
    return Empty{QStringLiteral("group"),
        tr("No consumer group yet. One appears here as soon as a consumer joins it."), {}};
}

void GroupsPane::setStale(bool stale)
{
    for (auto* view : {m_groupView, m_partitionView, m_memberView})
        view->setStale(stale);
}

void GroupsPane::clear()
{
    m_wanted.clear();
    m_groups->setRows({});
    showDetail();
}

QString GroupsPane::selectedGroup() const
{
    return m_groupView->selectedKey();
}

void GroupsPane::selectGroup(const QString& id)
{
    m_wanted = id;
    selectWanted();
    showDetail();
}

void GroupsPane::selectWanted()
{
    if (m_wanted.isEmpty())
        return;
    m_selecting = true;
    if (m_groupView->selectKey(m_wanted))
        m_wanted.clear();
    m_selecting = false;
}

void GroupsPane::showDetail()
{
    const QString group = selectedGroup();
    const auto& snapshot = context().feed.snapshot();
    const int row = m_groups->rowOf(group);
    const bool shown = snapshot && row >= 0;
    m_partitions->setRows(
        shown ? groupPartitionRows(*snapshot, group) : std::vector<GroupPartitionRow>());
    m_members->setRows(shown ? memberRows(*snapshot, group) : std::vector<MemberRow>());
    m_partitionView->setPlaceholder(shown ? tr("Nothing assigned and nothing committed.")
                                          : tr("Select a group to see its offsets and lag."));
    m_memberView->setPlaceholder(
        shown ? tr("No members now.") : tr("Select a group to see its members."));
    m_tabs->setTabText(
        0, shown ? tr("Partitions  %1").arg(m_partitions->rowCount()) : tr("Partitions"));
    m_tabs->setTabText(1, shown ? tr("Members  %1").arg(m_members->rowCount()) : tr("Members"));
    if (!shown)
        return setHeading(m_heading, tr("Offsets and lag"), {});
    const GroupRow& chosen = m_groups->rows()[static_cast<std::size_t>(row)];
    const QString remark = chosen.error.isEmpty()
        ? tr("%1 · lag %2").arg(chosen.state, countText(chosen.lag))
        : chosen.error;
    setHeading(m_heading, group, remark);
}

void GroupsPane::showMenu(const QPoint& at)
{
    const auto* proxy = static_cast<RowFilter*>(m_groupView->model());
    const GroupRow* row = m_groups->rowAt(proxy->mapToSource(m_groupView->indexAt(at)));
    if (!row)
        return;
    const QString id = row->id;
    const bool empty = row->members == 0;
    QMenu menu;
    menu.addAction(ui::icon(QStringLiteral("copy")), tr("Copy name"), this,
        [id] { QApplication::clipboard()->setText(id); });
    menu.addSeparator();
    auto* remove = menu.addAction(ui::icon(QStringLiteral("delete")),
        empty ? tr("Delete %1…").arg(id) : tr("Delete %1 (it has members)").arg(id), this,
        [this, id] { deleteGroup(id); });
    remove->setEnabled(empty);
    menu.exec(m_groupView->viewport()->mapToGlobal(at));
}

void GroupsPane::deleteGroup(const QString& id)
{
    auto* dialog = new JobDialog(
        tr("Delete %1").arg(id), tr("Delete %1").arg(id), context().jobs,
        [connection = context().connection, id]() -> JobDialog::Job {
            return [settings = connection(), name = id.toStdString()]() -> Result<> {
                SB_TRY_ASSIGN(const auto admin, api::Admin::create(settings));
                SB_TRY_ASSIGN(const auto results, admin->deleteGroups({name}));
                return results.empty() ? Result<>() : results.front().result;
            };
        },
        this);
    dialog->setExplanation(tr("Delete the group %1 with all offsets that it has committed? If its "
                              "consumers come back, they start where "
                              "auto.offset.reset tells them to. This cannot be undone.")
                               .arg(id));
    dialog->setDangerous();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace stormbench::views
