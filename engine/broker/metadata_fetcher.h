// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/broker/broker_channel.h"
#include "engine/broker/retry_delay.h"
#include "engine/controller/metadata_follower.h"
#include "engine/protocol/messages/fetch.h"

namespace stormbench::broker {

/// Follows the metadata log of the controller by long polls over a connection of its own, for as
/// long as it lives; a controller that is away is asked again after a RetryDelay. Owned by a Broker
/// without the controller role. Runs on: its strand.
class MetadataFetcher {
public:
    static constexpr std::chrono::milliseconds kMaxWait{2000};

    using Published = std::function<void(const controller::MetadataDelta&)>;
    MetadataFetcher(env::Environment environment, std::string loggerName, BrokerId self,
        env::Endpoint controller, std::unique_ptr<controller::MetadataFollower> follower,
        Published published);

    void start() { fetch(); }
    void stop() { m_stopped = true; }
    [[nodiscard]] const controller::ImagePtr& image() const { return m_follower->image(); }

private:
    void fetch();
    void onAnswer(const Result<protocol::FetchResponse>& answer);
    Result<> take(const protocol::FetchResponse::PartitionData& data);
    void retryLater();

    std::string m_loggerName;
    BrokerId m_self;
    BrokerChannel m_channel;
    std::unique_ptr<controller::MetadataFollower> m_follower;
    Published m_published;
    std::unique_ptr<env::Executor::Timer> m_retryTimer;
    RetryDelay m_retryDelay;
    int m_failures = 0;  ///< in a row
    bool m_stopped = false;
};

}  // namespace stormbench::broker
