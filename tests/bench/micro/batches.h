// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/storage/batch_builder.h"

namespace stormbench::bench {

/// A batch of `count` records of 100 bytes, as a producer sends it.
inline Bytes batchOf(std::int64_t count)
{
    storage::BatchBuilder builder;
    const std::string value(100, 'x');
    for (std::int64_t i = 0; i < count; ++i)
        builder.add(storage::Millis{1'700'000'000'000 + i}, std::nullopt, asBytes(value));
    return builder.build();
}

}  // namespace stormbench::bench
