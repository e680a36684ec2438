// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/partition_metadata.h"

#include <fmt/format.h>

#include "engine/storage/properties_file.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

Result<> writePartitionMetadata(
    env::Files& files, const std::string& directory, const Uuid& topicId)
{
    return writeFileRelaxed(files, directory + '/' + std::string(kPartitionMetadataFile),
        asBytes(fmt::format("version: 0\ntopic_id: {}\n", topicId.toString())));
}

Result<Uuid> readPartitionMetadata(env::Files& files, const std::string& directory)
{
    const auto path = directory + '/' + std::string(kPartitionMetadataFile);
    if (!files.exists(path))
        return Uuid{};
    SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
    const auto properties = parseProperties(asText(bytes));
    const auto id = properties.find("topic_id");
    return id == properties.end() ? Uuid{} : Uuid::parse(id->second).value_or(Uuid{});
}

}  // namespace stormbench::storage
