// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/clock.h"
#include "engine/env/executor.h"
#include "engine/faults/link_table.h"

namespace stormbench::faults {

struct FaultHub;

/// A broker's transport, whose links can be cut, delayed and slowed. A connection on a sound link
/// is the inner one's behind one look at the link: nothing is copied, files leave by sendfile(2).
///
/// Between brokers each sends through the fault of its own direction. What clients send is held up
/// where it arrives: the kernel takes it, the broker does not see it. A cut is silent: what is sent
/// waits, a close is not told, a connection attempt hangs until its time is over; after the healing
/// everything arrives. (The kernel greets new clients all the same, as it does for a process that
/// was sent SIGSTOP.)
///
/// Owned by the host, beside the inner transport and executor; connections must not outlive them.
/// Times are the machine's: bent clocks do not bend cables. Runs on: the strand.
class FaultTransport final : public env::Transport {
public:
    struct Inner {
        env::Executor& executor;
        env::Transport& transport;
        const env::Clock& machine;
    };
    FaultTransport(BrokerId self, Inner inner, LinkTable& links);
    ~FaultTransport() override;

    [[nodiscard]] Result<std::unique_ptr<env::Listener>> listen(
        const env::Endpoint& at, Accepted accepted) override;
    void connect(
        const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected) override;

    /// The table has new conditions: they hold from now on.
    void linksChanged();

private:
    std::shared_ptr<FaultHub> m_hub;
};

}  // namespace stormbench::faults
