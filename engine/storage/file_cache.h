// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <string>

#include "engine/env/files.h"

namespace stormbench::storage {

class FileCache;

/// One file that is opened when it is used, and may be closed while it is not. Owned by a segment;
/// registers with the cache that must outlive it. Runs on: the broker's strand.
class CachedFile {
public:
    CachedFile(FileCache& cache, std::string path);
    ~CachedFile();
    CachedFile(const CachedFile&) = delete;
    CachedFile& operator=(const CachedFile&) = delete;

    /// The open file. Whoever keeps the pointer keeps the file open, even when the cache has let go
    /// of it or the log has deleted it.
    [[nodiscard]] Result<std::shared_ptr<env::File>> get();
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] env::Files& files() const;
    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    void close();

private:
    friend class FileCache;
    FileCache& m_cache;
    std::string m_path;
    std::shared_ptr<env::File> m_file;
    std::list<CachedFile*>::iterator m_place;  ///< in the cache's list while open
};

/// Bounds the number of open files of a broker: the least recently used one is closed first. Files
/// that are being sent are kept open by their references beyond the bound. Runs on: the broker's
/// strand.
class FileCache {
public:
    FileCache(env::Files& files, std::size_t capacity);
    ~FileCache();
    FileCache(const FileCache&) = delete;
    FileCache& operator=(const FileCache&) = delete;

    [[nodiscard]] env::Files& files() { return m_files; }
    [[nodiscard]] std::size_t openCount() const { return m_recent.size(); }

private:
    friend class CachedFile;
    void touch(CachedFile& file);
    void admit(CachedFile& file);
    void drop(CachedFile& file);

    env::Files& m_files;
    std::size_t m_capacity;
    std::list<CachedFile*> m_recent;  ///< most recently used first
};

}  // namespace stormbench::storage
