// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/create_partitions.h"
#include "engine/protocol/messages/create_topics.h"
#include "engine/protocol/messages/delete_topics.h"
#include "engine/protocol/messages/describe_log_dirs.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(CreateTopics);
STORMBENCH_INSTANTIATE_API(DeleteTopics);
STORMBENCH_INSTANTIATE_API(CreatePartitions);
STORMBENCH_INSTANTIATE_API(DescribeLogDirs);

}  // namespace stormbench::protocol
