// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/env/executor.h"

namespace stormbench::net {

class Strand;

/// A timer of a Strand. Runs on: the strand.
class NetTimer final : public env::Executor::Timer {
public:
    explicit NetTimer(Strand& strand);
    ~NetTimer() override;

    void start(std::chrono::microseconds delay, env::Task task) override;
    void cancel() override;
    [[nodiscard]] bool active() const override;

private:
    struct State;
    std::shared_ptr<State> m_state;  ///< shared with the wait under way
};

}  // namespace stormbench::net
