// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "engine/broker/commit_wait.h"
#include "engine/broker/core.h"
#include "engine/broker/request.h"
#include "engine/protocol/messages/produce.h"
#include "engine/replication/offset_watch.h"

namespace stormbench::broker {

/// What the acknowledgement of one append waits for.
struct UnsettledAppend {
    LeaderAppend append;
    bool needsCommit = false;  ///< acks=all: the high watermark has to pass it
    bool needsFlush = false;   ///< flush.messages: it has to be on disk
};

/// A Produce request whose answer waits until all of its appends are settled: committed (acks=all),
/// synced, or lost with the leadership. When its time is over, what is not committed is answered
/// with REQUEST_TIMED_OUT; a sync is always waited for. Held by the purgatory. Runs on: the
/// broker's strand.
class ProduceOperation final : public DelayedOperation {
public:
    using Finish = std::function<void(protocol::ProduceResponse)>;
    ProduceOperation(Core& core, RequestPtr request, protocol::ProduceResponse response,
        std::vector<UnsettledAppend> unsettled, std::chrono::milliseconds timeLimit, Finish finish);

    void begin();
    bool tryComplete() override;
    void expire() override;

private:
    void startFlush(std::size_t index);
    [[nodiscard]] bool checkCommit(UnsettledAppend& unsettled);
    void settle(const UnsettledAppend& unsettled, protocol::WireError error);
    void fillError(const LeaderAppend& append, protocol::WireError error);
    void finishWhenSettled();

    Core& m_core;
    RequestPtr m_request;
    protocol::ProduceResponse m_response;
    std::vector<UnsettledAppend> m_unsettled;
    std::chrono::milliseconds m_timeLimit;
    Finish m_finish;
    std::vector<replication::OffsetWatch::Subscription> m_subscriptions;
};

}  // namespace stormbench::broker
