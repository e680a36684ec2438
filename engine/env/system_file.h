// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/files.h"
#include "engine/env/posix.h"

namespace stormbench::env {

/// A file of SystemFiles. Its position is always given, so reads may run beside a sync on another
/// thread.
class SystemFile final : public File {
public:
    SystemFile(FileDescriptor descriptor, std::string path);

    [[nodiscard]] Result<std::size_t> readAt(
        std::uint64_t position, std::span<std::uint8_t> out) const override;
    [[nodiscard]] Result<> writeAt(std::uint64_t position, ByteView bytes) override;
    [[nodiscard]] Result<> truncate(std::uint64_t size) override;
    [[nodiscard]] Result<> sync() override;
    [[nodiscard]] Result<std::uint64_t> size() const override;
    [[nodiscard]] int descriptor() const override { return m_descriptor.get(); }

private:
    FileDescriptor m_descriptor;
    std::string m_path;  ///< as opened, for messages
};

}  // namespace stormbench::env
