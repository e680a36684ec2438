// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/alter_configs.h"
#include "engine/protocol/messages/describe_configs.h"
#include "engine/protocol/messages/incremental_alter_configs.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(DescribeConfigs);
STORMBENCH_INSTANTIATE_API(AlterConfigs);
STORMBENCH_INSTANTIATE_API(IncrementalAlterConfigs);

}  // namespace stormbench::protocol
