// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench {

/// Logs the broken invariant and aborts. Never reachable by input: input gives a Result.
[[noreturn]] void assertionFailed(
    const char* expression, const char* file, int line, const char* why);

}  // namespace stormbench

// Always on, in every build: a broken invariant must not go on to write to a log. Cheap conditions
// only.
#define SB_ASSERT(condition, why)                                                                  \
    do {                                                                                           \
        if (!(condition)) [[unlikely]]                                                             \
            ::stormbench::assertionFailed(#condition, __FILE__, __LINE__, why);                    \
    } while (false)
