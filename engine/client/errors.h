// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

namespace stormbench::client {

/// An error of librdkafka (negative: its own; positive: Kafka's wire code) as a sentence that says
/// what to try. `context` names what was being done ("creating topic orders"); `detail` is what the
/// client or the broker added.
[[nodiscard]] Error errorFrom(int code, std::string_view context, std::string_view detail = {});

}  // namespace stormbench::client
