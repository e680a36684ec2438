// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/memory_files.h"

namespace stormbench::test {

/// A disk whose owner dies at a chosen moment: the nth change from now on, and everything after it,
/// fails without any effect. Reads go on.
class CrashingFiles final : public env::Files {
public:
    explicit CrashingFiles(env::MemoryFiles& disk)
        : m_disk(disk)
    {
    }
    void crashAt(std::size_t nth)
    {
        m_left = nth;
        m_crashed = false;
    }
    [[nodiscard]] bool crashed() const { return m_crashed; }

    Result<std::unique_ptr<env::File>> open(const std::string& path, Mode mode) override
    {
        const bool creates = mode != Mode::ReadOnly && !m_disk.exists(path);
        if (creates)
            SB_TRY(change());
        SB_TRY_ASSIGN(auto file, m_disk.open(path, mode));
        return std::make_unique<File>(*this, std::move(file));
    }
    bool exists(const std::string& path) const override { return m_disk.exists(path); }
    Result<> createDirectories(const std::string& path) override
    {
        return m_disk.createDirectories(path);
    }
    Result<std::vector<env::DirectoryEntry>> list(const std::string& directory) const override
    {
        return m_disk.list(directory);
    }
    Result<> rename(const std::string& from, const std::string& to) override
    {
        SB_TRY(change());
        return m_disk.rename(from, to);
    }
    Result<> remove(const std::string& path) override
    {
        SB_TRY(change());
        return m_disk.remove(path);
    }
    Result<> removeAll(const std::string& path) override
    {
        SB_TRY(change());
        return m_disk.removeAll(path);
    }
    Result<> syncDirectory(const std::string& directory) override
    {
        SB_TRY(change());
        return m_disk.syncDirectory(directory);
    }
    Result<std::unique_ptr<Lock>> lock(const std::string& path) override
    {
        return m_disk.lock(path);
    }

private:
    class File final : public env::File {
    public:
        File(CrashingFiles& owner, std::unique_ptr<env::File> file)
            : m_owner(owner)
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
            SB_TRY(m_owner.change());
            return m_file->writeAt(position, bytes);
        }
        Result<> truncate(std::uint64_t size) override
        {
            SB_TRY(m_owner.change());
            return m_file->truncate(size);
        }
        Result<> sync() override
        {
            SB_TRY(m_owner.change());
            return m_file->sync();
        }
        Result<std::uint64_t> size() const override { return m_file->size(); }
        int descriptor() const override { return -1; }

    private:
        CrashingFiles& m_owner;
        std::unique_ptr<env::File> m_file;
    };

    Result<> change()
    {
        if (m_left > 0 && --m_left == 0)
            m_crashed = true;
        if (m_crashed)
            return fail(ErrorCode::IoError, "the machine has stopped");
        return {};
    }

    env::MemoryFiles& m_disk;
    std::size_t m_left = 0;
    bool m_crashed = false;
};

}  // namespace stormbench::test
