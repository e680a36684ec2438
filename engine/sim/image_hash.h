// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/controller/metadata_image.h"

namespace stormbench::sim {

/// Of everything in an image but its offset.
[[nodiscard]] std::uint64_t imageHash(const controller::MetadataImage& image);

}  // namespace stormbench::sim
