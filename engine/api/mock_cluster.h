// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"

namespace stormbench::api {

/// librdkafka's own in-memory cluster: the named peer that measurements are compared with, and a
/// stand-in for tests. It keeps only the newest few megabytes of a partition.
class MockCluster {
public:
    [[nodiscard]] static Result<std::unique_ptr<MockCluster>> start(int brokers);
    virtual ~MockCluster() = default;

    [[nodiscard]] virtual ConnectionSettings connection() const = 0;
    [[nodiscard]] virtual Result<> createTopic(const std::string& name, int partitions) = 0;
};

}  // namespace stormbench::api
