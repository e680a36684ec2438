// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_files.h"

#include <algorithm>

namespace stormbench::sim {
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

class SimFile final : public env::File {
public:
    SimFile(SimFiles& disk, std::shared_ptr<SimFiles::Node> node)
        : m_disk(disk)
        , m_node(std::move(node))
    {
    }

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
    SimFiles& m_disk;
    std::shared_ptr<SimFiles::Node> m_node;
};

SimFiles::SimFiles(EventLoop& loop, NodeId node)
    : m_loop(loop)
    , m_node(node)
    , m_random(loop.random().next())
{
}
SimFiles::~SimFiles() = default;

void SimFiles::crashProcess()
{
    m_locks = std::make_shared<std::set<std::string>>();
}

void SimFiles::losePower()
{
    crashProcess();
    Names survivors = m_durableNames;
    for (const auto& [path, node] : m_files) {
        const auto durable = m_durableNames.find(path);
        if ((durable == m_durableNames.end() || durable->second != node) && m_random.oneIn(2))
            survivors[path] = node;
    }
    for (const auto& [path, node] : m_durableNames) {
        if (!m_files.contains(path) && m_random.oneIn(2))
            survivors.erase(path);
    }
    std::set<const Node*> torn;  // a file may have two names after a lost rename
    for (const auto& [path, node] : survivors) {
        if (torn.insert(node.get()).second)
            tearFile(*node);
    }
    m_files = survivors;
    m_durableNames = std::move(survivors);
}

void SimFiles::tearFile(Node& node)
{
    for (const auto& change : node.unsynced) {
        if (change.isTruncation) {
            if (m_random.oneIn(2))
                node.durable.resize(change.position);
            continue;
        }
        const auto fate = m_random.below(3);
        const ByteView bytes(change.bytes);
        m_lostWrites += fate == 0 ? 0 : 1;
        if (fate == 0)
            overwrite(node.durable, change.position, bytes);
        else if (fate == 1 && !bytes.empty())
            overwrite(node.durable, change.position, bytes.first(m_random.below(bytes.size())));
    }
    node.unsynced.clear();
    node.current = node.durable;
}

Result<> SimFiles::write(Node& node, std::uint64_t position, ByteView bytes)
{
    const bool grows = position + bytes.size() > node.current.size();
    const auto fitting = m_full && grows
        ? node.current.size() - std::min<std::uint64_t>(node.current.size(), position)
        : bytes.size();
    const auto part = bytes.first(std::min(fitting, bytes.size()));
    if (!part.empty()) {
        overwrite(node.current, position, part);
        node.unsynced.push_back({position, Bytes(part.begin(), part.end()), false});
    }
    if (part.size() < bytes.size())
        return fail(ErrorCode::OutOfSpace, "no space left on the disk");
    return {};
}

Result<> SimFiles::sync(Node& node)
{
    m_loop.trace().add(m_loop.now(), TraceKind::DiskSync, m_node, node.current.size());
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

Result<std::unique_ptr<env::File>> SimFiles::open(const std::string& path, Mode mode)
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
    return std::make_unique<SimFile>(*this, node);
}

bool SimFiles::exists(const std::string& path) const
{
    return m_files.contains(path) || m_directories.contains(path);
}

Result<> SimFiles::createDirectories(const std::string& path)
{
    for (auto at = path; !at.empty() && m_directories.insert(at).second;)
        at = parentOf(at);
    return {};
}

Result<std::vector<env::DirectoryEntry>> SimFiles::list(const std::string& directory) const
{
    if (!m_directories.contains(directory))
        return fail(ErrorCode::NotFound, directory + " does not exist");
    std::vector<env::DirectoryEntry> entries;
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

void SimFiles::moveNames(Names& names, const std::string& from, const std::string& to)
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

Result<> SimFiles::rename(const std::string& from, const std::string& to)
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

Result<> SimFiles::remove(const std::string& path)
{
    if (m_files.erase(path) == 0)
        return fail(ErrorCode::NotFound, path + " does not exist");
    return {};
}

Result<> SimFiles::removeAll(const std::string& directory)
{
    const auto gone
        = [&](const std::string& path) { return path == directory || isBelow(path, directory); };
    std::erase_if(m_files, [&](const auto& item) { return gone(item.first); });
    std::erase_if(m_durableNames, [&](const auto& item) { return gone(item.first); });
    std::erase_if(m_directories, gone);
    return {};
}

Result<> SimFiles::syncDirectory(const std::string& directory)
{
    m_loop.trace().add(m_loop.now(), TraceKind::DiskSync, m_node, directory.size());
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

Result<std::unique_ptr<env::Files::Lock>> SimFiles::lock(const std::string& path)
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

}  // namespace stormbench::sim
