// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/topics_pane.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "views/common/filter_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/models/cluster_tables.h"
#include "views/panes/pane_parts.h"
#include "views/panes/topic_actions.h"

namespace stormbench::views {
namespace {

// Columns of cluster_tables.cpp that a bottom dock has no room for; the heading's menu brings them
// back.
constexpr int kReplicationColumn = 2, kBytesInColumn = 6;
constexpr int kTopicsShare = 570, kPartitionsShare = 490;

}  // namespace

TopicsPane::TopicsPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("topics"), parent)
    , m_topics(makeTopicTable())
    , m_partitions(makePartitionTable())
    , m_actions(new TopicActions(context, this))
{
    auto* split = new QSplitter;
    split->addWidget(buildTopics());
    split->addWidget(buildPartitions());
    split->setSizes({kTopicsShare, kPartitionsShare});
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    setContent(split);
    connect(m_actions, &TopicActions::created, this, &TopicsPane::selectTopic);
    showPartitions();
}

TopicsPane::~TopicsPane()
{
    m_selecting = true;
    delete m_topicView;
    delete m_partitionView;
}

QWidget* TopicsPane::buildTopics()
{
    m_filter = new FilterBar(tr("Filter topics"));
    m_topicView = new TableView(QStringLiteral("tables/topics"));
    m_topicView->setAccessibleName(tr("Topics"));
    m_topicView->setPlaceholder(tr("No topic matches the filter."));
    auto* rows = new RowFilter(this);
    rows->setSourceModel(m_topics.get());
    m_topicView->setModel(rows);
    m_topicView->hideColumns({kReplicationColumn, kBytesInColumn});
    m_topicView->setSortingEnabled(true);
    m_topicView->sortByColumn(0, Qt::AscendingOrder);
    auto* internals
        = m_filter->addSwitch(tr("Internal topics"), QStringLiteral("topics/internal"), false);
    const auto apply = [this, rows](bool shown) {
        rows->setCondition([this, shown](int row) {
            return shown || !m_topics->rows()[static_cast<std::size_t>(row)].internal;
        });
    };
    connect(internals, &QCheckBox::toggled, rows, apply);
    apply(internals->isChecked());
    m_filter->addTool(
        makeToolButton(QStringLiteral("add"), tr("Create topic"), [this] { m_actions->create(); }));
    connect(m_filter, &FilterBar::textChanged, rows, &RowFilter::setWords);
    connect(rows, &RowFilter::counted, m_filter, &FilterBar::setCount);
    connect(m_topicView, &TableView::keySelected, this, [this](const QString& name) {
        if (m_selecting)
            return;
        showPartitions();
        m_wanted.clear();
        if (!name.isEmpty())
            emit topicSelected(name);
    });
    connect(m_topicView, &QAbstractItemView::activated, this, [this] {
        if (const QString name = selectedTopic(); !name.isEmpty())
            emit messagesRequested(name);
    });
    m_topicView->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_topicView, &QWidget::customContextMenuRequested, this, &TopicsPane::showMenu);
    return stackPanel({m_filter, m_topicView});
}

QWidget* TopicsPane::buildPartitions()
{
    m_heading = makeHeading();
    m_partitionView = new TableView(QStringLiteral("tables/partitions"));
    m_partitionView->setAccessibleName(tr("Partitions"));
    auto* rows = new RowFilter(this);
    rows->setSourceModel(m_partitions.get());
    m_partitionView->setModel(rows);
    m_partitionView->hideColumns(
        {PartitionTopic, PartitionEpoch, PartitionSegments, PartitionAckMedian});
    m_partitionView->setColumnHidden(PartitionNote, true);
    m_partitionView->setSortingEnabled(true);
    m_partitionView->sortByColumn(PartitionNumber, Qt::AscendingOrder);
    return stackPanel({m_heading, m_partitionView});
}

void TopicsPane::refresh(const api::Snapshot& snapshot)
{
    m_topics->setRows(topicRows(snapshot, &context().history));
    const auto& all = m_topics->rows();
    const bool onlyInternal
        = std::all_of(all.begin(), all.end(), [](const TopicRow& topic) { return topic.internal; });
    m_topicView->setPlaceholder(onlyInternal ? tr("No topics yet, but for the cluster's own.")
                                             : tr("No topic matches the filter."));
    selectWanted();
    showPartitions();
}

std::optional<ClusterPane::Empty> TopicsPane::emptyState(const api::Snapshot& snapshot) const
{
    if (!snapshot.topics.empty())
        return std::nullopt;
    return Empty{
        QStringLiteral("topic"), tr("This cluster has no topics yet."), tr("Create topic")};
}

void TopicsPane::onEmptyAction()
{
    m_actions->create();
}

void TopicsPane::setStale(bool stale)
{
    m_topicView->setStale(stale);
    m_partitionView->setStale(stale);
}

void TopicsPane::clear()
{
    m_wanted.clear();
    m_topics->setRows({});
    m_partitions->setRows({});
    showPartitions();
}

QString TopicsPane::selectedTopic() const
{
    return m_topicView->selectedKey();
}

void TopicsPane::selectTopic(const QString& name)
{
    m_wanted = name;
    selectWanted();
    showPartitions();
}

void TopicsPane::selectWanted()
{
    if (m_wanted.isEmpty())
        return;
    m_selecting = true;
    if (m_topicView->selectKey(m_wanted))
        m_wanted.clear();
    m_selecting = false;
}

void TopicsPane::showPartitions()
{
    const QString topic = selectedTopic();
    const auto& snapshot = context().feed.snapshot();
    const int row = m_topics->rowOf(topic);
    m_partitions->setRows(
        snapshot && row >= 0 ? partitionRows(*snapshot, topic) : std::vector<PartitionRow>());
    const auto& shownRows = m_partitions->rows();
    const bool noted = std::any_of(shownRows.begin(), shownRows.end(),
        [](const PartitionRow& partition) { return !partition.status.error.empty(); });
    if (noted == m_partitionView->isColumnHidden(PartitionNote)) {  // only while there is a note
        m_partitionView->setColumnHidden(PartitionNote, !noted);
        m_partitionView->fitColumns();
    }
    m_partitionView->setPlaceholder(
        row >= 0 ? QString() : tr("Select a topic to see its partitions."));
    if (row < 0) {
        setHeading(m_heading, tr("Partitions"), {});
        return;
    }
    const TopicRow& shown = m_topics->rows()[static_cast<std::size_t>(row)];
    const QString records = countText(shown.records);
    setHeading(m_heading, topic,
        tr("%1 · %2").arg(ui::formatPlural(shown.partitions, tr("partition")),
            records == QLatin1String("1") ? tr("1 record") : tr("%1 records").arg(records)));
}

void TopicsPane::showMenu(const QPoint& at)
{
    const auto* proxy = static_cast<RowFilter*>(m_topicView->model());
    const TopicRow* row = m_topics->rowAt(proxy->mapToSource(m_topicView->indexAt(at)));
    QMenu menu;
    if (row) {
        const TopicRow topic = *row;  // the table may change while the menu is open
        menu.addAction(ui::icon(QStringLiteral("message")), tr("Show messages"), this,
            [this, topic] { emit messagesRequested(topic.name); });
        menu.addAction(ui::icon(QStringLiteral("copy")), tr("Copy name"), this,
            [topic] { QApplication::clipboard()->setText(topic.name); });
        menu.addSeparator();
        menu.addAction(ui::icon(QStringLiteral("partition")), tr("Add partitions…"), this,
                [this, topic] { m_actions->addPartitions(topic); })
            ->setEnabled(!topic.internal);
        menu.addAction(ui::icon(QStringLiteral("delete")), tr("Delete %1…").arg(topic.name), this,
                [this, topic] { m_actions->remove(topic); })
            ->setEnabled(!topic.internal);
        menu.addSeparator();
    }
    menu.addAction(ui::icon(QStringLiteral("add")), tr("Create topic…"), this,
        [this] { m_actions->create(); });
    menu.exec(m_topicView->viewport()->mapToGlobal(at));
}

}  // namespace stormbench::views
