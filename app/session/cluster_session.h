// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "engine/api/cluster.h"
#include "views/feed/cluster_feed.h"
#include "views/feed/job_runner.h"

namespace stormbench::app {

enum class ClusterState { None, Starting, Up, Stopping, Failed };

/// The cluster that the window works with: the embedded one, or a remote one over the same code
/// path. Runs on: the UI thread; everything that blocks runs on the job runner.
class ClusterSession : public QObject {
    Q_OBJECT

public:
    explicit ClusterSession(QObject* parent = nullptr);
    ~ClusterSession() override;  ///< stops the embedded cluster, orderly

    /// Starts the embedded cluster in `directory`; if another program owns it, in "directory-2",
    /// and so on.
    void startEmbedded(const QString& directory, int brokers = 3);
    /// Works with a remote cluster; the embedded one, if any, stops.
    void connectTo(const api::ConnectionSettings& settings);
    /// Empties the embedded cluster: every topic, group and offset.
    void resetData();
    /// Kills or restarts a broker of the embedded cluster.
    void killBroker(BrokerId broker);
    void restartBroker(BrokerId broker);

    [[nodiscard]] ClusterState state() const { return m_state; }
    [[nodiscard]] bool isEmbedded() const { return m_cluster != nullptr; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] const api::ConnectionSettings& connection() const { return m_connection; }
    [[nodiscard]] feed::ClusterFeed& feed() { return m_feed; }
    [[nodiscard]] feed::JobRunner& jobs() { return m_jobs; }

signals:
    void stateChanged();
    void failed(const QString& what, const QString& why);

private:
    using ClusterPtr = std::shared_ptr<api::Cluster>;

    void setState(ClusterState state, const QString& error = {});
    void adopt(ClusterPtr cluster);
    void onBroker(BrokerId broker, bool kill);

    feed::ClusterFeed m_feed;
    ClusterPtr m_cluster;
    api::ConnectionSettings m_connection;
    ClusterState m_state = ClusterState::None;
    QString m_error;
    feed::JobRunner m_jobs;  ///< last: its jobs end before anything that they use is destroyed
};

}  // namespace stormbench::app
