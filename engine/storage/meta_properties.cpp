// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/meta_properties.h"

#include <fmt/format.h>

#include "engine/storage/checkpoint.h"
#include "engine/storage/properties_file.h"

namespace stormbench::storage {

namespace {
constexpr auto kFileName = "/meta.properties";
}

Result<std::optional<MetaProperties>> readMetaProperties(
    env::Files& files, const std::string& directory)
{
    const auto path = directory + kFileName;
    if (!files.exists(path))
        return std::nullopt;
    SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
    const auto properties = parseProperties(asText(bytes));
    const auto cluster = properties.find("cluster.id");
    const auto node = properties.find("node.id");
    if (cluster == properties.end() || node == properties.end())
        return fail(ErrorCode::Corrupt, fmt::format("{} lacks cluster.id or node.id", path));
    SB_TRY_ASSIGN(const auto nodeId, parseNumber(node->second));
    return MetaProperties{cluster->second, BrokerId(static_cast<std::int32_t>(nodeId))};
}

Result<> writeMetaProperties(
    env::Files& files, const std::string& directory, const MetaProperties& properties)
{
    const auto text = fmt::format(
        "version=1\ncluster.id={}\nnode.id={}\n", properties.clusterId, properties.nodeId.value());
    return files.writeFileAtomically(directory + kFileName, asBytes(text));
}

}  // namespace stormbench::storage
