// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/api/observer.h"
#include "engine/cluster/figure_board.h"

namespace stormbench::cluster {

/// Publishes what the brokers of an embedded cluster know about themselves. Has one thread from
/// start() to stop(), on which it merges and calls back; stop() waits for the last callback and
/// must not be called in one. May outlive the cluster: it then says that no broker runs.
class ExactObserver final : public api::Observer {
public:
    explicit ExactObserver(std::shared_ptr<FigureBoard> board)
        : m_board(std::move(board))
    {
    }
    ~ExactObserver() override { stop(); }

    void start(api::Millis interval, Published published) override;
    void stop() override;

private:
    void run(api::Millis interval, const Published& published);

    std::shared_ptr<FigureBoard> m_board;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace stormbench::cluster
