// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/strand.h"

#include <utility>

#define ASIO_STANDALONE
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

namespace stormbench::net {
namespace {

thread_local const Strand* t_current = nullptr;

}  // namespace

Strand::Strand(std::string name)
    : m_name(std::move(name))
    , m_io(std::make_unique<asio::io_context>(1))
{
}

Strand::~Strand()
{
    // Handlers that never ran hold timers and sockets, whose destructors need the other members.
    m_io.reset();
}

void Strand::run()
{
    t_current = this;
    const auto work = asio::make_work_guard(*m_io);
    while (!m_stopped)
        guarded(m_name, [this] { m_io->run(); });
    t_current = nullptr;
}

void Strand::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_all();
    m_io->stop();
}

void Strand::clear()
{
    std::vector<env::Task> dropped;
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_blocking == 0; });
        m_cleared = true;
        dropped.swap(m_tasks);
    }
    m_running = false;
    m_batch.clear();
    m_turnEnd.clear();
}

void Strand::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    asio::post(*m_io, [this] { waitWhilePaused(); });
}

void Strand::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = false;
    }
    m_changed.notify_all();
}

void Strand::waitWhilePaused()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_paused || m_stopped; });
}

bool Strand::runsHere() const
{
    return t_current == this || !m_running;
}

void Strand::post(env::Task task)
{
    const std::lock_guard lock(m_mutex);
    if (m_cleared)
        return;
    m_tasks.push_back(std::move(task));
    if (!m_stopped)
        schedule();
}

void Strand::schedule()
{
    if (std::exchange(m_scheduled, true))
        return;
    asio::post(*m_io, [this] { runTasks(); });
}

// One batch a call: what the tasks post comes after the sockets had their turn.
void Strand::runTasks()
{
    {
        const std::lock_guard lock(m_mutex);
        m_batch.swap(m_tasks);
        m_scheduled = false;
    }
    turn([this] {
        for (auto& task : m_batch) {
            if (m_stopped)
                return;  // clear() destroys the rest
            guarded(m_name, task);
            task = nullptr;
        }
        m_batch.clear();
    });
}

bool Strand::beginBlocking()
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped || m_cleared)
        return false;
    ++m_blocking;
    return true;
}

void Strand::endBlocking()
{
    // Notifies under the lock: clear() may be followed by the strand's destruction.
    const std::lock_guard lock(m_mutex);
    --m_blocking;
    m_changed.notify_all();
}

void Strand::callAtTurnEnd(std::shared_ptr<TurnEnd> object)
{
    m_turnEnd.push_back(std::move(object));
    if (!m_inTurn)
        asio::post(*m_io, [this] { turn([] {}); });
}

void Strand::endTurn()
{
    m_ending.swap(m_turnEnd);
    for (auto& object : m_ending)
        guarded(m_name, [&] { object->atTurnEnd(); });
    m_ending.clear();
    m_inTurn = false;
    if (!m_turnEnd.empty())
        asio::post(*m_io, [this] { turn([] {}); });
}

}  // namespace stormbench::net
