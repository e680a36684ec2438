// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::storage {

struct TopicPartition {
    std::string topic;
    PartitionIndex partition;

    /// `<topic>-<partition>`: also the name of the partition's directory.
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] static Result<TopicPartition> parse(std::string_view directoryName);

    friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

}  // namespace stormbench::storage

template <> struct std::hash<stormbench::storage::TopicPartition> {
    std::size_t operator()(const stormbench::storage::TopicPartition& tp) const noexcept
    {
        return std::hash<std::string>{}(tp.topic) * 31
            + static_cast<std::size_t>(tp.partition.value());
    }
};
