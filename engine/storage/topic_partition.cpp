// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/topic_partition.h"

#include <charconv>

#include <fmt/format.h>

namespace stormbench::storage {

std::string TopicPartition::toString() const
{
    return fmt::format("{}-{}", topic, partition.value());
}

Result<TopicPartition> TopicPartition::parse(std::string_view directoryName)
{
    const auto dash = directoryName.rfind('-');
    std::int32_t index = -1;
    if (dash != std::string_view::npos && dash > 0) {
        const auto digits = directoryName.substr(dash + 1);
        const auto [end, error]
            = std::from_chars(digits.data(), digits.data() + digits.size(), index);
        if (error != std::errc{} || end != digits.data() + digits.size())
            index = -1;
    }
    if (index < 0)
        return fail(ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is not <topic>-<partition>", directoryName));
    return TopicPartition{std::string(directoryName.substr(0, dash)), PartitionIndex(index)};
}

}  // namespace stormbench::storage
