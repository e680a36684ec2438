// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "engine/env/files.h"

namespace stormbench::test {

/// A disk in memory, for one thread. It keeps two states: what the page cache holds, and what would
/// outlive the machine (file contents after sync(), names after syncDirectory()).
///
/// Faults: a capacity (writes beyond it are cut short and fail with OutOfSpace, as a full disk
/// does), writes that fail half done, syncs that fail, and loseUnsynced(): the machine dies.
class MemoryFiles final : public env::Files {
public:
    // --- Faults ---
    void setCapacity(std::optional<std::uint64_t> bytes) { m_capacity = bytes; }
    /// The `nth` write from now on (1 is the next; 0 for none) stores half of its bytes and fails.
    void failWrite(std::size_t nth) { m_failWriteIn = nth; }
    void failSyncs(bool fail) { m_failSyncs = fail; }
    /// Back to what was synced. Files that are open meanwhile are no longer part of the disk.
    void loseUnsynced();

    // --- Looking and tampering ---
    [[nodiscard]] std::uint64_t usedBytes() const;
    [[nodiscard]] std::size_t openFiles() const { return *m_open; }
    [[nodiscard]] Bytes& content(const std::string& path);  ///< of an existing file
    [[nodiscard]] std::vector<std::string> paths() const;

    // --- env::Files ---
    [[nodiscard]] Result<std::unique_ptr<env::File>> open(
        const std::string& path, Mode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<env::DirectoryEntry>> list(
        const std::string& directory) const override;
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<> remove(const std::string& path) override;
    [[nodiscard]] Result<> removeAll(const std::string& directory) override;
    [[nodiscard]] Result<> syncDirectory(const std::string& directory) override;
    [[nodiscard]] Result<std::unique_ptr<Lock>> lock(const std::string& path) override;

private:
    friend class MemoryFile;
    struct Node {
        Bytes current;
        Bytes durable;
    };
    Result<> write(Node& node, std::uint64_t position, ByteView bytes);

    std::map<std::string, std::shared_ptr<Node>> m_files;
    std::map<std::string, std::shared_ptr<Node>> m_durableNames;
    std::set<std::string> m_directories;
    std::set<std::string> m_locks;
    std::optional<std::uint64_t> m_capacity;
    std::size_t m_failWriteIn = 0;
    bool m_failSyncs = false;
    std::shared_ptr<std::size_t> m_open = std::make_shared<std::size_t>(0);
};

}  // namespace stormbench::test
