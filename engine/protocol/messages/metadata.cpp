// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/messages/metadata.h"
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/api_versions.h"
#include "engine/protocol/messages/describe_cluster.h"
#include "engine/protocol/messages/describe_topic_partitions.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(Metadata);
STORMBENCH_INSTANTIATE_API(DescribeTopicPartitions);
STORMBENCH_INSTANTIATE_API(DescribeCluster);
STORMBENCH_INSTANTIATE_API(ApiVersions);

}  // namespace stormbench::protocol
