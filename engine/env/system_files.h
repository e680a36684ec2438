// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/files.h"

namespace stormbench::env {

/// The machine's file system through POSIX calls. Holds no state; thread-safe. Every descriptor is
/// close-on-exec. Locks belong to an open file description (fcntl(2), F_OFD_SETLK), so a second
/// owner in this process is refused as well.
class SystemFiles : public Files {
public:
    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::string& path, Mode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
        const std::string& directory) const override;
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<> remove(const std::string& path) override;
    [[nodiscard]] Result<> removeAll(const std::string& directory) override;
    [[nodiscard]] Result<> syncDirectory(const std::string& directory) override;
    [[nodiscard]] Result<Space> space(const std::string& directory) const override;
    [[nodiscard]] Result<std::unique_ptr<Lock>> lock(const std::string& path) override;
};

/// From the root on; unchanged where it is empty or the working directory is gone.
[[nodiscard]] std::string absolutePath(const std::string& path);

}  // namespace stormbench::env
