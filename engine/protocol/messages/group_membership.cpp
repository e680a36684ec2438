// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/find_coordinator.h"
#include "engine/protocol/messages/heartbeat.h"
#include "engine/protocol/messages/join_group.h"
#include "engine/protocol/messages/leave_group.h"
#include "engine/protocol/messages/sync_group.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(JoinGroup);
STORMBENCH_INSTANTIATE_API(Heartbeat);
STORMBENCH_INSTANTIATE_API(LeaveGroup);
STORMBENCH_INSTANTIATE_API(SyncGroup);
STORMBENCH_INSTANTIATE_API(FindCoordinator);

}  // namespace stormbench::protocol
