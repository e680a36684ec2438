// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/broker_host.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/broker/broker.h"
#include "engine/broker/broker_statistics.h"
#include "engine/cluster/fault_ground.h"
#include "engine/env/executor.h"
#include "engine/env/system_random.h"
#include "engine/faults/fault_executor.h"
#include "engine/faults/fault_transport.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

namespace stormbench::cluster {

// The broker's executor and transport where they can be made to fail.
struct FaultLayer {
    FaultLayer(FaultGround& on, BrokerId id, net::NetExecutor& inner, net::NetTransport& transports)
        : ground(on)
        , executor(inner, on.clock())
        , transport(id, {inner, transports, on.machine()}, on.links())
    {
    }

    FaultGround& ground;
    faults::FaultExecutor executor;
    faults::FaultTransport transport;
};

// Declared in the order of construction: the broker goes first, on its strand, then the thread,
// then the rest.
struct BrokerHost::Life {
    Life(const Surroundings& in, BrokerId id)
        : surroundings(in)
        , id(id)
        , executor(fmt::format("broker-{}", id.value()), in.pool)
        , transport(executor)
    {
        if (in.faults)
            faults = std::make_unique<FaultLayer>(*in.faults, id, executor, transport);
    }

    void create(const broker::BrokerOptions& options)
    {
        broker = std::make_unique<broker::Broker>(options, environment());
        publishing = executor.createTimer();
        publishLater();
    }
    env::Environment environment()
    {
        if (!faults)
            return {executor, surroundings.clock, surroundings.files, transport, random};
        auto& own = faults->ground.of(id);
        return {faults->executor, own.clock, own.files, faults->transport, random};
    }
    // Rates are by the machine's time, whatever the broker's clock says.
    broker::BrokerStatisticsPtr statistics() const
    {
        auto taken = broker->statistics();
        if (!faults || faults->ground.clock().isMachines())
            return taken;
        auto righted = std::make_shared<broker::BrokerStatistics>(*taken);
        righted->takenAt = surroundings.clock.wallNow();
        righted->steadyTakenAt = surroundings.clock.steadyNow();
        if (taken->activity) {
            auto activity = std::make_shared<broker::ActivityStatistics>(*taken->activity);
            activity->takenAt = righted->steadyTakenAt;
            righted->activity = std::move(activity);
        }
        return righted;
    }
    void publishLater()
    {
        constexpr std::chrono::milliseconds kInterval{250};
        publishing->start(kInterval, [this] {
            if (surroundings.board.observed())
                surroundings.board.publish(statistics());
            publishLater();
        });
    }

    Surroundings surroundings;
    const BrokerId id;
    net::NetExecutor executor;
    net::NetTransport transport;
    std::unique_ptr<FaultLayer> faults;  ///< null: nobody can make this broker fail
    env::SystemRandom random;
    std::unique_ptr<broker::Broker> broker;
    std::unique_ptr<env::Executor::Timer> publishing;
    env::Endpoint listening;  ///< written before the start's completion is set, read after it
};

BrokerHost::BrokerHost(Surroundings surroundings, broker::BrokerOptions options)
    : m_surroundings(surroundings)
    , m_options(std::move(options))
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
    m_paused = false;
    m_life->executor.post([life = m_life.get(), completion] {
        life->publishing.reset();
        life->broker->stop([completion](Result<> result) { completion->set(std::move(result)); });
    });
    return completion;
}

Result<> BrokerHost::finishStop(const CompletionPtr& stopping, Completion::Time limit)
{
    (void)stopping->doneBy(limit);
    end();  // on the strand, behind whatever that does right now
    return stopping->waitUntil(limit);
}

void BrokerHost::end()
{
    destroy(false);
}

void BrokerHost::kill()
{
    destroy(true);
}

void BrokerHost::setPaused(bool paused)
{
    if (!m_life)
        return;
    m_paused = paused;
    m_surroundings.board.markPaused(m_options.id, paused);
    paused ? m_life->executor.pause() : m_life->executor.resume();
}

CompletionPtr BrokerHost::onStrand(std::function<Result<>(Life&)> work)
{
    auto completion = std::make_shared<Completion>();
    if (!m_life)
        completion->set({});
    else
        m_life->executor.post([life = m_life.get(), completion, work = std::move(work)] {
            completion->set(work(*life));
        });
    return completion;
}

CompletionPtr BrokerHost::tellOfFaults()
{
    return onStrand([](Life& life) -> Result<> {
        if (life.faults) {
            life.faults->executor.clockChanged();
            life.faults->transport.linksChanged();
        }
        return {};
    });
}

CompletionPtr BrokerHost::expireMembers(const std::string& group, const std::string& member)
{
    return onStrand([group, member](Life& life) -> Result<> {
        if (!life.broker)
            return fail(ErrorCode::Rejected, "the broker does not serve");
        return life.broker->expireMembers(group, member);
    });
}

void BrokerHost::destroy(bool resetSockets)
{
    if (!m_life)
        return;
    m_surroundings.board.markEnded(m_options.id);
    m_life->executor.resume();
    m_paused = false;
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
