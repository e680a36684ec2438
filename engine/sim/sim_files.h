// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/env/files.h"
#include "engine/sim/event_loop.h"

namespace stormbench::sim {

/// A node's disk, which outlives the node's processes. It holds what the page cache shows, and, for
/// each file and each directory, what would outlive the machine.
///
/// Fault model. A process crash keeps every written byte and every name. A power loss keeps what
/// sync() and syncDirectory() covered; of what came later each write is kept, lost or torn (a part
/// of it stays), and each name is kept or lost, as the seed decides and independently of the
/// others: writes need not reach the disk in order. A full disk stores what fits and fails with
/// OutOfSpace. Synced bytes never rot.
class SimFiles final : public env::Files {
public:
    SimFiles(EventLoop& loop, NodeId node);
    ~SimFiles() override;

    /// Ends the owner's process: open files and locks are nobody's any more.
    void crashProcess();
    /// Ends the machine.
    void losePower();
    /// From now on no file can grow.
    void setFull(bool full) { m_full = full; }
    /// A disk that lies: syncs report success and do nothing. Shows that the checkers see what is
    /// then lost.
    void setIgnoreSyncs(bool ignore) { m_ignoreSyncs = ignore; }
    [[nodiscard]] std::uint64_t lostWrites() const { return m_lostWrites; }

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
    friend class SimFile;
    /// One change of a file since its last sync: a write, or a new size.
    struct Change {
        std::uint64_t position = 0;
        Bytes bytes;
        bool isTruncation = false;
    };
    struct Node {
        Bytes current;
        Bytes durable;
        std::vector<Change> unsynced;
    };
    using Names = std::map<std::string, std::shared_ptr<Node>>;

    Result<> write(Node& node, std::uint64_t position, ByteView bytes);
    Result<> sync(Node& node);
    void tearFile(Node& node);
    void moveNames(Names& names, const std::string& from, const std::string& to);

    EventLoop& m_loop;
    NodeId m_node;
    SimRandom m_random;
    Names m_files;
    Names m_durableNames;
    std::set<std::string> m_directories;  ///< durable at once
    std::shared_ptr<std::set<std::string>> m_locks = std::make_shared<std::set<std::string>>();
    bool m_full = false;
    bool m_ignoreSyncs = false;
    std::uint64_t m_lostWrites = 0;
};

}  // namespace stormbench::sim
