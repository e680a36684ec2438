// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"

namespace stormbench {

/// CRC-32C (Castagnoli), as the v2 record batch has it. Uses the CPU's instruction where there is
/// one. `seed` is the result over the bytes before, so that a long range can be fed in pieces.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes, std::uint32_t seed = 0);

/// The portable implementation, for CPUs without the instruction and to test the other against.
[[nodiscard]] std::uint32_t crc32cPortable(ByteView bytes, std::uint32_t seed = 0);

}  // namespace stormbench
