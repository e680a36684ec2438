// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>

#include "engine/api/standalone_broker.h"
#include "engine/cluster/broker_host.h"
#include "engine/cluster/server_properties.h"
#include "engine/env/system_clock.h"
#include "engine/env/system_files.h"
#include "engine/env/system_random.h"
#include "engine/net/blocking_pool.h"

namespace stormbench::cluster {

/// The api::StandaloneBroker: one BrokerHost and what it needs, told by a file.
class StandaloneBroker final : public api::StandaloneBroker {
public:
    [[nodiscard]] static Result<std::unique_ptr<api::StandaloneBroker>> create(
        const api::StandaloneOptions& options, const std::function<bool()>& cancelled);
    ~StandaloneBroker() override;

    [[nodiscard]] BrokerId id() const override { return m_properties.id; }
    [[nodiscard]] std::string listen() const override;
    [[nodiscard]] Result<> stop() override;

private:
    StandaloneBroker() = default;
    [[nodiscard]] Result<> prepare(const api::StandaloneOptions& options);
    [[nodiscard]] Result<> settleClusterId(const api::StandaloneOptions& options);
    [[nodiscard]] Result<> startHost(const std::function<bool()>& cancelled);
    [[nodiscard]] broker::BrokerOptions brokerOptions() const;

    env::SystemClock m_clock;
    env::SystemFiles m_files;
    env::SystemRandom m_random;
    net::BlockingPool m_pool{4};
    ServerProperties m_properties;
    env::Endpoint m_listen;  ///< with the port that the system chose for port 0
    std::unique_ptr<FigureBoard> m_board;

    std::mutex m_mutex;  ///< stop() from several threads
    std::unique_ptr<BrokerHost> m_host;
};

}  // namespace stormbench::cluster
