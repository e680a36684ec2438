// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/consumer_protocol.h"

#include "engine/base/cursor.h"

namespace stormbench::sim {
namespace {

constexpr std::int16_t kVersion = 0;

void writeTopic(WriteCursor& out, const std::string& topic)
{
    out.write(kVersion);
    out.write(std::int32_t{1});
    out.write(static_cast<std::int16_t>(topic.size()));
    out.writeBytes(asBytes(topic));
}

}  // namespace

Bytes encodeSubscription(const std::string& topic)
{
    Bytes bytes;
    WriteCursor out(bytes);
    writeTopic(out, topic);
    out.write(std::int32_t{-1});  // no user data
    return bytes;
}

Bytes encodeAssignment(const std::string& topic, const std::vector<PartitionIndex>& partitions)
{
    Bytes bytes;
    WriteCursor out(bytes);
    writeTopic(out, topic);
    out.write(static_cast<std::int32_t>(partitions.size()));
    for (const auto partition : partitions)
        out.write(partition.value());
    out.write(std::int32_t{-1});
    return bytes;
}

std::vector<PartitionIndex> decodeAssignment(ByteView bytes)
{
    ReadCursor in(bytes);
    in.skip(sizeof(std::int16_t));
    const auto topics = in.read<std::int32_t>();
    std::vector<PartitionIndex> partitions;
    for (std::int32_t i = 0; i < topics && in.ok(); ++i) {
        in.skip(static_cast<std::size_t>(in.read<std::int16_t>()));
        const auto count = in.read<std::int32_t>();
        for (std::int32_t j = 0; j < count && in.ok(); ++j)
            partitions.emplace_back(in.read<std::int32_t>());
    }
    return in.ok() ? partitions : std::vector<PartitionIndex>{};
}

}  // namespace stormbench::sim
