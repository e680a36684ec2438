// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rd_mock_cluster.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "engine/client/errors.h"

namespace stormbench::client {

Result<std::unique_ptr<RdMockCluster>> RdMockCluster::create(int brokers)
{
    if (brokers < 1)
        return fail(ErrorCode::InvalidArgument, "a mock cluster needs at least one broker");
    // The mock lives inside a client of its own, which connects to nothing.
    ConfHandle conf(rd_kafka_conf_new());
    rd_kafka_conf_set(conf.get(), "client.id", "stormbench-mock", nullptr, 0);
    rd_kafka_conf_set_log_cb(conf.get(), nullptr);
    std::array<char, 256> why{};
    ClientHandle client(rd_kafka_new(RD_KAFKA_PRODUCER, conf.get(), why.data(), why.size()));
    if (!client)
        return fail(
            ErrorCode::Internal, fmt::format("the mock cluster cannot be made: {}", why.data()));
    static_cast<void>(conf.release());
    auto* const cluster = rd_kafka_mock_cluster_new(client.get(), brokers);
    if (!cluster)
        return fail(ErrorCode::Internal, "the mock cluster cannot be made");
    return std::make_unique<RdMockCluster>(std::move(client), cluster);
}

RdMockCluster::~RdMockCluster()
{
    rd_kafka_mock_cluster_destroy(m_cluster);
}

api::ConnectionSettings RdMockCluster::connection() const
{
    api::ConnectionSettings settings;
    settings.name = "mock";
    settings.bootstrap = rd_kafka_mock_cluster_bootstraps(m_cluster);
    return settings;
}

Result<> RdMockCluster::createTopic(const std::string& name, int partitions)
{
    if (const auto code = rd_kafka_mock_topic_create(m_cluster, name.c_str(), partitions, 1))
        return fail(errorFrom(code, fmt::format("creating topic {}", name)));
    return {};
}

}  // namespace stormbench::client

namespace stormbench::api {

Result<std::unique_ptr<MockCluster>> MockCluster::start(int brokers)
{
    return client::RdMockCluster::create(brokers);
}

}  // namespace stormbench::api
