// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "engine/broker/controller_link.h"

namespace stormbench::broker {

/// Hands out producer ids from blocks that the controller allots, so that no id is given twice in a
/// cluster's life. Owned by the Broker. Runs on: its strand.
class ProducerIds {
public:
    ProducerIds(BrokerId self, ControllerLink& link, std::function<BrokerEpoch()> epoch);

    /// `done` comes once: COORDINATOR_LOAD_IN_PROGRESS (retriable) when the controller cannot be
    /// asked now.
    using Done = std::function<void(protocol::WireError, ProducerId)>;
    void next(Done done);

private:
    void requestBlock();
    void onBlock(const Result<protocol::AllocateProducerIdsResponse>& answer);

    BrokerId m_self;
    ControllerLink& m_link;
    std::function<BrokerEpoch()> m_epoch;
    std::int64_t m_next = 0;
    std::int64_t m_end = 0;
    bool m_requested = false;
    std::deque<Done> m_waiting;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
