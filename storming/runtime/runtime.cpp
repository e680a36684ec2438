// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/runtime.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

/// A service can run on if neither it nor any message it takes in or sends has changed.
bool runsOn(const ServiceRunner& running, const Topology& next)
{
    const ServiceSpec* spec = next.service(running.spec().id);
    if (!spec || !(*spec == running.spec()))
        return false;
    const auto same = [&](const std::string& type) {
        const MessageType* before = running.topology().message(type);
        const MessageType* after = next.message(type);
        return type.empty() || (before && after && *before == *after);
    };
    return std::all_of(
        spec->reactions.begin(), spec->reactions.end(), [&](const Reaction& reaction) {
            return same(reaction.trigger)
                && std::all_of(reaction.emissions.begin(), reaction.emissions.end(),
                    [&](const Emission& emission) { return same(emission.type); });
        });
}

}  // namespace

Runtime::Runtime(api::ConnectionSettings connection)
    : m_connection(std::move(connection))
{
}

Runtime::~Runtime()
{
    stop();
}

Result<> Runtime::start(Topology topology)
{
    return update(std::move(topology));
}

Result<> Runtime::update(Topology topology)
{
    const std::lock_guard lock(m_mutex);
    m_topology = std::make_shared<const Topology>(std::move(topology));
    std::vector<std::unique_ptr<ServiceRunner>> leaving;
    for (auto it = m_services.begin(); it != m_services.end();) {
        if (runsOn(*it->second, *m_topology)) {
            ++it;
        } else {
            it->second->requestStop();
            leaving.push_back(std::move(it->second));
            it = m_services.erase(it);
        }
    }
    leaving.clear();  // they were told all at once and end side by side
    return startMissing();
}

Result<> Runtime::startMissing()
{
    Result<> result;
    for (const ServiceSpec& spec : m_topology->services) {
        if (m_services.contains(spec.id))
            continue;
        auto runner = std::make_unique<ServiceRunner>(m_topology, spec, m_connection, m_keys);
        runner->controls().setPaused(m_paused);
        runner->controls().setSpeed(m_speed);
        const auto started = runner->start();
        if (!started && result)
            result = fail(started.error().withContext(
                "start " + std::string(toString(spec.kind)) + " '" + spec.title + "'"));
        else if (started)
            m_services[spec.id] = std::move(runner);
    }
    return result;
}

void Runtime::stop()
{
    const std::lock_guard lock(m_mutex);
    for (auto& [id, service] : m_services)
        service->requestStop();
    m_services.clear();
}

void Runtime::setPaused(bool paused)
{
    const std::lock_guard lock(m_mutex);
    m_paused = paused;
    for (auto& [id, service] : m_services)
        service->controls().setPaused(paused);
}

void Runtime::setSpeed(double factor)
{
    const std::lock_guard lock(m_mutex);
    m_speed = factor;
    for (auto& [id, service] : m_services)
        service->controls().setSpeed(factor);
}

bool Runtime::isRunning() const
{
    const std::lock_guard lock(m_mutex);
    return !m_services.empty();
}

std::vector<ServiceStatus> Runtime::status() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<ServiceStatus> result;
    for (const auto& [id, service] : m_services)
        result.push_back(service->status());
    return result;
}

}  // namespace stormbench::storming
