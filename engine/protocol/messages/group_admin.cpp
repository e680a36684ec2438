// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/delete_groups.h"
#include "engine/protocol/messages/describe_groups.h"
#include "engine/protocol/messages/list_groups.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(DescribeGroups);
STORMBENCH_INSTANTIATE_API(ListGroups);
STORMBENCH_INSTANTIATE_API(DeleteGroups);

}  // namespace stormbench::protocol
