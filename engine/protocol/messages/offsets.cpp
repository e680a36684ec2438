// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/delete_records.h"
#include "engine/protocol/messages/list_offsets.h"
#include "engine/protocol/messages/offset_for_leader_epoch.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(ListOffsets);
STORMBENCH_INSTANTIATE_API(OffsetForLeaderEpoch);
STORMBENCH_INSTANTIATE_API(DeleteRecords);

}  // namespace stormbench::protocol
