// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

Result<> writeFileRelaxed(env::Files& files, const std::string& path, ByteView content)
{
    const auto temporary = path + ".tmp";
    const auto write = [&]() -> Result<> {
        SB_TRY_ASSIGN(const auto file, files.open(temporary, env::Files::Mode::CreateOrOpen));
        SB_TRY(file->truncate(0));
        return file->writeAt(0, content);
    };
    auto outcome = write();
    if (outcome)
        return files.rename(temporary, path);
    (void)removeIfExists(files, temporary);  // the write's own error is the one to tell
    return outcome;
}

Result<> removeIfExists(env::Files& files, const std::string& path)
{
    return files.exists(path) ? files.remove(path) : Result<>{};
}

}  // namespace stormbench::storage
