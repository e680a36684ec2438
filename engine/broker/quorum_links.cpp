// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/quorum_links.h"

#include <fmt/format.h>

namespace stormbench::broker {

namespace {
/// Shorter than for other connections: a voter that was cut off is asked anew soon.
constexpr std::chrono::milliseconds kConnectTimeout{500};
}  // namespace

QuorumLinks::QuorumLinks(
    env::Environment environment, BrokerId self, std::map<BrokerId, env::Endpoint> voters)
    : m_environment(environment)
    , m_self(self)
    , m_voters(std::move(voters))
{
}

BrokerChannel& QuorumLinks::channel(BrokerId to)
{
    auto& channel = m_channels[to];
    if (!channel)
        channel = std::make_unique<BrokerChannel>(m_environment, m_voters.at(to),
            fmt::format("broker-{}-quorum", m_self.value()), kConnectTimeout);
    return *channel;
}

void QuorumLinks::send(
    BrokerId to, const replication::QuorumRequest& request, raft::Duration timeout, Answer answer)
{
    std::visit(
        [&]<class Message>(const Message& message) {
            using Response = typename Message::Response;
            channel(to).call(message, Message::Api::kMax,
                std::chrono::duration_cast<std::chrono::milliseconds>(timeout),
                [answer = std::move(answer)](const Result<Response>& response) {
                    answer(response ? Result<replication::QuorumResponse>(*response)
                                    : fail(response.error()));
                });
        },
        request);
}

}  // namespace stormbench::broker
