// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/broker_host.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/broker/broker.h"
#include "engine/env/executor.h"
#include "engine/env/system_random.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

namespace stormbench::cluster {

// Declared in the order of construction: the broker goes first, on its strand, then the thread, then the rest.
struct BrokerHost::Life {
    Life(const Surroundings& in, BrokerId id)
        : surroundings(in), executor(fmt::format("broker-{}", id.value()), in.pool), transport(executor)
    {
    }

    void create(const broker::BrokerOptions& options)
    {
        broker = std::make_unique<broker::Broker>(
            options, env::Environment{executor, surroundings.clock, surroundings.files, transport, random});
        publishing = executor.createTimer();
        publishLater();
    }
    void publishLater()
    {
        constexpr std::chrono::milliseconds kInterval{250};
        publishing->start(kInterval, [this] {
            if (surroundings.board.observed())
                surroundings.board.publish(broker->statistics());
            publishLater();
        });
    }

    Surroundings surroundings;
    net::NetExecutor executor;
    net::NetTransport transport;
    env::SystemRandom random;
    std::unique_ptr<broker::Broker> broker;
    std::unique_ptr<env::Executor::Timer> publishing;
    env::Endpoint listening;  ///< written before the start's completion is set, read after it
};

BrokerHost::BrokerHost(Surroundings surroundings, broker::BrokerOptions options)
    : m_surroundings(surroundings), m_options(std::move(options))
{
}

BrokerHost::~BrokerHost()
{
    kill();
}

CompletionPtr BrokerHost::start()
{
    SB_ASSERT(!m_life, "a broker has one life at a time");
    auto completion = std::make_shared<Completion>();
    m_life = std::make_unique<Life>(m_surroundings, m_options.id);
    m_surroundings.board.markStarted(m_options.id);
    m_life->executor.post([life = m_life.get(), options = m_options, completion] {
        life->create(options);
        life->broker->start([life, completion](Result<> result) {
            life->listening = life->broker->endpoint();
            completion->set(std::move(result));
        });
    });
    m_life->executor.start();
    return completion;
}

env::Endpoint BrokerHost::listening() const
{
    SB_ASSERT(m_life, "a broker that does not run listens nowhere");
    return m_life->listening;
}

CompletionPtr BrokerHost::beginStop()
{
    auto completion = std::make_shared<Completion>();
    if (!m_life) {
        completion->set({});
        return completion;
    }
    m_surroundings.board.markEnded(m_options.id);
    m_life->executor.resume();
    m_life->executor.post([life = m_life.get(), completion] {
        life->publishing.reset();
        life->broker->stop([completion](Result<> result) { completion->set(std::move(result)); });
    });
    return completion;
}

void BrokerHost::end()
{
    destroy(false);
}

void BrokerHost::kill()
{
    destroy(true);
}

void BrokerHost::destroy(bool resetSockets)
{
    if (!m_life)
        return;
    m_surroundings.board.markEnded(m_options.id);
    m_life->executor.resume();
    m_life->executor.post([life = m_life.get(), resetSockets] {
        if (resetSockets)
            life->transport.resetAll();
        life->publishing.reset();
        life->broker.reset();
        life->executor.stop();
    });
    m_life->executor.join();
    m_life.reset();
}

}  // namespace stormbench::cluster
