// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/file_cache.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace stormbench::storage {

CachedFile::CachedFile(FileCache& cache, std::string path)
    : m_cache(cache)
    , m_path(std::move(path))
{
}

CachedFile::~CachedFile()
{
    close();
}

Result<std::shared_ptr<env::File>> CachedFile::get()
{
    if (m_file) {
        m_cache.touch(*this);
        return m_file;
    }
    SB_TRY_ASSIGN(m_file, m_cache.files().open(m_path, env::Files::Mode::ReadWrite));
    m_cache.admit(*this);
    return m_file;
}

env::Files& CachedFile::files() const
{
    return m_cache.files();
}

void CachedFile::close()
{
    if (m_file)
        m_cache.drop(*this);
}

FileCache::FileCache(env::Files& files, std::size_t capacity)
    : m_files(files)
    , m_capacity(std::max<std::size_t>(1, capacity))
{
}

FileCache::~FileCache()
{
    SB_ASSERT(m_recent.empty(), "the cache outlives its files");
}

void FileCache::touch(CachedFile& file)
{
    m_recent.splice(m_recent.begin(), m_recent, file.m_place);
}

void FileCache::admit(CachedFile& file)
{
    if (m_recent.size() >= m_capacity)
        drop(*m_recent.back());
    m_recent.push_front(&file);
    file.m_place = m_recent.begin();
}

void FileCache::drop(CachedFile& file)
{
    file.m_file.reset();
    m_recent.erase(file.m_place);
}

}  // namespace stormbench::storage
