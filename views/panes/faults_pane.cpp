// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/faults_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

#include <set>

#include "resources/ui/format.h"
#include "resources/ui/theme.h"
#include "views/common/notice_bar.h"
#include "views/common/row_filter.h"
#include "views/common/table_view.h"
#include "views/models/fault_words.h"
#include "views/panes/broker_faults.h"
#include "views/panes/clock_faults.h"
#include "views/panes/link_matrix.h"
#include "views/panes/pane_parts.h"

namespace stormbench::views {
namespace {

constexpr int kLeastRows = 4;  // of the list, its heading too

/// A heading above a part of the panel.
QWidget* makeSection(const QString& title, QWidget* content)
{
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::size::kGapSmall);
    auto* heading = new QLabel(title);
    heading->setProperty("look", QStringLiteral("strong"));
    column->addWidget(heading);
    column->addWidget(content, 1);
    return section;
}

}  // namespace

FaultsPane::FaultsPane(const PaneContext& context, QWidget* parent)
    : ClusterPane(context, tr("faults"), parent)
    , m_active(makeFaultTable())
    , m_brokers(new BrokerFaults)
    , m_links(new LinkMatrix)
    , m_clock(new ClockFaults)
    , m_failure(new NoticeBar)
{
    // One scroll bar, and only where the dock is low: the controls first, then what is in force.
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(stackPanel({buildControls(), buildList()}));
    setContent(stackPanel({buildBar(), m_failure, scroll}));
    connect(m_brokers, &BrokerFaults::requested, this, &FaultsPane::request);
    connect(m_links, &LinkMatrix::requested, this, &FaultsPane::request);
    connect(m_clock, &ClockFaults::requested, this, &FaultsPane::request);
    updateButtons();
}

FaultsPane::~FaultsPane()
{
    delete m_view;  // before the model that it shows
}

QWidget* FaultsPane::buildBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(ui::size::kGap, ui::size::kGrid, ui::size::kGapSmall, ui::size::kGrid);
    row->setSpacing(ui::size::kGrid);
    m_summary = new QLabel;
    m_summary->setProperty("look", QStringLiteral("muted"));
    m_heal = makeToolButton(QStringLiteral("ok"), tr("Heal selected"), [this] { healSelected(); });
    m_heal->setToolTip(tr("End the faults that are selected in the list below"));
    m_healAll = makeToolButton(QStringLiteral("reset"), tr("Heal all"), [this] { healAll(); });
    m_healAll->setToolTip(tr("End every fault; brokers that were killed start again"));
    row->addWidget(m_summary, 1);
    row->addWidget(m_heal);
    row->addWidget(m_healAll);
    return bar;
}

QWidget* FaultsPane::buildControls()
{
    auto* controls = new QWidget;
    controls->setProperty("look", QStringLiteral("panel"));
    controls->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(ui::size::kGap, ui::size::kGrid, ui::size::kGap, ui::size::kGap);
    row->setSpacing(2 * ui::size::kGapLarge);
    row->addWidget(makeSection(tr("Brokers"), m_brokers));
    row->addWidget(makeSection(tr("Links"), m_links));
    row->addWidget(makeSection(tr("The cluster's time"), m_clock));
    row->addStretch();
    return controls;
}

QWidget* FaultsPane::buildList()
{
    m_view = new TableView(QStringLiteral("tables/faults"));
    auto* rows = new RowFilter(this);
    rows->setSourceModel(m_active.get());
    m_view->setStretchColumn(0);
    m_view->setModel(rows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAccessibleName(tr("Faults in force"));
    m_view->setMinimumHeight(kLeastRows * ui::size::kRow);
    m_view->hide();  // until something is in force
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &FaultsPane::updateButtons);
    connect(m_view, &QAbstractItemView::doubleClicked, this, &FaultsPane::healSelected);
    return m_view;
}

std::shared_ptr<api::Faults> FaultsPane::faults() const
{
    return context().faults ? context().faults() : nullptr;
}

/// Right after a fault was applied the last snapshot does not know of it yet.
api::FaultStatePtr FaultsPane::newest(const api::Snapshot& snapshot) const
{
    const auto direct = faults();
    auto state = direct ? direct->state() : nullptr;
    return !state || (snapshot.faults && snapshot.faults->number > state->number) ? snapshot.faults
                                                                                  : state;
}

void FaultsPane::refresh(const api::Snapshot& snapshot)
{
    const auto state = newest(snapshot);
    if (!state)
        return;
    std::vector<BrokerId> ids;
    for (const auto& broker : snapshot.brokers)
        ids.push_back(broker.id);
    m_brokers->show(snapshot.brokers, *state);
    m_links->show(ids, *state);
    m_clock->show(snapshot.groups, *state);
    m_active->setRows(faultRows(*state));
    m_view->setVisible(!state->active.empty());
    m_summary->setText(state->active.empty()
            ? tr("All sound")
            : tr("%1 in force")
                  .arg(ui::formatPlural(
                      static_cast<std::int64_t>(state->active.size()), tr("fault"))));
    updateButtons();
}

std::optional<ClusterPane::Empty> FaultsPane::emptyState(const api::Snapshot& snapshot) const
{
    if (snapshot.faults && faults())
        return std::nullopt;
    return Empty{QStringLiteral("fault"),
        tr("Only the local cluster can be made to fail on purpose; this one runs elsewhere."), {}};
}

void FaultsPane::setStale(bool stale)
{
    m_view->setStale(stale);
}

void FaultsPane::clear()
{
    m_active->setRows({});
    m_failure->hush();
    updateButtons();
}

void FaultsPane::updateButtons()
{
    if (!m_view)
        return;
    m_heal->setEnabled(m_view->selectionModel()->hasSelection());
    m_healAll->setEnabled(m_active->rowCount() > 0);
}

void FaultsPane::request(const FaultChange& change)
{
    run([change](api::Faults& faults) -> Result<> {
        const auto state = faults.state();
        for (const auto& entry : state->active) {
            if (!change.ends || !change.ends(entry))
                continue;
            // One that somebody else has healed meanwhile is what was wanted.
            if (auto healed = faults.heal(entry.id);
                !healed && healed.error().code != ErrorCode::NotFound)
                return healed;
        }
        if (change.apply)
            SB_TRY(faults.apply(*change.apply));
        return {};
    });
}

void FaultsPane::healAll()
{
    run([](api::Faults& faults) { return faults.healAll(); });
}

void FaultsPane::healSelected()
{
    std::set<qint64> chosen;
    const auto* proxy = static_cast<RowFilter*>(m_view->model());
    for (const auto& index : m_view->selectionModel()->selectedRows()) {
        if (const auto* row = m_active->rowAt(proxy->mapToSource(index)))
            chosen.insert(row->id);
    }
    if (!chosen.empty())
        request(
            {[chosen](const api::FaultEntry& entry) { return chosen.contains(entry.id.value()); },
                {}});
}

void FaultsPane::run(Job job)
{
    const auto target = faults();
    if (!target)
        return;
    context().jobs.run(
        this, [target, job = std::move(job)] { return job(*target); },
        [this](const Result<>& done) {
            if (done)
                m_failure->hush();
            else
                m_failure->say(
                    NoticeBar::Kind::Failure, QString::fromStdString(done.error().message));
            reconsider();
        });
}

}  // namespace stormbench::views
