// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "engine/env/clock.h"
#include "engine/env/executor.h"
#include "engine/env/transport.h"
#include "engine/faults/link_table.h"

namespace stormbench::faults {

/// One direction of a link, as one broker's connections share it.
struct Path {
    LinkCondition condition;
    env::SteadyTime freeAt{};  ///< until then what was sent before takes up the line

    /// How long a piece that came at `since` has still to wait; nothing: until the link is healed.
    /// At zero the piece takes up the line and goes.
    [[nodiscard]] std::optional<env::SteadyTime> admit(
        env::SteadyTime since, std::size_t bytes, env::SteadyTime now);
};

/// What is under way on one connection in one direction while the link is faulty: in order, each
/// piece until its time has come. Once empty and sound it is out of the way again. Runs on: the
/// strand.
class Lane {
public:
    using Deliver = std::function<void(env::Piece)>;  ///< may destroy the lane's owner
    Lane(Path& path, env::Executor& executor, const env::Clock& machine, Deliver deliver);

    void push(env::Piece piece);
    void setHeld(bool held);  ///< the receiver does not want anything now
    void pump();              ///< the path has changed
    void clear();

    [[nodiscard]] bool empty() const { return m_waiting.empty(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    struct Waiting {
        env::Piece piece;
        std::size_t size;
        env::SteadyTime since;
    };

    void pushOne(env::Piece piece, std::size_t size);

    Path& m_path;
    const env::Clock& m_machine;
    Deliver m_deliver;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::deque<Waiting> m_waiting;
    std::size_t m_bytes = 0;
    bool m_held = false;
    bool m_pumping = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::faults
