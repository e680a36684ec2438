// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/brokers_pane.h"

#include <QTabWidget>

#include "views/common/filter_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/models/activity_tables.h"
#include "views/models/cluster_tables.h"
#include "views/panes/pane_parts.h"

namespace stormbench::views {

BrokersPane::BrokersPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("brokers"), parent)
    , m_brokers(makeBrokerTable())
    , m_requests(makeRequestTable())
    , m_clients(makeClientTable())
    , m_filter(new FilterBar(tr("Filter rows")))
    , m_tabs(new QTabWidget)
{
    m_tabs->setDocumentMode(true);
    addTable(tr("Brokers"), QStringLiteral("tables/brokers"), m_brokers.get());
    addTable(tr("Requests"), QStringLiteral("tables/requests"), m_requests.get())
        ->setStretchColumn(0);
    addTable(tr("Clients"), QStringLiteral("tables/clients"), m_clients.get());
    m_tables.front().view->setPlaceholder(tr("No broker matches the filter."));
    setContent(stackPanel({m_filter, m_tabs}));
    connect(m_filter, &FilterBar::textChanged, this, [this](const QString& text) {
        for (const auto& table : m_tables)
            table.rows->setWords(text);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        const auto* rows = m_tables[static_cast<std::size_t>(tab)].rows;
        m_filter->setCount(rows->rowCount(), rows->sourceModel()->rowCount());
    });
}

BrokersPane::~BrokersPane()
{
    m_tabs->disconnect(this);  // tabs go with their views
    for (const auto& table : m_tables)
        delete table.view;  // before the models that they show
}

TableView* BrokersPane::addTable(
    const QString& title, const QString& settings, QAbstractItemModel* model)
{
    auto* rows = new RowFilter(this);
    rows->setSourceModel(model);
    auto* view = new TableView(settings);
    view->setModel(rows);
    view->setSortingEnabled(true);
    view->sortByColumn(0, Qt::AscendingOrder);
    view->setObjectName(settings);
    view->setAccessibleName(title);
    const auto tab = static_cast<int>(m_tables.size());
    m_tables.push_back({view, rows});
    m_tabs->addTab(view, title);
    connect(rows, &RowFilter::counted, this, [this, tab](int shown, int all) {
        if (m_tabs->currentIndex() == tab)
            m_filter->setCount(shown, all);
    });
    return view;
}

void BrokersPane::refresh(const api::Snapshot& snapshot)
{
    m_brokers->setRows(brokerRows(snapshot, &context().history));
    m_requests->setRows(requestRows(snapshot));
    m_clients->setRows(clientRows(snapshot));
    const bool told = snapshot.events != nullptr;
    m_tables[1].view->setPlaceholder(told ? tr("No request matches.")
                                          : tr("Only embedded clusters tell their requests: over "
                                               "the wire Kafka has no question for them."));
    m_tables[2].view->setPlaceholder(told ? tr("No client is connected, or none matches.")
                                          : tr("Only embedded clusters tell who is connected: over "
                                               "the wire Kafka tells members of groups only."));
}

void BrokersPane::setStale(bool stale)
{
    for (const auto& table : m_tables)
        table.view->setStale(stale);
}

void BrokersPane::clear()
{
    m_brokers->setRows({});
    m_requests->setRows({});
    m_clients->setRows({});
}

}  // namespace stormbench::views
