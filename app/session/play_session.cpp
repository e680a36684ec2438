// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/play_session.h"

namespace stormbench::app {
namespace {

constexpr std::chrono::milliseconds kFollowDelay{600};

/// Creates the topics that are missing; what exists otherwise stays as it is and is told of in the
/// plan.
Result<storming::Plan> prepare(
    const storming::Topology& topology, const api::ConnectionSettings& connection)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    return storming::createMissingTopics(topology, *admin);
}

}  // namespace

PlaySession::PlaySession(ClusterSession& cluster, QObject* parent)
    : QObject(parent)
    , m_cluster(cluster)
    , m_flowMailbox(this, [this](storming::FlowSample sample) {
        if (m_state == PlayState::Playing || m_state == PlayState::Paused)
            emit flowed(sample);
    })
{
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(kFollowDelay);
    connect(&m_followTimer, &QTimer::timeout, this, &PlaySession::follow);
    connect(&cluster, &ClusterSession::stateChanged, this, &PlaySession::onClusterState);
    connect(&cluster.feed(), &feed::ClusterFeed::snapshotChanged, this,
        [this](const api::SnapshotPtr& snapshot) {
            if (m_tap)
                m_tap->observe(snapshot);
        });
}

PlaySession::~PlaySession()
{
    if (m_tap)
        m_tap->stop();
    if (m_runtime)
        m_runtime->stop();
}

void PlaySession::setState(PlayState state)
{
    m_state = state;
    emit stateChanged();
}

bool PlaySession::clusterIsUp()
{
    if (m_cluster.state() == ClusterState::Up)
        return true;
    emit failed(tr("The board cannot be played yet"),
        m_cluster.state() == ClusterState::Starting
            ? tr("The cluster has not started yet. Try again in a moment.")
            : tr("No cluster is up. Start the local one or connect to one, by the cluster's menu "
                 "above."));
    return false;
}

void PlaySession::preview(const storming::Board& board)
{
    const auto topology = storming::generate(board);
    if (topology.hasErrors()) {
        emit blocked(topology);
        return;
    }
    if (!clusterIsUp())
        return;
    m_jobs.run(
        this,
        [topology, connection = m_cluster.connection()]() -> Result<storming::Plan> {
            SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
            SB_TRY_ASSIGN(const auto existing, storming::readExisting(topology, *admin));
            return storming::makePlan(topology, existing);
        },
        [this, topology](const Result<storming::Plan>& plan) {
            if (plan)
                emit previewed(*plan, topology);
            else
                emit failed(
                    tr("The plan could not be made"), QString::fromStdString(plan.error().message));
        });
}

void PlaySession::play(const storming::Board& board)
{
    if (m_state == PlayState::Paused)
        return setPaused(false);
    if (m_state != PlayState::Stopped)
        return;
    if (!clusterIsUp())
        return;
    auto topology = storming::generate(board);
    if (topology.hasErrors()) {
        emit blocked(topology);
        return;
    }
    setState(PlayState::Starting);
    m_runtime = std::make_shared<storming::Runtime>(m_cluster.connection());
    m_runtime->setSpeed(m_speed);
    bring(std::move(topology));
}

/// Makes topics, services and tap those of this topology, whether they run already or not.
void PlaySession::bring(storming::Topology topology)
{
    m_topology = topology;
    m_jobs.run(
        this,
        [topology = std::move(topology), runtime = m_runtime, connection = m_cluster.connection(),
            mailbox = m_flowMailbox, old = std::exchange(m_tap, nullptr)]() -> Outcome {
            Outcome outcome{prepare(topology, connection), {}, nullptr};
            if (old)
                old->stop();
            if (!outcome.plan)
                return outcome;
            auto tap = std::make_shared<storming::FlowTap>(topology, connection,
                [mailbox](const storming::FlowSample& sample) { mailbox.post(sample); });
            if (const auto tapped = tap->start(); tapped)
                outcome.tap = std::move(tap);
            outcome.running = runtime->update(topology);
            return outcome;
        },
        [this](Outcome outcome) { finish(std::move(outcome)); });
}

void PlaySession::finish(Outcome outcome)
{
    if (m_state == PlayState::Stopping || m_state == PlayState::Stopped) {
        // Stopped while it started: the tap ends where waiting for it disturbs nobody.
        m_jobs.run(
            this,
            [tap = std::move(outcome.tap)]() mutable {
                tap.reset();
                return true;
            },
            [](bool) {});
        return;
    }
    m_tap = std::move(outcome.tap);
    if (m_tap)
        m_tap->observe(m_cluster.feed().snapshot());
    if (!outcome.plan) {
        emit failed(tr("The topics could not be prepared"),
            QString::fromStdString(outcome.plan.error().message));
        if (m_state == PlayState::Starting)
            stop();
        return;
    }
    m_plan = *outcome.plan;
    emit planned(m_plan);
    if (!outcome.running)
        emit failed(tr("A part of the board does not run"),
            QString::fromStdString(outcome.running.error().message));
    if (m_state == PlayState::Starting)
        setState(PlayState::Playing);
}

void PlaySession::setPaused(bool paused)
{
    const bool can = paused ? m_state == PlayState::Playing : m_state == PlayState::Paused;
    if (!can)
        return;
    m_jobs.run(
        this,
        [runtime = m_runtime, paused] {
            runtime->setPaused(paused);
            return true;
        },
        [](bool) {});
    setState(paused ? PlayState::Paused : PlayState::Playing);
}

void PlaySession::setSpeed(double factor)
{
    m_speed = factor;
    if (m_runtime)
        m_jobs.run(
            this,
            [runtime = m_runtime, factor] {
                runtime->setSpeed(factor);
                return true;
            },
            [](bool) {});
}

void PlaySession::stop()
{
    if (m_state == PlayState::Stopped || m_state == PlayState::Stopping)
        return;
    m_followTimer.stop();
    setState(PlayState::Stopping);
    m_jobs.run(
        this,
        [runtime = std::exchange(m_runtime, nullptr), tap = std::exchange(m_tap, nullptr)] {
            if (tap)
                tap->stop();
            if (runtime)
                runtime->stop();
            return true;
        },
        [this](bool) { setState(PlayState::Stopped); });
}

void PlaySession::boardChanged(const storming::Board& board)
{
    if (m_state != PlayState::Playing && m_state != PlayState::Paused)
        return;
    m_changedBoard = board;
    m_followTimer.start();
}

void PlaySession::follow()
{
    if (!m_changedBoard || (m_state != PlayState::Playing && m_state != PlayState::Paused))
        return;
    auto topology = storming::generate(*std::exchange(m_changedBoard, std::nullopt));
    if (topology.hasErrors()) {
        emit blocked(topology);  // what ran before runs on
        return;
    }
    if (!(topology == m_topology))
        bring(std::move(topology));
}

void PlaySession::onClusterState()
{
    if (m_cluster.state() != ClusterState::Up && m_state != PlayState::Stopped)
        stop();
}

std::vector<storming::ServiceStatus> PlaySession::services() const
{
    return m_runtime ? m_runtime->status() : std::vector<storming::ServiceStatus>();
}

}  // namespace stormbench::app
