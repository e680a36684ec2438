// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/cluster_session.h"

namespace stormbench::app {
namespace {

constexpr int kDirectoriesTried = 8;

struct Started {
    std::shared_ptr<api::Cluster> cluster;
    bool besideAnother = false;
};

Result<Started> start(const ClusterSession::Embedded& wanted)
{
    for (int i = 1;; ++i) {
        api::ClusterOptions options;
        options.brokers = wanted.brokers;
        // Beside another program's cluster its ports are taken too.
        options.firstPort = i == 1 ? wanted.firstPort : 0;
        options.dataDirectory
            = (i == 1 ? wanted.directory : QStringLiteral("%1-%2").arg(wanted.directory).arg(i))
                  .toStdString();
        auto started = api::Cluster::start(options);
        if (started)
            return Started{std::move(*started), i > 1};
        if (started.error().code != ErrorCode::Conflict || i == kDirectoriesTried)
            return fail(started.error());
    }
}

}  // namespace

ClusterSession::ClusterSession(QObject* parent)
    : QObject(parent)
{
}

ClusterSession::~ClusterSession()
{
    m_feed.setSource(nullptr);
    if (m_cluster)
        m_cluster->stop();
}

void ClusterSession::setState(ClusterState state, const QString& error)
{
    m_state = state;
    m_error = error;
    emit stateChanged();
}

void ClusterSession::startEmbedded(const Embedded& wanted)
{
    m_local = true;
    m_embedded = wanted;
    m_connection = {};
    m_connection.name = tr("local").toStdString();
    m_feed.setSource(nullptr);
    setState(ClusterState::Starting);
    m_jobs.run(
        this,
        [wanted, old = std::exchange(m_cluster, nullptr)] {
            if (old)
                old->stop();
            return start(wanted);
        },
        [this](Result<Started> started) {
            if (started) {
                m_besideAnother = started->besideAnother;
                return adopt(started->cluster);
            }
            const auto why = QString::fromStdString(started.error().message);
            setState(ClusterState::Failed, why);
            emit failed(tr("The local cluster did not start"), why);
        });
}

void ClusterSession::adopt(ClusterPtr cluster)
{
    m_cluster = std::move(cluster);
    m_connection = m_cluster->connection();
    m_connection.name = tr("local").toStdString();
    m_feed.setSource(m_cluster->createObserver());
    setState(ClusterState::Up);
}

void ClusterSession::connectTo(const api::ConnectionSettings& settings)
{
    m_feed.setSource(nullptr);
    m_local = false;
    m_connection = settings;
    m_besideAnother = false;
    setState(ClusterState::Starting);
    m_jobs.run(
        this,
        [settings, old = std::exchange(m_cluster, nullptr)] {
            if (old)
                old->stop();
            auto observer = api::Observer::sampling(settings);
            return std::make_shared<decltype(observer)>(std::move(observer));
        },
        [this, settings](auto observer) {
            if (!*observer) {
                const auto why = QString::fromStdString(observer->error().message);
                setState(ClusterState::Failed, why);
                emit failed(
                    tr("Could not connect to %1").arg(QString::fromStdString(settings.bootstrap)),
                    why);
                return;
            }
            m_feed.setSource(std::move(**observer), api::Millis(1000));
            setState(ClusterState::Up);
        });
}

void ClusterSession::resetData()
{
    if (!m_cluster || m_state != ClusterState::Up)
        return;
    m_feed.setSource(nullptr);
    setState(ClusterState::Starting);
    m_jobs.run(
        this, [cluster = m_cluster] { return cluster->resetData(); },
        [this](Result<> done) {
            adopt(std::exchange(m_cluster, nullptr));
            if (!done)
                emit failed(tr("The local data could not be reset"),
                    QString::fromStdString(done.error().message));
        });
}

std::shared_ptr<api::Faults> ClusterSession::faults() const
{
    // Whoever has it keeps the cluster alive.
    return m_cluster ? std::shared_ptr<api::Faults>(m_cluster, &m_cluster->faults()) : nullptr;
}

void ClusterSession::killBroker(BrokerId broker)
{
    onBroker(broker, true);
}
void ClusterSession::restartBroker(BrokerId broker)
{
    onBroker(broker, false);
}

void ClusterSession::onBroker(BrokerId broker, bool kill)
{
    if (!m_cluster)
        return;
    m_jobs.run(
        this,
        [cluster = m_cluster, broker, kill] {
            return kill ? cluster->killBroker(broker) : cluster->restartBroker(broker);
        },
        [this, broker, kill](Result<> done) {
            if (!done)
                emit failed(kill ? tr("Broker %1 was not killed").arg(broker.value())
                                 : tr("Broker %1 did not restart").arg(broker.value()),
                    QString::fromStdString(done.error().message));
        });
}

}  // namespace stormbench::app
