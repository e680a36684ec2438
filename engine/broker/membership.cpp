// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/membership.h"

#include "engine/base/log.h"
#include "engine/env/random.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::chrono::milliseconds kUnfencedRetry{20};  ///< a starting broker is eager
constexpr std::chrono::milliseconds kLeaveRetry{10};
constexpr std::chrono::milliseconds kCallTimeout{4000};
constexpr std::chrono::hours kForEver{24 * 365};
}  // namespace

Membership::Membership(env::Environment environment, std::string loggerName, Identity identity,
    ControllerLink& link, MetadataView& metadata, std::chrono::milliseconds heartbeatInterval,
    Callbacks callbacks)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_identity(std::move(identity))
    , m_link(link)
    , m_metadata(metadata)
    , m_heartbeatInterval(heartbeatInterval)
    , m_callbacks(std::move(callbacks))
    , m_leaveLimit(environment.executor.createTimer())
    , m_timer(environment.executor.createTimer())
{
}

void Membership::registerNow()
{
    if (m_leaving)
        return;
    protocol::BrokerRegistrationRequest request;
    request.brokerId = m_identity.id.value();
    request.clusterId = m_identity.clusterId;
    if (m_incarnation.isZero()) {
        const auto high = m_environment.random.next();
        m_incarnation = Uuid::fromRandomBits(high, m_environment.random.next());
    }
    request.incarnationId = m_incarnation;
    // Registered before in this very process: no record is lost since.
    request.previousBrokerEpoch
        = (m_epoch == BrokerEpoch{-1} ? m_identity.previousEpoch : m_epoch).value();
    request.listeners.push_back(
        {"PLAINTEXT", m_identity.advertised.host, m_identity.advertised.port, 0});
    request.rack = m_identity.rack;
    request.logDirs.push_back(m_identity.directory);
    std::weak_ptr<bool> alive = m_alive;
    m_link.send(request, protocol::BrokerRegistrationRequest::Api::kMax, kCallTimeout,
        [this, alive](const Result<protocol::BrokerRegistrationResponse>& answer) {
            if (!alive.expired())
                onRegistrationAnswer(answer);
        });
}

void Membership::onRegistrationAnswer(const Result<protocol::BrokerRegistrationResponse>& answer)
{
    if (m_leaving)
        return;
    if (!answer || answer->errorCode != WireError::None) {
        if (answer)
            log::warn(m_loggerName, "the controller refuses the registration: {}",
                protocol::toString(answer->errorCode));
        return m_timer->start(m_retryDelay.next(), [this] { registerNow(); });
    }
    m_retryDelay.reset();
    m_epoch = BrokerEpoch{answer->brokerEpoch};
    const auto epoch = m_epoch;
    std::weak_ptr<bool> alive = m_alive;
    m_metadata.await([epoch](const auto& image) { return image.offset().value() >= epoch.value(); },
        kForEver,
        [this, alive, epoch](bool held) {
            if (alive.expired() || !held || m_epoch != epoch)
                return;
            m_callbacks.onRegistered();
            heartbeat();
        });
}

protocol::BrokerHeartbeatRequest Membership::heartbeatRequest() const
{
    protocol::BrokerHeartbeatRequest request;
    request.brokerId = m_identity.id.value();
    request.brokerEpoch = m_epoch.value();
    request.currentMetadataOffset = m_metadata.image().offset().value();
    if (m_callbacks.diskFails && m_callbacks.diskFails())
        request.offlineLogDirs.push_back(m_identity.directory);
    return request;
}

void Membership::heartbeatNow()
{
    if (m_active)
        heartbeat();
}

void Membership::heartbeat()
{
    if (m_leaving)
        return;
    std::weak_ptr<bool> alive = m_alive;
    const auto sentAt = m_environment.clock.steadyNow();
    m_link.send(heartbeatRequest(), protocol::BrokerHeartbeatRequest::Api::kMax, kCallTimeout,
        [this, alive, sentAt](const Result<protocol::BrokerHeartbeatResponse>& answer) {
            if (!alive.expired())
                onHeartbeatAnswer(sentAt, answer);
        });
}

void Membership::onHeartbeatAnswer(
    env::SteadyTime sentAt, const Result<protocol::BrokerHeartbeatResponse>& answer)
{
    if (m_leaving)
        return;
    if (answer
        && (answer->errorCode == WireError::StaleBrokerEpoch
            || answer->errorCode == WireError::BrokerIdNotRegistered)) {
        log::warn(m_loggerName,
            "the controller does not know this registration ({}): registering anew",
            protocol::toString(answer->errorCode));
        m_active = false;
        return registerNow();
    }
    if (!answer || answer->errorCode != WireError::None)
        return m_timer->start(m_retryDelay.next(), [this] { heartbeat(); });
    m_retryDelay.reset();
    m_active = !answer->isFenced;
    m_timer->start(m_active ? m_heartbeatInterval : kUnfencedRetry, [this] { heartbeat(); });
    if (m_active && m_callbacks.onHeartbeat)
        m_callbacks.onHeartbeat(sentAt, Offset{answer->metadataOffset});
    if (m_active && !m_everActive) {
        m_everActive = true;
        awaitOwnUnfencing();
    }
}

void Membership::awaitOwnUnfencing()
{
    const auto self = m_identity.id;
    std::weak_ptr<bool> alive = m_alive;
    m_metadata.await(
        [self](const auto& image) {
            const auto* broker = image.broker(self);
            return broker && !broker->fenced;
        },
        kForEver,
        [this, alive](bool) {
            if (!alive.expired() && !m_leaving)
                m_callbacks.onActive();
        });
}

void Membership::leave(std::chrono::milliseconds limit, std::function<void()> done)
{
    m_leaving = true;
    m_timer->cancel();
    if (!m_active)
        return done();
    m_active = false;
    m_left = std::move(done);
    m_leaveLimit->start(limit, [this] { finishLeaving(); });
    askToLeave();
}

// Again and again: the controller lets us go once our own image shows that others lead.
void Membership::askToLeave()
{
    auto request = heartbeatRequest();
    request.wantShutDown = true;
    std::weak_ptr<bool> alive = m_alive;
    m_link.send(request, protocol::BrokerHeartbeatRequest::Api::kMax, kCallTimeout,
        [this, alive](const Result<protocol::BrokerHeartbeatResponse>& answer) {
            if (alive.expired() || !m_left)
                return;
            if (answer && answer->errorCode == WireError::None && !answer->shouldShutDown)
                return m_timer->start(kLeaveRetry, [this] { askToLeave(); });
            finishLeaving();
        });
}

void Membership::finishLeaving()
{
    m_timer->cancel();
    m_leaveLimit->cancel();
    if (const auto call = std::exchange(m_left, nullptr))
        call();
}

}  // namespace stormbench::broker
