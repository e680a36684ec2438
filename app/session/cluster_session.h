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

    struct Embedded {
        QString directory;  ///< if another program owns it, "directory-2", and so on
        int brokers = 3;
        quint16 firstPort = 0;  ///< 0: free ones
        bool operator==(const Embedded&) const = default;
    };
    /// Starts the embedded cluster; the one that runs, if any, stops first.
    void startEmbedded(const Embedded& wanted);
    /// Works with a remote cluster; the embedded one, if any, stops.
    void connectTo(const api::ConnectionSettings& settings);
    /// Empties the embedded cluster: every topic, group and offset.
    void resetData();
    /// Kills or restarts a broker of the embedded cluster.
    void killBroker(BrokerId broker);
    void restartBroker(BrokerId broker);

    /// What can be done to the embedded cluster on purpose; null without one.
    [[nodiscard]] std::shared_ptr<api::Faults> faults() const;

    [[nodiscard]] ClusterState state() const { return m_state; }
    [[nodiscard]] bool isEmbedded() const { return m_cluster != nullptr; }
    /// Works with the embedded cluster, or tries to.
    [[nodiscard]] bool isLocal() const { return m_local; }
    /// As the embedded cluster was last started.
    [[nodiscard]] const Embedded& embedded() const { return m_embedded; }
    /// Its data directory is another one than was wanted, which belongs to another program.
    [[nodiscard]] bool isBesideAnother() const { return m_besideAnother; }
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
    Embedded m_embedded;
    bool m_local = false;
    bool m_besideAnother = false;
    api::ConnectionSettings m_connection;
    ClusterState m_state = ClusterState::None;
    QString m_error;
    feed::JobRunner m_jobs;  ///< last: its jobs end before anything that they use is destroyed
};

}  // namespace stormbench::app
