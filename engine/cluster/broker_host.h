// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker_options.h"
#include "engine/cluster/completion.h"
#include "engine/cluster/figure_board.h"

namespace stormbench::env {
class Clock;
class Files;
}  // namespace stormbench::env
namespace stormbench::net {
class BlockingPool;
}

namespace stormbench::cluster {

class FaultGround;

/// What the brokers of one cluster share. Outlives the hosts.
struct Surroundings {
    env::Clock& clock;
    env::Files& files;
    net::BlockingPool& pool;
    FigureBoard& board;
    FaultGround* faults = nullptr;  ///< null: the brokers see the machine as it is
};

/// One broker of an embedded cluster with its thread, over several lives: start(), then end() or
/// kill(), then perhaps start() again. Owned by the cluster, which calls it from one thread at a
/// time; the broker itself lives on its strand.
class BrokerHost {
public:
    BrokerHost(Surroundings surroundings, broker::BrokerOptions options);
    ~BrokerHost();  ///< as kill()

    [[nodiscard]] BrokerId id() const { return m_options.id; }
    [[nodiscard]] bool running() const { return m_life != nullptr; }

    /// Precondition: not running. The outcome comes when the broker serves; after an error, end()
    /// is still needed.
    [[nodiscard]] CompletionPtr start();
    /// Where it listens, with the port that the system chose for port 0. Precondition: start() has
    /// come out well.
    [[nodiscard]] env::Endpoint listening() const;
    /// Asks the broker to stop in good order; end() must follow. At once done if it does not run.
    [[nodiscard]] CompletionPtr beginStop();
    /// Waits until the limit for a stop that was begun, then end(). A broker that is closing its
    /// logs by then closes them to the end, which is a clean stop; one that is still leaving the
    /// cluster is dropped: TimedOut.
    [[nodiscard]] Result<> finishStop(const CompletionPtr& stopping, Completion::Time limit);
    /// Destroys the broker (without a clean mark, if it has not stopped) and ends its thread.
    void end();
    /// As end() without a stop, and its sockets are reset.
    void kill();

    /// It stands still, and its connections stay open. Does nothing if it does not run.
    void setPaused(bool paused);
    [[nodiscard]] bool paused() const { return m_paused; }
    /// The ground has changed: from then on it holds for the timers and connections that there are.
    /// At once done if it does not run; a paused broker does it when it goes on.
    [[nodiscard]] CompletionPtr tellOfFaults();
    /// See broker::Broker::expireMembers().
    [[nodiscard]] CompletionPtr expireMembers(const std::string& group, const std::string& member);

private:
    struct Life;
    [[nodiscard]] CompletionPtr onStrand(std::function<Result<>(Life&)> work);
    void destroy(bool resetSockets);

    Surroundings m_surroundings;
    broker::BrokerOptions m_options;
    std::unique_ptr<Life> m_life;
    bool m_paused = false;
};

}  // namespace stormbench::cluster
