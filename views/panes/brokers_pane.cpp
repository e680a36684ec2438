// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/brokers_pane.h"

#include <QVBoxLayout>

#include "views/common/filter_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/models/cluster_tables.h"

namespace stormbench::views {

BrokersPane::BrokersPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("brokers"), parent), m_brokers(makeBrokerTable()), m_view(new TableView(QStringLiteral("tables/brokers"))),
      m_filter(new FilterBar(tr("Filter brokers")))
{
    auto* rows = new RowFilter(this);
    rows->setSourceModel(m_brokers.get());
    m_view->setModel(rows);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::AscendingOrder);
    m_view->setAccessibleName(tr("Brokers"));
    m_view->setPlaceholder(tr("No broker matches the filter."));
    connect(m_filter, &FilterBar::textChanged, rows, &RowFilter::setWords);
    connect(rows, &RowFilter::counted, m_filter, &FilterBar::setCount);

    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("panel"));
    content->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    setContent(content);
}

BrokersPane::~BrokersPane()
{
    delete m_view;  // before the model that it shows
}

void BrokersPane::refresh(const api::Snapshot& snapshot)
{
    m_brokers->setRows(brokerRows(snapshot, &context().history));
}

void BrokersPane::setStale(bool stale) { m_view->setStale(stale); }
void BrokersPane::clear() { m_brokers->setRows({}); }

}  // namespace stormbench::views
