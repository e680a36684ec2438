// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "app/session/cluster_session.h"
#include "storming/generate/plan.h"
#include "storming/runtime/flow_tap.h"
#include "storming/runtime/runtime.h"

namespace stormbench::app {

enum class PlayState { Stopped, Starting, Playing, Paused, Stopping };

/// Plays the board on the session's cluster: generate, plan, create topics, run the services, tap
/// the flow; follows the board while it is edited. Runs on: the UI thread; everything that blocks
/// runs on a job runner of its own.
class PlaySession : public QObject {
    Q_OBJECT

public:
    explicit PlaySession(ClusterSession& cluster, QObject* parent = nullptr);
    ~PlaySession() override;  ///< every client leaves

    /// Does nothing but report when the board has errors (blocked()) or no cluster is up.
    void play(const storming::Board& board);
    /// previewed() tells what play() would do to the cluster's topics; nothing is done.
    void preview(const storming::Board& board);
    void setPaused(bool paused);
    void stop();
    void setSpeed(double factor);
    /// The board changed: what runs follows shortly after the last change.
    void boardChanged(const storming::Board& board);

    [[nodiscard]] PlayState state() const { return m_state; }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] const storming::Topology& topology() const { return m_topology; }
    [[nodiscard]] const storming::Plan& plan() const { return m_plan; }
    [[nodiscard]] std::vector<storming::ServiceStatus> services() const;

signals:
    void stateChanged();
    /// The board cannot be played as it is: the topology's diagnostics say why.
    void blocked(const stormbench::storming::Topology& topology);
    /// What was created, kept or does not fit; also after each change of the board.
    void planned(const stormbench::storming::Plan& plan);
    void previewed(
        const stormbench::storming::Plan& plan, const stormbench::storming::Topology& topology);
    void flowed(const stormbench::storming::FlowSample& sample);
    void failed(const QString& what, const QString& why);

private:
    struct Outcome {
        Result<storming::Plan> plan;
        Result<> running;
        std::shared_ptr<storming::FlowTap> tap;
    };

    void setState(PlayState state);
    [[nodiscard]] bool clusterIsUp();
    void bring(storming::Topology topology);
    void finish(Outcome outcome);
    void follow();
    void onClusterState();

    ClusterSession& m_cluster;
    std::shared_ptr<storming::Runtime> m_runtime;
    std::shared_ptr<storming::FlowTap> m_tap;
    storming::Topology m_topology;
    storming::Plan m_plan;
    PlayState m_state = PlayState::Stopped;
    double m_speed = 1;
    std::optional<storming::Board> m_changedBoard;
    QTimer m_followTimer;
    feed::Mailbox<storming::FlowSample> m_flowMailbox;
    feed::JobRunner m_jobs;  ///< last: its jobs end before anything that they use is destroyed
};

}  // namespace stormbench::app
