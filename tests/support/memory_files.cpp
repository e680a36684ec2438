// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memory_files.h"

#include <algorithm>

namespace stormbench::test {
namespace {

std::string parentOf(const std::string& path)
{
    return path.substr(0, path.rfind('/'));
}

bool isBelow(const std::string& path, const std::string& directory)
{
    return path.size() > directory.size() && path.starts_with(directory)
        && path[directory.size()] == '/';
}

}  // namespace

class MemoryFile final : public env::File {
public:
    MemoryFile(MemoryFiles& disk, std::shared_ptr<MemoryFiles::Node> node)
        : m_disk(disk)
        , m_node(std::move(node))
        , m_open(disk.m_open)
    {
        ++*m_open;
    }
    ~MemoryFile() override { --*m_open; }

    Result<std::size_t> readAt(std::uint64_t position, std::span<std::uint8_t> out) const override
    {
        const auto& bytes = m_node->current;
        const auto size = position >= bytes.size()
            ? 0
            : std::min<std::size_t>(out.size(), bytes.size() - position);
        std::copy_n(bytes.begin()
                + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(position, bytes.size())),
            size, out.begin());
        return size;
    }
    Result<> writeAt(std::uint64_t position, ByteView bytes) override
    {
        return m_disk.write(*m_node, position, bytes);
    }
    Result<> truncate(std::uint64_t size) override
    {
        m_node->current.resize(size);
        return {};
    }
    Result<> sync() override
    {
        if (m_disk.m_failSyncs)
            return fail(ErrorCode::IoError, "the disk does not sync");
        m_node->durable = m_node->current;
        return {};
    }
    Result<std::uint64_t> size() const override { return m_node->current.size(); }
    int descriptor() const override { return -1; }

private:
    MemoryFiles& m_disk;
    std::shared_ptr<MemoryFiles::Node> m_node;
    std::shared_ptr<std::size_t> m_open;
};

void MemoryFiles::loseUnsynced()
{
    m_files.clear();
    for (const auto& [path, node] : m_durableNames) {
        auto survivor = std::make_shared<Node>(Node{node->durable, node->durable});
        m_files[path] = std::move(survivor);
    }
    m_durableNames = m_files;
    m_locks.clear();
}

std::uint64_t MemoryFiles::usedBytes() const
{
    std::uint64_t used = 0;
    for (const auto& [path, node] : m_files)
        used += node->current.size();
    return used;
}

Bytes& MemoryFiles::content(const std::string& path)
{
    return m_files.at(path)->current;
}

std::vector<std::string> MemoryFiles::paths() const
{
    std::vector<std::string> paths;
    for (const auto& [path, node] : m_files)
        paths.push_back(path);
    return paths;
}

Result<> MemoryFiles::write(Node& node, std::uint64_t position, ByteView bytes)
{
    const auto store = [&](ByteView part) {
        if (node.current.size() < position + part.size())
            node.current.resize(position + part.size());
        std::copy(
            part.begin(), part.end(), node.current.begin() + static_cast<std::ptrdiff_t>(position));
    };
    if (m_failWriteIn > 0 && --m_failWriteIn == 0) {
        store(bytes.first(bytes.size() / 2));
        return fail(ErrorCode::IoError, "the write failed half done");
    }
    const auto end = position + bytes.size();
    const auto growth = end > node.current.size() ? end - node.current.size() : 0;
    const auto room = m_capacity ? *m_capacity - std::min(*m_capacity, usedBytes()) : growth;
    if (growth > room) {
        store(bytes.first(bytes.size() - std::min<std::size_t>(bytes.size(), growth - room)));
        return fail(ErrorCode::OutOfSpace, "no space left on the disk");
    }
    store(bytes);
    return {};
}

Result<std::unique_ptr<env::File>> MemoryFiles::open(const std::string& path, Mode mode)
{
    const auto found = m_files.find(path);
    const bool creates = mode == Mode::CreateNew || mode == Mode::CreateOrOpen;
    if (found == m_files.end() && !creates)
        return fail(ErrorCode::NotFound, path + " does not exist");
    if (found != m_files.end() && mode == Mode::CreateNew)
        return fail(ErrorCode::AlreadyExists, path + " exists");
    if (creates && !m_directories.contains(parentOf(path)))
        return fail(ErrorCode::NotFound, parentOf(path) + " does not exist");
    auto& node = m_files[path];
    if (!node)
        node = std::make_shared<Node>();
    return std::make_unique<MemoryFile>(*this, node);
}

bool MemoryFiles::exists(const std::string& path) const
{
    return m_files.contains(path) || m_directories.contains(path);
}

Result<> MemoryFiles::createDirectories(const std::string& path)
{
    for (auto at = path; !at.empty() && m_directories.insert(at).second;)
        at = parentOf(at);
    return {};
}

Result<std::vector<env::DirectoryEntry>> MemoryFiles::list(const std::string& directory) const
{
    if (!m_directories.contains(directory))
        return fail(ErrorCode::NotFound, directory + " does not exist");
    std::vector<env::DirectoryEntry> entries;
    for (const auto& [path, node] : m_files)
        if (parentOf(path) == directory)
            entries.push_back({path.substr(directory.size() + 1), false});
    for (const auto& path : m_directories)
        if (parentOf(path) == directory && path != directory)
            entries.push_back({path.substr(directory.size() + 1), true});
    std::sort(entries.begin(), entries.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
}

Result<> MemoryFiles::rename(const std::string& from, const std::string& to)
{
    if (const auto file = m_files.find(from); file != m_files.end()) {
        m_files[to] = file->second;
        m_files.erase(from);
        return {};
    }
    if (!m_directories.contains(from))
        return fail(ErrorCode::NotFound, from + " does not exist");
    const auto move = [&](auto& names) {  // directories themselves are durable at once
        std::map<std::string, std::shared_ptr<Node>> moved;
        std::erase_if(names, [&](const auto& item) {
            if (!isBelow(item.first, from))
                return false;
            moved[to + item.first.substr(from.size())] = item.second;
            return true;
        });
        names.merge(moved);
    };
    move(m_files);
    move(m_durableNames);
    m_directories.erase(from);
    return createDirectories(to);
}

Result<> MemoryFiles::remove(const std::string& path)
{
    if (m_files.erase(path) == 0)
        return fail(ErrorCode::NotFound, path + " does not exist");
    return {};
}

Result<> MemoryFiles::removeAll(const std::string& directory)
{
    const auto gone
        = [&](const std::string& path) { return path == directory || isBelow(path, directory); };
    std::erase_if(m_files, [&](const auto& item) { return gone(item.first); });
    if (std::erase_if(m_directories, gone) > 0)
        std::erase_if(m_durableNames, [&](const auto& item) { return gone(item.first); });
    return {};
}

Result<> MemoryFiles::syncDirectory(const std::string& directory)
{
    if (m_failSyncs)
        return fail(ErrorCode::IoError, "the disk does not sync");
    std::erase_if(
        m_durableNames, [&](const auto& item) { return parentOf(item.first) == directory; });
    for (const auto& [path, node] : m_files)
        if (parentOf(path) == directory)
            m_durableNames[path] = node;
    return {};
}

Result<std::unique_ptr<env::Files::Lock>> MemoryFiles::lock(const std::string& path)
{
    class Held final : public Lock {
    public:
        Held(std::set<std::string>& locks, std::string path)
            : m_locks(locks)
            , m_path(std::move(path))
        {
        }
        ~Held() override { m_locks.erase(m_path); }

    private:
        std::set<std::string>& m_locks;
        std::string m_path;
    };
    if (!m_locks.insert(path).second)
        return fail(ErrorCode::Conflict, path + " is held by another owner");
    return std::make_unique<Held>(m_locks, path);
}

}  // namespace stormbench::test
