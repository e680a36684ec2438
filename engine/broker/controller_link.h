// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/broker/broker_channel.h"
#include "engine/broker/controller_calls.h"
#include "engine/broker/controller_quorum.h"
#include "engine/broker/retry_delay.h"

namespace stormbench::broker {

/// Whether an answer says, as a whole or of each thing it is about, that another broker leads.
template <class Response> [[nodiscard]] bool isFromNoController(const Response& response)
{
    const auto says = [](protocol::WireError error) {
        return error == protocol::WireError::NotController
            || error == protocol::WireError::NotLeaderOrFollower;
    };
    const auto firstSays
        = [&](const auto& items) { return !items.empty() && says(items.front().errorCode); };
    if constexpr (requires { response.errorCode; })
        return says(response.errorCode);
    else if constexpr (requires { response.topics; })
        return firstSays(response.topics);
    else if constexpr (requires { response.responses; })
        return firstSays(response.responses);
    else
        return firstSays(response.results);
}

/// The way to the controller, whoever that is: straight to the host on this broker, or over the
/// wire to the broker that leads. A request waits for a controller, and goes to the next one when
/// the one it went to is gone or has been replaced, for as long as its sender wants to wait; so it
/// may be carried out twice, as a request that Kafka's brokers forward. Owned by the Broker. Runs
/// on: its strand.
class ControllerLink {
public:
    ControllerLink(env::Environment environment, BrokerId self, ControllerQuorum& quorum);
    ~ControllerLink();

    /// `done` comes once, never inside this call. Without an answer from the controller in that
    /// time it is an error.
    template <class Request>
    void send(const Request& request, std::int16_t version, std::chrono::milliseconds timeout,
        std::function<void(Result<typename Request::Response>)> done)
    {
        auto call = std::make_shared<CallOf<Request>>();
        call->deadline = m_environment.clock.steadyNow() + timeout;
        call->request = request;
        call->version = version;
        call->done = std::move(done);
        call->attempt(*this, call);
    }

    /// The quorum's leader, or who is the controller here, has changed.
    void onLeader();

private:
    struct Call;
    using CallPtr = std::shared_ptr<Call>;
    struct Call {
        virtual ~Call() = default;
        virtual void attempt(ControllerLink& link, const CallPtr& self) = 0;
        virtual void fail(const Error& error) = 0;
        env::SteadyTime deadline{};
    };
    template <class Request> struct CallOf;

    /// Null while there is no controller, or it is on this broker.
    [[nodiscard]] BrokerChannel* remote();
    [[nodiscard]] std::chrono::milliseconds timeLeft(const Call& call) const;
    void retryLater(const CallPtr& call, const Error& reason);
    void retry();

    env::Environment m_environment;
    BrokerId m_self;
    ControllerQuorum& m_quorum;
    std::unique_ptr<BrokerChannel> m_channel;
    std::vector<CallPtr> m_waiting;
    std::unique_ptr<env::Executor::Timer> m_timer;
    RetryDelay m_retryDelay;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

template <class Request> struct ControllerLink::CallOf final : Call {
    using Response = typename Request::Response;

    void attempt(ControllerLink& link, const CallPtr& self) override
    {
        const auto settle = [this, self, &link, alive = std::weak_ptr(link.m_alive)](
                                const Result<Response>& answer) {
            if (!alive.expired())
                settled(link, self, answer);
        };
        if constexpr (std::is_same_v<Request, protocol::DescribeQuorumRequest>) {
            if (link.m_quorum.leads())
                return link.m_environment.executor.post(
                    [settle, answer = link.m_quorum.describe(request)] { settle(answer); });
        } else if (auto* host = link.m_quorum.controller()) {
            return askController(
                *host, request, [settle](const Response& answer) { settle(answer); });
        }
        if (auto* channel = link.remote())
            return channel->call(request, version, link.timeLeft(*this), settle);
        link.retryLater(self, {ErrorCode::Unavailable, "there is no controller now", 0});
    }
    void fail(const Error& error) override { done(stormbench::fail(error)); }

    void settled(ControllerLink& link, const CallPtr& self, const Result<Response>& answer)
    {
        if (!answer)
            return link.retryLater(self, answer.error());
        if (isFromNoController(*answer))
            return link.retryLater(
                self, {ErrorCode::Unavailable, "the controller has been replaced", 0});
        link.m_retryDelay.reset();
        done(answer);
    }

    Request request;
    std::int16_t version = 0;
    std::function<void(Result<Response>)> done;
};

}  // namespace stormbench::broker
