// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_broker.h"

#include "engine/base/assert.h"
#include "engine/base/log.h"

namespace stormbench::sim {

/// What a process has of its own; the disk is the machine's.
struct SimBroker::Process {
    Process(SimNetwork& network, SimFiles& files, NodeId node, env::Millis skew)
        : executor(network.loop(), node)
        , clock(network.loop(), skew)
        , transport(network, executor)
        , random(network.loop().random().next())
        , environment{executor, clock, files, transport, random}
    {
    }

    SimExecutor executor;
    SimClock clock;
    SimTransport transport;
    SimRandom random;
    env::Environment environment;
    std::unique_ptr<broker::Broker> broker;
};

SimBroker::SimBroker(SimNetwork& network, broker::BrokerOptions options, env::Millis clockSkew)
    : m_network(network)
    , m_options(std::move(options))
    , m_clockSkew(clockSkew)
    , m_files(network.loop(), m_options.id.value())
{
}

SimBroker::~SimBroker()
{
    if (m_process)
        crash(CrashKind::Process);
}

void SimBroker::start()
{
    SB_ASSERT(!m_process, "one process at a time owns the disk");
    auto& loop = m_network.loop();
    loop.trace().add(loop.now(), TraceKind::Start, m_options.id.value(), 0);
    log::info("sim", "{} us: broker {} starts", loop.now().count(), m_options.id.value());
    m_active = false;
    ++m_lives;
    m_startError.reset();
    m_process = std::make_unique<Process>(m_network, m_files, m_options.id.value(), m_clockSkew);
    m_process->executor.post([this] {
        m_process->broker = std::make_unique<broker::Broker>(m_options, m_process->environment);
        m_process->broker->start([this](const Result<>& started) {
            m_active = started.has_value();
            if (!started)
                m_startError = started.error();
        });
    });
}

void SimBroker::crash(CrashKind kind)
{
    SB_ASSERT(m_process, "only what runs can crash");
    auto& loop = m_network.loop();
    const bool power = kind == CrashKind::Power;
    loop.trace().add(loop.now(), power ? TraceKind::PowerLoss : TraceKind::ProcessCrash,
        m_options.id.value(), 0);
    log::info("sim", "{} us: broker {} {}", loop.now().count(), m_options.id.value(),
        power ? "loses its power" : "is killed");
    m_process->executor.runInside([this, power] { m_process->transport.resetAll(power); });
    end();
    if (power)
        m_files.losePower();
    else
        m_files.crashProcess();
}

void SimBroker::stop(std::function<void(const Result<>&)> stopped)
{
    SB_ASSERT(isActive(), "only what serves can stop in order");
    m_active = false;
    m_process->executor.post([this, stopped = std::move(stopped)] {
        m_process->broker->stop([this, stopped](const Result<>& outcome) {
            // On a turn of its own: the broker is still inside its call.
            m_network.loop().after(std::chrono::microseconds{0}, [this, stopped, outcome] {
                if (!m_process)
                    return;
                m_process->executor.runInside([this] { m_process->transport.resetAll(false); });
                end();
                m_files.crashProcess();
                stopped(outcome);
            });
        });
    });
}

void SimBroker::end()
{
    m_active = false;
    m_process->executor.runInside([this] {
        m_process->broker.reset();
        m_process->executor.drop();
    });
    m_process.reset();
}

void SimBroker::setPaused(bool paused)
{
    if (m_process)
        m_process->executor.setPaused(paused);
}

broker::MetadataState SimBroker::metadata() const
{
    broker::MetadataState state;
    if (isActive())
        m_process->executor.runInside([&] { state = m_process->broker->metadataState(); });
    return state;
}

void SimBroker::inspect(const std::function<void(const broker::PartitionTable&)>& look) const
{
    if (!isActive())
        return;
    m_process->executor.runInside([&] {
        if (const auto* partitions = m_process->broker->partitions())
            look(*partitions);
    });
}

}  // namespace stormbench::sim
