// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/net_executor.h"

#include "engine/base/assert.h"
#include "engine/net/blocking_pool.h"
#include "engine/net/net_timer.h"
#include "engine/net/strand.h"
#include "engine/net/threads.h"

namespace stormbench::net {

NetExecutor::NetExecutor(std::string name, BlockingPool& pool)
    : m_strand(std::make_unique<Strand>(std::move(name)))
    , m_pool(pool)
{
}

NetExecutor::~NetExecutor()
{
    stop();
    join();
}

void NetExecutor::start()
{
    SB_ASSERT(!m_thread.joinable(), "an executor starts once");
    m_strand->begin();
    m_thread = std::thread([strand = m_strand.get()] {
        prepareThread(strand->name());
        strand->run();
    });
}

void NetExecutor::stop()
{
    m_strand->stop();
}

void NetExecutor::join()
{
    SB_ASSERT(
        m_thread.get_id() != std::this_thread::get_id(), "a strand cannot wait for its own end");
    if (m_thread.joinable())
        m_thread.join();
    m_strand->clear();
}

void NetExecutor::pause()
{
    m_strand->pause();
}

void NetExecutor::resume()
{
    m_strand->resume();
}

void NetExecutor::post(env::Task task)
{
    m_strand->post(std::move(task));
}

void NetExecutor::runBlocking(env::Task work, env::Task done)
{
    if (!m_strand->beginBlocking())
        return;
    m_pool.submit(
        [strand = m_strand.get(), work = std::move(work), done = std::move(done)]() mutable {
            if (!strand->stopped())
                guarded(strand->name(), work);
            work = nullptr;
            strand->post(std::move(done));
            done = nullptr;
            strand->endBlocking();
        });
}

bool NetExecutor::runsHere() const
{
    return m_strand->runsHere();
}

std::unique_ptr<env::Executor::Timer> NetExecutor::createTimer()
{
    return std::make_unique<NetTimer>(*m_strand);
}

}  // namespace stormbench::net
