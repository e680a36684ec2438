// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_executor.h"

#include <algorithm>
#include <utility>

namespace stormbench::sim {

using namespace std::chrono_literals;

class SimExecutor::SimTimer final : public env::Executor::Timer {
public:
    explicit SimTimer(SimExecutor& executor)
        : m_executor(executor)
    {
    }
    ~SimTimer() override { cancel(); }

    void start(std::chrono::microseconds delay, env::Task task) override
    {
        cancel();
        m_task = std::make_shared<env::Task>(std::move(task));
        m_executor.runAt(
            m_executor.m_loop.now() + delay, [this, started = std::weak_ptr<env::Task>(m_task)] {
                const auto due = started.lock();
                if (!due || due != m_task)
                    return;
                m_task.reset();
                auto& loop = m_executor.m_loop;
                loop.trace().add(loop.now(), TraceKind::Timer, m_executor.m_node, 0);
                (*due)();
            });
    }
    void cancel() override { m_task.reset(); }
    [[nodiscard]] bool active() const override { return m_task != nullptr; }

private:
    SimExecutor& m_executor;
    std::shared_ptr<env::Task> m_task;
};

SimExecutor::SimExecutor(EventLoop& loop, NodeId node)
    : m_loop(loop)
    , m_node(node)
    , m_random(loop.random().next())
    , m_self(std::make_shared<SimExecutor*>(this))
{
}

SimExecutor::~SimExecutor()
{
    *m_self = nullptr;
}

void SimExecutor::runBlocking(env::Task work, env::Task done)
{
    auto& worker = *std::min_element(m_workerFreeAt.begin(), m_workerFreeAt.end());
    const auto started = std::max(worker, m_loop.now()) + m_random.between(20us, 200us);
    worker = started + m_random.between(100us, 8ms);
    runAt(started, [this, work = std::move(work)] {
        m_loop.trace().add(m_loop.now(), TraceKind::Blocking, m_node, 0);
        work();
    });
    runAt(worker, std::move(done));
}

std::unique_ptr<env::Executor::Timer> SimExecutor::createTimer()
{
    return std::make_unique<SimTimer>(*this);
}

void SimExecutor::runAt(env::SteadyTime time, env::Task task)
{
    if (m_dropped)
        return;
    const auto id = m_nextId++;
    m_tasks.emplace(id, std::move(task));
    m_loop.at(time, [self = m_self, id] {
        if (*self)
            (*self)->runTask(id);
    });
}

void SimExecutor::runTask(std::uint64_t id)
{
    if (m_paused) {
        m_overdue.push_back(id);
        return;
    }
    auto node = m_tasks.extract(id);
    if (!node.empty())
        runInside(node.mapped());
}

void SimExecutor::runInside(const env::Task& task)
{
    ++m_depth;
    task();
    --m_depth;
}

void SimExecutor::drop()
{
    m_dropped = true;
    const auto tasks = std::exchange(m_tasks, {});  // what they hold may call us while it goes
}

void SimExecutor::setPaused(bool paused)
{
    m_paused = paused;
    if (paused)
        return;
    for (const auto id : std::exchange(m_overdue, {}))
        m_loop.at(m_loop.now(), [self = m_self, id] {
            if (*self)
                (*self)->runTask(id);
        });
}

}  // namespace stormbench::sim
