// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_leader_change.h"

#include "engine/base/cursor.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

namespace stormbench::replication {
namespace {

constexpr std::int16_t kControlRecordVersion = 0;
constexpr std::int16_t kLeaderChangeType = 2;
constexpr std::int16_t kMessageVersion = 0;
constexpr std::uint32_t kNoTaggedFields = 0;

void writeVoters(WriteCursor& out, const std::vector<BrokerId>& voters)
{
    out.writeUnsignedVarint(static_cast<std::uint32_t>(voters.size()) + 1);
    for (const auto voter : voters) {
        out.write(voter.value());
        out.writeUnsignedVarint(kNoTaggedFields);
    }
}

}  // namespace

Bytes encodeLeaderChange(const raft::AppendLeaderChange& change, BrokerId leader, env::WallTime now)
{
    Bytes key, value;
    WriteCursor keyOut(key);
    keyOut.write(kControlRecordVersion);
    keyOut.write(kLeaderChangeType);
    WriteCursor out(value);
    out.write(kMessageVersion);
    out.write(leader.value());
    writeVoters(out, change.voters.ids());
    writeVoters(out, change.granting);
    out.writeUnsignedVarint(kNoTaggedFields);

    storage::BatchOptions options;
    options.baseOffset = change.offset;
    options.leaderEpoch = change.epoch;
    options.isControl = true;
    storage::BatchBuilder builder(options);
    builder.add(now, ByteView(key), ByteView(value));
    return builder.build();
}

std::optional<BrokerId> decodeLeaderChange(ByteView batch)
{
    auto reader = storage::RecordReader::create(batch);
    if (!reader || !reader->header().isControl())
        return std::nullopt;
    const auto record = reader->next();
    if (!record || !*record)
        return std::nullopt;
    constexpr std::size_t kTypeAt = sizeof(kControlRecordVersion);
    constexpr std::size_t kLeaderAt = sizeof(kMessageVersion);
    const auto key = (*record)->key.value_or(ByteView{});
    const auto value = (*record)->value.value_or(ByteView{});
    if (key.size() < kTypeAt + sizeof(kLeaderChangeType)
        || loadBigEndian<std::int16_t>(key.data() + kTypeAt) != kLeaderChangeType
        || value.size() < kLeaderAt + sizeof(std::int32_t))
        return std::nullopt;
    return BrokerId{loadBigEndian<std::int32_t>(value.data() + kLeaderAt)};
}

}  // namespace stormbench::replication
