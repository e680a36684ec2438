// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/files.h"

namespace stormbench::storage {

/// Replaces a small file by rename, without a sync: after the death of the process there is the old
/// content or the new one, after the death of the machine perhaps neither. For what can be rebuilt
/// from the log, or is synced with its next flush.
[[nodiscard]] Result<> writeFileRelaxed(
    env::Files& files, const std::string& path, ByteView content);

/// Removes it if it is there.
[[nodiscard]] Result<> removeIfExists(env::Files& files, const std::string& path);

}  // namespace stormbench::storage
