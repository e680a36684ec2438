// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/coordinator/group/group_step.h"

namespace stormbench::coordinator {

/// The group a request is for. Precondition: not a DeleteGroupsRequest, which is for several.
[[nodiscard]] const std::string& groupOf(const GroupRequest& request);

/// Whether the empty string is no group for it: older clients commit offsets under an empty name,
/// and nothing else.
[[nodiscard]] bool needsGroupId(const GroupRequest& request);

/// What a request gets that cannot be served, in the form of its own reply.
[[nodiscard]] GroupReply refusal(const GroupRequest& request, WireError error);

/// What it gets when there is no such group; None: it creates one.
[[nodiscard]] WireError errorWithoutGroup(const GroupRequest& request);

/// Goes on after an append.
void finishAppend(AfterAppend then, WireError error, StepContext& context);

/// The reply of whoever waits for an append that will never end.
void abandonAppend(AfterAppend then, WireError error, Outputs& out);

}  // namespace stormbench::coordinator
