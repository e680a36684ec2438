// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster_directory.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/uuid.h"

namespace stormbench::cluster {
namespace {

constexpr std::string_view kIdKey = "cluster.id=";
constexpr std::string_view kPortsKey = "ports=";
constexpr std::string_view kBrokerPrefix = "broker-";

// The part of `rest` before the separator; `rest` keeps what follows it.
std::string_view takeUntil(std::string_view& rest, char separator)
{
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

Result<std::vector<std::uint16_t>> parsePorts(std::string_view text)
{
    std::vector<std::uint16_t> ports;
    while (!text.empty()) {
        const auto part = takeUntil(text, ',');
        std::uint16_t port = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), port);
        if (error != std::errc() || end != part.data() + part.size() || port == 0)
            return fail(ErrorCode::Corrupt, fmt::format("'{}' is not a port", part));
        ports.push_back(port);
    }
    return ports;
}

}  // namespace

ClusterDirectory::ClusterDirectory(
    env::Files& files, std::string path, std::unique_ptr<env::Files::Lock> lock)
    : m_files(&files)
    , m_path(std::move(path))
    , m_lock(std::move(lock))
{
}

Result<ClusterDirectory> ClusterDirectory::open(
    env::Files& files, const std::string& path, env::Random& random)
{
    SB_TRY(files.createDirectories(path));
    auto lock = files.lock(path + "/.lock");
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return fail(ErrorCode::Conflict, path + " is in use by another cluster");
    if (!lock)
        return fail(lock.error());
    ClusterDirectory directory(files, path, *std::move(lock));
    SB_TRY(directory.load());
    if (directory.m_clusterId.empty()) {
        const auto high = random.next();
        directory.m_clusterId = Uuid::fromRandomBits(high, random.next()).toString();
        SB_TRY(directory.save());
    }
    return directory;
}

std::string ClusterDirectory::brokerDirectory(BrokerId broker) const
{
    return fmt::format("{}/{}{}", m_path, kBrokerPrefix, broker.value());
}

Result<> ClusterDirectory::savePorts(const std::vector<std::uint16_t>& ports)
{
    auto merged = m_ports;
    merged.resize(std::max(merged.size(), ports.size()));
    std::ranges::copy(ports, merged.begin());
    if (merged == m_ports)
        return {};
    m_ports = std::move(merged);
    return save();
}

Result<> ClusterDirectory::removeBrokerData()
{
    SB_TRY_ASSIGN(const auto entries, m_files->list(m_path));
    for (const auto& entry : entries)
        if (entry.isDirectory && entry.name.starts_with(kBrokerPrefix))
            SB_TRY(m_files->removeAll(m_path + "/" + entry.name));
    return m_files->syncDirectory(m_path);
}

Result<> ClusterDirectory::load()
{
    const auto path = m_path + "/cluster.properties";
    if (!m_files->exists(path))
        return {};
    SB_TRY_ASSIGN(const auto content, m_files->readFile(path));
    auto rest = asText(content);
    while (!rest.empty()) {
        const auto line = takeUntil(rest, '\n');
        if (line.starts_with(kIdKey)) {
            m_clusterId = line.substr(kIdKey.size());
        } else if (line.starts_with(kPortsKey)) {
            auto ports = parsePorts(line.substr(kPortsKey.size()));
            if (!ports)
                return fail(ports.error().withContext(path));
            m_ports = *std::move(ports);
        }
    }
    if (!Uuid::parse(m_clusterId))
        return fail(ErrorCode::Corrupt, path + ": there is no valid cluster.id in it");
    return {};
}

Result<> ClusterDirectory::save()
{
    const auto content = fmt::format("# An embedded cluster.\n{}{}\n{}{}\n", kIdKey, m_clusterId,
        kPortsKey, fmt::join(m_ports, ","));
    return m_files->writeFileAtomically(m_path + "/cluster.properties", asBytes(content));
}

}  // namespace stormbench::cluster
