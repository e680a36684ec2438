// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/begin_quorum_epoch.h"
#include "engine/protocol/messages/describe_quorum.h"
#include "engine/protocol/messages/end_quorum_epoch.h"
#include "engine/protocol/messages/fetch_snapshot.h"
#include "engine/protocol/messages/vote.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(Vote);
STORMBENCH_INSTANTIATE_API(BeginQuorumEpoch);
STORMBENCH_INSTANTIATE_API(EndQuorumEpoch);
STORMBENCH_INSTANTIATE_API(DescribeQuorum);
STORMBENCH_INSTANTIATE_API(FetchSnapshot);

}  // namespace stormbench::protocol
