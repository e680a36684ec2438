// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/net_timer.h"

#include <algorithm>
#include <utility>

#define ASIO_STANDALONE
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include "engine/net/strand.h"

namespace stormbench::net {

struct NetTimer::State {
    explicit State(Strand& on)
        : strand(on)
        , timer(on.io())
    {
    }

    Strand& strand;
    asio::steady_timer timer;
    env::Task task;                ///< empty: not active
    std::uint64_t generation = 0;  ///< tells a wait that was overtaken by cancel() or start()
};

NetTimer::NetTimer(Strand& strand)
    : m_state(std::make_shared<State>(strand))
{
}

NetTimer::~NetTimer()
{
    cancel();
}

void NetTimer::start(std::chrono::microseconds delay, env::Task task)
{
    m_state->task = std::move(task);
    m_state->timer.expires_after(
        std::max(delay, std::chrono::microseconds{0}));  // ends the wait before, if there is one
    m_state->timer.async_wait(
        [state = m_state, generation = ++m_state->generation](const asio::error_code& error) {
            if (error || generation != state->generation)
                return;
            state->strand.turn([&] {
                const auto due = std::exchange(state->task, nullptr);
                due();
            });
        });
}

void NetTimer::cancel()
{
    ++m_state->generation;
    m_state->task = nullptr;
    m_state->timer.cancel();
}

bool NetTimer::active() const
{
    return static_cast<bool>(m_state->task);
}

}  // namespace stormbench::net
