// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_link.h"

#include <algorithm>

#include <fmt/format.h>

namespace stormbench::broker {

namespace {
/// Of a leader that was cut off: the connection after that is tried soon.
constexpr std::chrono::milliseconds kConnectTimeout{500};
}  // namespace

ControllerLink::ControllerLink(
    env::Environment environment, BrokerId self, ControllerQuorum& quorum)
    : m_environment(environment)
    , m_self(self)
    , m_quorum(quorum)
    , m_timer(environment.executor.createTimer())
{
}

ControllerLink::~ControllerLink() = default;

BrokerChannel* ControllerLink::remote()
{
    const auto leader = m_quorum.voters().find(m_quorum.leader());
    if (leader == m_quorum.voters().end() || leader->first == m_self)
        return nullptr;
    if (!m_channel)
        m_channel = std::make_unique<BrokerChannel>(m_environment, leader->second,
            fmt::format("broker-{}", m_self.value()), kConnectTimeout);
    m_channel->changeEndpoint(leader->second);
    return m_channel.get();
}

void ControllerLink::onLeader()
{
    m_retryDelay.reset();
    // What the last leader did not answer fails now, and is asked of the next one.
    if (!remote() && m_channel && m_quorum.leader() == m_self)
        m_channel->disconnect();
    // On a turn of its own: the quorum is in the middle of its change.
    if (!m_waiting.empty())
        m_timer->start(std::chrono::microseconds{0}, [this] { retry(); });
}

std::chrono::milliseconds ControllerLink::timeLeft(const Call& call) const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        call.deadline - m_environment.clock.steadyNow());
    return std::max(left, std::chrono::milliseconds{1});
}

void ControllerLink::retryLater(const CallPtr& call, const Error& reason)
{
    if (m_environment.clock.steadyNow() >= call->deadline)
        return m_environment.executor.post([call, reason, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                call->fail(reason);
        });
    m_waiting.push_back(call);
    if (!m_timer->active())
        m_timer->start(m_retryDelay.next(), [this] { retry(); });
}

void ControllerLink::retry()
{
    const auto waiting = std::exchange(m_waiting, {});
    const std::weak_ptr<bool> alive = m_alive;
    for (const auto& call : waiting) {
        if (alive.expired())
            return;
        if (m_environment.clock.steadyNow() >= call->deadline)
            call->fail({ErrorCode::TimedOut, "no controller answered in time", 0});
        else
            call->attempt(*this, call);
    }
}

}  // namespace stormbench::broker
