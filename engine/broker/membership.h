// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/uuid.h"
#include "engine/broker/broker_options.h"
#include "engine/broker/controller_link.h"
#include "engine/broker/metadata_view.h"
#include "engine/broker/retry_delay.h"

namespace stormbench::broker {

/// This broker's place in the cluster: registers with the controller, then keeps its session alive
/// by heartbeats.
///
///   register ──epoch──▶ wait until our image holds the registration (onRegistered) ──heartbeat──▶
///   unfenced (onActive)
///      ▲                                                                               │ every
///      broker.heartbeat.interval.ms └───────────── STALE_BROKER_EPOCH, BROKER_ID_NOT_REGISTERED
///      ◀───────────────────┘
///
/// A controller that is away is asked again; nothing here fails for good. Owned by the Broker. Runs
/// on: its strand.
class Membership {
public:
    struct Identity {
        BrokerId id;
        std::string clusterId;
        Uuid directory;
        env::Endpoint advertised;
        std::optional<std::string> rack;
        BrokerEpoch previousEpoch{
            -1};  ///< in which the logs were closed cleanly; -1: they were not
    };
    struct Callbacks {
        std::function<void()> onRegistered;  ///< the image is at least as new as our registration;
                                             ///< after each registration
        std::function<void()> onActive;      ///< unfenced for the first time, and our image says so
        /// Unfenced, said the controller to what was sent then; its metadata ended at `end`.
        std::function<void(env::SteadyTime sentAt, Offset end)> onHeartbeat = {};
        std::function<bool()> diskFails = {};  ///< what a heartbeat tells of the directory
    };
    Membership(env::Environment environment, std::string loggerName, Identity identity,
        ControllerLink& link, MetadataView& metadata, std::chrono::milliseconds heartbeatInterval,
        Callbacks callbacks);

    void start() { registerNow(); }
    /// Hands our leaderships over and goes with the controller's leave, or without it after
    /// `limit`. No heartbeat follows.
    void leave(std::chrono::milliseconds limit, std::function<void()> done);

    /// Does not wait for the interval, nor for the answer to the last one.
    void heartbeatNow();

    [[nodiscard]] BrokerEpoch epoch() const { return m_epoch; }
    [[nodiscard]] bool active() const { return m_active; }

private:
    void registerNow();
    void onRegistrationAnswer(const Result<protocol::BrokerRegistrationResponse>& answer);
    void heartbeat();
    void awaitOwnUnfencing();
    void askToLeave();
    void finishLeaving();
    void onHeartbeatAnswer(
        env::SteadyTime sentAt, const Result<protocol::BrokerHeartbeatResponse>& answer);
    [[nodiscard]] protocol::BrokerHeartbeatRequest heartbeatRequest() const;

    env::Environment m_environment;
    std::string m_loggerName;
    Identity m_identity;
    ControllerLink& m_link;
    MetadataView& m_metadata;
    std::chrono::milliseconds m_heartbeatInterval;
    Callbacks m_callbacks;
    BrokerEpoch m_epoch{-1};
    bool m_active = false;
    bool m_everActive = false;
    bool m_leaving = false;
    Uuid m_incarnation;  ///< of this start of the broker
    std::function<void()> m_left;
    std::unique_ptr<env::Executor::Timer> m_leaveLimit;
    std::unique_ptr<env::Executor::Timer> m_timer;
    RetryDelay m_retryDelay;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
