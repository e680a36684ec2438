// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"

namespace stormbench::env {

/// An open file. Destroying it closes it. Not thread-safe, but sync() may run on another thread
/// beside the strand's appends and reads (as fsync(2) may).
class File {
public:
    virtual ~File() = default;

    /// Reads up to out.size() bytes at `position`; fewer only at the end of the file. Returns the
    /// number read.
    [[nodiscard]] virtual Result<std::size_t> readAt(
        std::uint64_t position, std::span<std::uint8_t> out) const
        = 0;

    /// Writes all of `bytes` at `position` (growing the file) or fails: OutOfSpace when the disk is
    /// full. After a failure the file may hold a part of them; the caller truncates. The bytes are
    /// in the page cache: a crash of the process keeps them, a crash of the machine only after
    /// sync().
    [[nodiscard]] virtual Result<> writeAt(std::uint64_t position, ByteView bytes) = 0;

    [[nodiscard]] virtual Result<> truncate(std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<> sync() = 0;
    [[nodiscard]] virtual Result<std::uint64_t> size() const = 0;

    /// For sendfile(2): the descriptor, or -1 where there is none (simulation). The transport falls
    /// back to readAt().
    [[nodiscard]] virtual int descriptor() const = 0;
};

struct DirectoryEntry {
    std::string name;
    bool isDirectory = false;
};

/// The only way by which engine code touches a disk. Paths are relative to nothing: callers pass
/// whole paths with '/'. Thread-safe.
class Files {
public:
    virtual ~Files() = default;

    enum class Mode { ReadOnly, ReadWrite, CreateNew, CreateOrOpen };
    [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const std::string& path, Mode mode)
        = 0;

    [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
    /// Creates the directory and its missing parents; no error if it is there.
    [[nodiscard]] virtual Result<> createDirectories(const std::string& path) = 0;
    /// Sorted by name.
    [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(
        const std::string& directory) const
        = 0;
    /// Atomically replaces `to`.
    [[nodiscard]] virtual Result<> rename(const std::string& from, const std::string& to) = 0;
    [[nodiscard]] virtual Result<> remove(const std::string& path) = 0;
    /// The directory and all below it; no error if it is not there.
    [[nodiscard]] virtual Result<> removeAll(const std::string& directory) = 0;
    /// Makes creations, renames and removals in the directory durable.
    [[nodiscard]] virtual Result<> syncDirectory(const std::string& directory) = 0;

    /// What the disk below the directory holds and what is free of it. Unsupported where nobody
    /// knows.
    struct Space {
        std::uint64_t total = 0;
        std::uint64_t usable = 0;
    };
    [[nodiscard]] virtual Result<Space> space(const std::string& directory) const;

    /// Takes an exclusive lock on the file, held until the returned object is destroyed (or the
    /// process dies). Conflict when another process or another owner in this process holds it.
    class Lock {
    public:
        virtual ~Lock() = default;
    };
    [[nodiscard]] virtual Result<std::unique_ptr<Lock>> lock(const std::string& path) = 0;

    /// Reads a whole small file.
    [[nodiscard]] Result<Bytes> readFile(const std::string& path);
    /// Writes a temporary file beside it, syncs, renames over `path`, syncs the directory: after a
    /// crash there is the old content or the new one.
    [[nodiscard]] Result<> writeFileAtomically(const std::string& path, ByteView content);
};

}  // namespace stormbench::env
