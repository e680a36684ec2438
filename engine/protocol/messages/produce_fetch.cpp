// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/fetch.h"
#include "engine/protocol/messages/produce.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(Produce);
STORMBENCH_INSTANTIATE_API(Fetch);

}  // namespace stormbench::protocol
