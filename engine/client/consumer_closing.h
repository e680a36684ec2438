// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/join_watch.h"

namespace stormbench::client {

/// Closes a consumer, whatever its group does just then, and frees it: the handle is empty then,
/// but not while librdkafka still calls back. With `leaves` it tells the group that it goes.
///
/// librdkafka before 2.3.0 ends the process when it frees a cooperative-sticky consumer that knows
/// its assignor, by JoinGroup, but has had no assignment yet, by SyncGroup
/// (rd_kafka_sticky_assignor_state_destroy(), its issue 4312). So an assignment that is on its way
/// is awaited for a moment; a consumer that still has none is ended but its memory is not freed.
void closeConsumer(ClientHandle& client, const JoinWatch& watch, bool leaves);

/// How many clients were ended without being freed.
[[nodiscard]] std::size_t clientsLeftBehind();

}  // namespace stormbench::client
