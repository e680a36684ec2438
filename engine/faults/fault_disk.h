// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "engine/env/files.h"

namespace stormbench::faults {

struct DiskCondition {
    bool full = false;
    std::chrono::milliseconds perWrite{0};
    std::uint64_t bytesPerSecond = 0;  ///< 0: as fast as it is
    [[nodiscard]] bool sound() const
    {
        return !full && perWrite.count() == 0 && bytesPerSecond == 0;
    }
    friend bool operator==(const DiskCondition&, const DiskCondition&) = default;
};

/// How one broker's disk is, over the broker's lives. Thread-safe: the strand and the pool write,
/// somebody else sets.
class DiskState {
public:
    void set(const DiskCondition& condition);
    [[nodiscard]] bool sound() const { return m_sound.load(std::memory_order_acquire); }
    [[nodiscard]] bool full() const;
    /// Takes the time that a write of `bytes` takes on such a disk; ends early when it becomes
    /// another one.
    void wait(std::size_t bytes);

private:
    std::atomic<bool> m_sound = true;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    DiskCondition m_condition;
    std::uint64_t m_number = 0;  ///< of changes
};
using DiskStatePtr = std::shared_ptr<DiskState>;

/// Files on a disk that can be told to be slow or full. Writes and syncs are slowed; on a full disk
/// every write fails half done, with OutOfSpace. Reads, and what sendfile(2) sends, come from the
/// page cache and go on as they are. Thread-safe.
class FaultFiles final : public env::Files {
public:
    FaultFiles(env::Files& inner, DiskStatePtr disk)
        : m_inner(inner)
        , m_disk(std::move(disk))
    {
    }

    [[nodiscard]] Result<std::unique_ptr<env::File>> open(
        const std::string& path, Mode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override
    {
        return m_inner.exists(path);
    }
    [[nodiscard]] Result<> createDirectories(const std::string& path) override
    {
        return m_inner.createDirectories(path);
    }
    [[nodiscard]] Result<std::vector<env::DirectoryEntry>> list(
        const std::string& directory) const override
    {
        return m_inner.list(directory);
    }
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to) override
    {
        return m_inner.rename(from, to);
    }
    [[nodiscard]] Result<> remove(const std::string& path) override { return m_inner.remove(path); }
    [[nodiscard]] Result<> removeAll(const std::string& directory) override
    {
        return m_inner.removeAll(directory);
    }
    [[nodiscard]] Result<> syncDirectory(const std::string& directory) override
    {
        return m_inner.syncDirectory(directory);
    }
    [[nodiscard]] Result<Space> space(const std::string& directory) const override;
    [[nodiscard]] Result<std::unique_ptr<Lock>> lock(const std::string& path) override
    {
        return m_inner.lock(path);
    }

private:
    env::Files& m_inner;
    DiskStatePtr m_disk;
};

}  // namespace stormbench::faults
