// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/memory_files.h"

#include <algorithm>

namespace stormbench::env {
namespace {

std::string parentOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

bool isBelow(const std::string& path, const std::string& directory)
{
    return path.size() > directory.size() && path.starts_with(directory)
        && path[directory.size()] == '/';
}

void overwrite(Bytes& content, std::uint64_t position, ByteView bytes)
{
    if (content.size() < position + bytes.size())
        content.resize(position + bytes.size());
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(position));
}

}  // namespace

class MemoryFile final : public File {
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
        if (position >= bytes.size())
            return std::size_t{0};
        const auto size = std::min<std::size_t>(out.size(), bytes.size() - position);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(position), size, out.begin());
        return size;
    }
    Result<> writeAt(std::uint64_t position, ByteView bytes) override
    {
        return m_disk.write(*m_node, position, bytes);
    }
    Result<> truncate(std::uint64_t size) override
    {
        m_node->current.resize(size);
        m_node->unsynced.push_back({size, {}, true});
        return {};
    }
    Result<> sync() override { return m_disk.sync(*m_node); }
    Result<std::uint64_t> size() const override { return m_node->current.size(); }
    int descriptor() const override { return -1; }

private:
    MemoryFiles& m_disk;
    std::shared_ptr<MemoryFiles::Node> m_node;
    std::shared_ptr<std::size_t> m_open;
};

void MemoryFiles::crashProcess()
{
    m_locks = std::make_shared<std::set<std::string>>();
}

void MemoryFiles::losePower(Fates& fates)
{
    crashProcess();
    Names survivors = m_durableNames;
    for (const auto& [path, node] : m_files) {
        const auto durable = m_durableNames.find(path);
        if ((durable == m_durableNames.end() || durable->second != node) && fates.reachedDisk())
            survivors[path] = node;
    }
    for (const auto& [path, node] : m_durableNames) {
        if (!m_files.contains(path) && fates.reachedDisk())
            survivors.erase(path);
    }
    // A file may have two names after a lost rename.
    std::map<const Node*, std::shared_ptr<Node>> reborn;
    for (auto& [path, node] : survivors) {
        auto& found = reborn[node.get()];
        if (!found) {
            const Bytes left = remains(*node, fates);
            found = std::make_shared<Node>(Node{left, left, {}});
        }
        node = found;
    }
    m_files = survivors;
    m_durableNames = std::move(survivors);
}

void MemoryFiles::loseUnsynced()
{
    class NothingMore final : public Fates {
    public:
        bool reachedDisk() override { return false; }
        std::size_t bytesOnDisk(std::size_t) override { return 0; }
    };
    NothingMore fates;
    losePower(fates);
}

Bytes MemoryFiles::remains(const Node& node, Fates& fates)
{
    Bytes left = node.durable;
    for (const auto& change : node.unsynced) {
        if (change.isTruncation) {
            if (fates.reachedDisk())
                left.resize(change.position);
        } else if (const auto size = fates.bytesOnDisk(change.bytes.size()); size > 0) {
            overwrite(left, change.position, ByteView(change.bytes).first(size));
        }
    }
    return left;
}

std::uint64_t MemoryFiles::usedBytes() const
{
    std::uint64_t used = 0;
    for (const auto& [path, node] : m_files)
        used += node->current.size();
    return used;
}

std::vector<std::string> MemoryFiles::paths() const
{
    std::vector<std::string> paths;
    for (const auto& [path, node] : m_files)
        paths.push_back(path);
    return paths;
}

Bytes& MemoryFiles::content(const std::string& path)
{
    return m_files.at(path)->current;
}

void MemoryFiles::store(Node& node, std::uint64_t position, ByteView bytes)
{
    if (bytes.empty())
        return;
    overwrite(node.current, position, bytes);
    node.unsynced.push_back({position, Bytes(bytes.begin(), bytes.end()), false});
}

Result<> MemoryFiles::write(Node& node, std::uint64_t position, ByteView bytes)
{
    if (m_failWriteIn > 0 && --m_failWriteIn == 0) {
        store(node, position, bytes.first(bytes.size() / 2));
        return fail(ErrorCode::IoError, "the write failed half done");
    }
    const auto end = position + bytes.size();
    const auto growth = end > node.current.size() ? end - node.current.size() : 0;
    const auto room = m_capacity ? *m_capacity - std::min(*m_capacity, usedBytes()) : growth;
    if (growth > room) {
        const auto missing = std::min<std::size_t>(bytes.size(), growth - room);
        store(node, position, bytes.first(bytes.size() - missing));
        return fail(ErrorCode::OutOfSpace, "no space left on the disk");
    }
    store(node, position, bytes);
    return {};
}

Result<> MemoryFiles::beginSync(std::uint64_t size)
{
    syncing(size);
    if (m_failSyncs)
        return fail(ErrorCode::IoError, "the disk does not sync");
    return {};
}

Result<> MemoryFiles::sync(Node& node)
{
    SB_TRY(beginSync(node.current.size()));
    if (m_ignoreSyncs)
        return {};
    for (const auto& change : node.unsynced) {
        if (change.isTruncation)
            node.durable.resize(change.position);
        else
            overwrite(node.durable, change.position, change.bytes);
    }
    node.unsynced.clear();
    return {};
}

Result<std::unique_ptr<File>> MemoryFiles::open(const std::string& path, Mode mode)
{
    const auto found = m_files.find(path);
    const bool creates = mode == Mode::CreateNew || mode == Mode::CreateOrOpen;
    if (found == m_files.end() && !creates)
        return fail(ErrorCode::NotFound, path + " does not exist");
    if (found != m_files.end() && mode == Mode::CreateNew)
        return fail(ErrorCode::AlreadyExists, path + " exists");
    if (found == m_files.end() && !m_directories.contains(parentOf(path)))
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

Result<std::vector<DirectoryEntry>> MemoryFiles::list(const std::string& directory) const
{
    if (!m_directories.contains(directory))
        return fail(ErrorCode::NotFound, directory + " does not exist");
    std::vector<DirectoryEntry> entries;
    for (const auto& [path, node] : m_files) {
        if (parentOf(path) == directory)
            entries.push_back({path.substr(directory.size() + 1), false});
    }
    for (const auto& path : m_directories) {
        if (parentOf(path) == directory)
            entries.push_back({path.substr(directory.size() + 1), true});
    }
    std::sort(entries.begin(), entries.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
}

void MemoryFiles::moveNames(Names& names, const std::string& from, const std::string& to)
{
    Names moved;
    std::erase_if(names, [&](const auto& item) {
        if (!isBelow(item.first, from))
            return false;
        moved[to + item.first.substr(from.size())] = item.second;
        return true;
    });
    names.merge(moved);
}

Result<> MemoryFiles::rename(const std::string& from, const std::string& to)
{
    if (const auto file = m_files.find(from); file != m_files.end()) {
        const auto node = file->second;
        m_files.erase(file);
        m_files[to] = node;
        return {};
    }
    if (!m_directories.contains(from))
        return fail(ErrorCode::NotFound, from + " does not exist");
    moveNames(m_files, from, to);
    moveNames(m_durableNames, from, to);
    std::set<std::string> moved;
    for (const auto& path : m_directories)
        moved.insert(path == from || isBelow(path, from) ? to + path.substr(from.size()) : path);
    m_directories = std::move(moved);
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
    std::erase_if(m_durableNames, [&](const auto& item) { return gone(item.first); });
    std::erase_if(m_directories, gone);
    return {};
}

Result<> MemoryFiles::syncDirectory(const std::string& directory)
{
    SB_TRY(beginSync(directory.size()));
    if (m_ignoreSyncs)
        return {};
    std::erase_if(
        m_durableNames, [&](const auto& item) { return parentOf(item.first) == directory; });
    for (const auto& [path, node] : m_files) {
        if (parentOf(path) == directory)
            m_durableNames[path] = node;
    }
    return {};
}

Result<std::unique_ptr<Files::Lock>> MemoryFiles::lock(const std::string& path)
{
    class Held final : public Lock {
    public:
        Held(std::shared_ptr<std::set<std::string>> locks, std::string path)
            : m_locks(std::move(locks))
            , m_path(std::move(path))
        {
        }
        ~Held() override { m_locks->erase(m_path); }

    private:
        std::shared_ptr<std::set<std::string>> m_locks;
        std::string m_path;
    };
    if (!m_locks->insert(path).second)
        return fail(ErrorCode::Conflict, path + " is held by another owner");
    if (!m_files.contains(path))
        m_files[path] = std::make_shared<Node>();
    return std::make_unique<Held>(m_locks, path);
}

}  // namespace stormbench::env
