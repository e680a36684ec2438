// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/env/transport.h"
#include "engine/net/stream.h"

namespace stormbench::net {

/// The env::Listener over a listening socket. When the process runs out of descriptors it waits and
/// tries again; the kernel keeps the callers in its backlog meanwhile. Runs on: the strand.
class NetListener final : public env::Listener {
public:
    [[nodiscard]] static Result<std::unique_ptr<env::Listener>> create(
        std::shared_ptr<StreamHub> hub, const env::Endpoint& at, env::Transport::Accepted accepted);
    ~NetListener() override;

    [[nodiscard]] env::Endpoint local() const override { return m_local; }

private:
    class Acceptor;
    explicit NetListener(std::shared_ptr<Acceptor> acceptor);

    std::shared_ptr<Acceptor> m_acceptor;
    env::Endpoint m_local;
};

}  // namespace stormbench::net
