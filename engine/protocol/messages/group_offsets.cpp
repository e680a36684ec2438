// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/offset_commit.h"
#include "engine/protocol/messages/offset_delete.h"
#include "engine/protocol/messages/offset_fetch.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(OffsetCommit);
STORMBENCH_INSTANTIATE_API(OffsetFetch);
STORMBENCH_INSTANTIATE_API(OffsetDelete);

}  // namespace stormbench::protocol
