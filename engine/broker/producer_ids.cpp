// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/producer_ids.h"

namespace stormbench::broker {

using protocol::WireError;

ProducerIds::ProducerIds(BrokerId self, ControllerLink& link, std::function<BrokerEpoch()> epoch)
    : m_self(self)
    , m_link(link)
    , m_epoch(std::move(epoch))
{
}

void ProducerIds::next(Done done)
{
    if (m_next < m_end)
        return done(WireError::None, ProducerId{m_next++});
    m_waiting.push_back(std::move(done));
    requestBlock();
}

void ProducerIds::requestBlock()
{
    if (m_requested)
        return;
    m_requested = true;
    protocol::AllocateProducerIdsRequest request;
    request.brokerId = m_self.value();
    request.brokerEpoch = m_epoch().value();
    std::weak_ptr<bool> alive = m_alive;
    m_link.send(request, protocol::AllocateProducerIdsRequest::Api::kMax, std::chrono::seconds(3),
        [this, alive](const Result<protocol::AllocateProducerIdsResponse>& answer) {
            if (!alive.expired())
                onBlock(answer);
        });
}

void ProducerIds::onBlock(const Result<protocol::AllocateProducerIdsResponse>& answer)
{
    m_requested = false;
    if (answer && answer->errorCode == WireError::None) {
        m_next = answer->producerIdStart;
        m_end = m_next + answer->producerIdLen;
    }
    std::deque<Done> waiting;
    waiting.swap(m_waiting);
    const bool failed = m_next >= m_end;
    for (auto& done : waiting) {
        if (failed)
            done(WireError::CoordinatorLoadInProgress, kNoProducer);
        else
            next(std::move(done));
    }
}

}  // namespace stormbench::broker
