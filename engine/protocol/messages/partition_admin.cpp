// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/alter_partition.h"
#include "engine/protocol/messages/alter_partition_reassignments.h"
#include "engine/protocol/messages/elect_leaders.h"
#include "engine/protocol/messages/list_partition_reassignments.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(AlterPartition);
STORMBENCH_INSTANTIATE_API(ElectLeaders);
STORMBENCH_INSTANTIATE_API(AlterPartitionReassignments);
STORMBENCH_INSTANTIATE_API(ListPartitionReassignments);

}  // namespace stormbench::protocol
