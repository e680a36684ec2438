// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panes/cluster_pane.h"

#include <QDateTime>
#include <QVBoxLayout>

#include "resources/ui/format.h"
#include "resources/ui/state_pane.h"
#include "views/common/notice_bar.h"

namespace stormbench::views {
namespace {

constexpr std::chrono::milliseconds kRefresh{
    150};  // gathers the snapshot and the history that follows it
constexpr std::chrono::seconds kTellAge{1};

}  // namespace

ClusterPane::ClusterPane(const PaneContext& context, const QString& subject, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_subject(subject)
    , m_notice(new NoticeBar)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefresh);
    connect(&m_refresh, &QTimer::timeout, this, &ClusterPane::reconsider);
    m_age.setInterval(kTellAge);
    connect(&m_age, &QTimer::timeout, this, &ClusterPane::tellAge);
    connect(&context.feed, &feed::ClusterFeed::snapshotChanged, this,
        [this](const api::SnapshotPtr& snapshot) {
            if (snapshot && snapshot->error.empty())
                m_lastGood = snapshot->takenAt;
            scheduleRefresh();
        });
    connect(&context.feed, &feed::ClusterFeed::sourceChanged, this, [this] {
        m_lastGood = {};
        clear();
        reconsider();
    });
}

ClusterPane::~ClusterPane() = default;

void ClusterPane::setContent(QWidget* content)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(content, 1);
    m_state = new ui::StatePane(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    connect(m_state, &ui::StatePane::actionTriggered, this, [this] {
        if (m_connectOffered && m_context.connectElsewhere)
            m_context.connectElsewhere();
        else
            onEmptyAction();
    });
    if (const auto& snapshot = m_context.feed.snapshot(); snapshot && snapshot->error.empty())
        m_lastGood = snapshot->takenAt;
    presentNothing();
}

std::optional<ClusterPane::Empty> ClusterPane::emptyState(const api::Snapshot&) const
{
    return std::nullopt;
}

void ClusterPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    reconsider();
}

void ClusterPane::scheduleRefresh()
{
    if (!m_refresh.isActive())
        m_refresh.start();
}

void ClusterPane::reconsider()
{
    if (!isVisible())
        return;
    if (const auto snapshot = m_context.feed.snapshot())
        present(*snapshot);
    else
        presentNothing();
}

void ClusterPane::presentNothing()
{
    m_age.stop();
    const bool waiting = m_context.feed.hasSource();
    m_connectOffered = !waiting;
    if (waiting)
        m_state->showLoading(tr("Asking the cluster for its %1…").arg(m_subject), false);
    else
        m_state->showEmpty(QStringLiteral("disconnect"), tr("No cluster is connected."),
            m_context.connectElsewhere ? tr("Connect…") : QString());
}

void ClusterPane::present(const api::Snapshot& snapshot)
{
    m_error = QString::fromStdString(snapshot.error);
    const bool failed = !m_error.isEmpty();
    m_connectOffered = failed;
    if (failed && snapshot.brokers.empty() && snapshot.topics.empty()) {
        m_age.stop();
        m_state->showFailed(m_error, m_context.connectElsewhere ? tr("Connect…") : QString());
        return;
    }
    setStale(failed);
    if (failed) {
        tellAge();
        m_age.start();
    } else {
        m_age.stop();
        m_notice->hush();
    }
    refresh(snapshot);
    const auto empty = emptyState(snapshot);
    if (!empty)
        m_state->showContent();
    else
        m_state->showEmpty(empty->icon, empty->sentence, empty->action);
    m_connectOffered = m_connectOffered && !empty;
}

void ClusterPane::tellAge()
{
    const api::Millis age(QDateTime::currentMSecsSinceEpoch() - m_lastGood.count());
    const QString when = m_lastGood.count() == 0 ? tr("before that") : ui::formatAge(age);
    m_notice->say(NoticeBar::Kind::Failure,
        tr("%1. These are the last good figures, from %2; asking again.").arg(m_error, when));
}

}  // namespace stormbench::views
