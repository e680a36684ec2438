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

/// What the brokers of one cluster share. Outlives the hosts.
struct Surroundings {
    env::Clock& clock;
    env::Files& files;
    net::BlockingPool& pool;
    FigureBoard& board;
};

/// One broker of an embedded cluster with its thread, over several lives: start(), then end() or kill(), then perhaps
/// start() again. Owned by the cluster, which calls it from one thread at a time; the broker itself lives on its strand.
class BrokerHost {
public:
    BrokerHost(Surroundings surroundings, broker::BrokerOptions options);
    ~BrokerHost();  ///< as kill()

    [[nodiscard]] BrokerId id() const { return m_options.id; }
    [[nodiscard]] bool running() const { return m_life != nullptr; }

    /// Precondition: not running. The outcome comes when the broker serves; after an error, end() is still needed.
    [[nodiscard]] CompletionPtr start();
    /// Where it listens, with the port that the system chose for port 0. Precondition: start() has come out well.
    [[nodiscard]] env::Endpoint listening() const;
    /// Asks the broker to stop in good order; end() must follow. At once done if it does not run.
    [[nodiscard]] CompletionPtr beginStop();
    /// Destroys the broker (without a clean mark, if it has not stopped) and ends its thread.
    void end();
    /// As end() without a stop, and its sockets are reset.
    void kill();

private:
    struct Life;
    void destroy(bool resetSockets);

    Surroundings m_surroundings;
    broker::BrokerOptions m_options;
    std::unique_ptr<Life> m_life;
};

}  // namespace stormbench::cluster
