// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "engine/env/system_files.h"

namespace stormbench::tests {

/// The real disk, which can be told to be full: then nothing can be written, as with a real one.
/// Any thread may tell it.
class FullDisk final : public env::SystemFiles {
public:
    void setFull(bool full) { m_full = full; }

    [[nodiscard]] Result<std::unique_ptr<env::File>> open(
        const std::string& path, Mode mode) override
    {
        SB_TRY_ASSIGN(auto file, env::SystemFiles::open(path, mode));
        return std::make_unique<File>(m_full, std::move(file));
    }

private:
    class File final : public env::File {
    public:
        File(const std::atomic<bool>& full, std::unique_ptr<env::File> file)
            : m_full(full)
            , m_file(std::move(file))
        {
        }
        Result<std::size_t> readAt(
            std::uint64_t position, std::span<std::uint8_t> out) const override
        {
            return m_file->readAt(position, out);
        }
        Result<> writeAt(std::uint64_t position, ByteView bytes) override
        {
            if (!m_full)
                return m_file->writeAt(position, bytes);
            SB_TRY(m_file->writeAt(position, bytes.first(bytes.size() / 2)));
            return fail(ErrorCode::OutOfSpace, "no space left on the disk");
        }
        Result<> truncate(std::uint64_t size) override { return m_file->truncate(size); }
        Result<> sync() override { return m_file->sync(); }
        Result<std::uint64_t> size() const override { return m_file->size(); }
        int descriptor() const override { return m_file->descriptor(); }

    private:
        const std::atomic<bool>& m_full;
        std::unique_ptr<env::File> m_file;
    };

    std::atomic<bool> m_full = false;
};

}  // namespace stormbench::tests
