// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "engine/env/files.h"

namespace stormbench::env {

/// A disk in memory, for one thread; it outlives the processes that use it. It holds what the page
/// cache shows, and, for each file and each directory, what would outlive the machine: contents
/// after sync(), names after syncDirectory(). Directories themselves are durable at once, and what
/// was synced never rots.
///
/// Faults: a process that dies (every written byte and name stays), a power loss (what no sync
/// covered is kept, lost or torn, as Fates decide), a full disk (a write stores what fits and fails
/// with OutOfSpace), writes that fail half done, syncs that fail, and syncs that lie.
class MemoryFiles : public Files {
public:
    /// Decides on a power loss, change by change: writes need not reach the disk in order.
    class Fates {
    public:
        virtual ~Fates() = default;
        /// Whether a name that came or went, or a file's new size, had reached the disk.
        virtual bool reachedDisk() = 0;
        /// How many of a write's bytes had.
        virtual std::size_t bytesOnDisk(std::size_t written) = 0;
    };

    // --- Faults ---
    /// Ends the owner's process: locks are nobody's any more.
    void crashProcess();
    /// Ends the machine. Files that are open meanwhile are no longer part of the disk.
    void losePower(Fates& fates);
    void loseUnsynced();  ///< a power loss with nothing on the disk but what was synced
    void setCapacity(std::optional<std::uint64_t> bytes) { m_capacity = bytes; }
    /// The `nth` write from now on (1 is the next; 0 for none) stores half of its bytes and fails.
    void failWrite(std::size_t nth) { m_failWriteIn = nth; }
    void failSyncs(bool fail) { m_failSyncs = fail; }
    /// Syncs report success and do nothing. Shows that a checker sees what is then lost.
    void setIgnoreSyncs(bool ignore) { m_ignoreSyncs = ignore; }

    // --- Looking and tampering ---
    [[nodiscard]] std::uint64_t usedBytes() const;
    [[nodiscard]] std::size_t openFiles() const { return *m_open; }
    [[nodiscard]] std::vector<std::string> paths() const;
    /// Of an existing file, as the page cache shows it: what is changed here, no sync makes
    /// durable.
    [[nodiscard]] Bytes& content(const std::string& path);

    // --- Files ---
    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::string& path, Mode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
        const std::string& directory) const override;
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<> remove(const std::string& path) override;
    [[nodiscard]] Result<> removeAll(const std::string& directory) override;
    [[nodiscard]] Result<> syncDirectory(const std::string& directory) override;
    [[nodiscard]] Result<std::unique_ptr<Lock>> lock(const std::string& path) override;

protected:
    /// Called at each sync, of a file of that size or of a directory with a path of that length.
    virtual void syncing(std::uint64_t /*size*/) { }

private:
    friend class MemoryFile;
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
    [[nodiscard]] Result<> beginSync(std::uint64_t size);
    static void store(Node& node, std::uint64_t position, ByteView bytes);
    static Bytes remains(const Node& node, Fates& fates);
    static void moveNames(Names& names, const std::string& from, const std::string& to);

    Names m_files;
    Names m_durableNames;
    std::set<std::string> m_directories;
    std::shared_ptr<std::set<std::string>> m_locks = std::make_shared<std::set<std::string>>();
    std::optional<std::uint64_t> m_capacity;
    std::size_t m_failWriteIn = 0;
    bool m_failSyncs = false;
    bool m_ignoreSyncs = false;
    std::shared_ptr<std::size_t> m_open = std::make_shared<std::size_t>(0);
};

}  // namespace stormbench::env
