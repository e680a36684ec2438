// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_state_file.h"

#include <limits>

#include <fmt/format.h>

#include "engine/storage/checkpoint.h"
#include "engine/storage/properties_file.h"

namespace stormbench::replication {
namespace {

constexpr std::int32_t kVersion = 0;

using Properties = std::map<std::string, std::string>;

Result<std::int32_t> number(const Properties& properties, const std::string& name, int least)
{
    const auto found = properties.find(name);
    if (found == properties.end())
        return fail(ErrorCode::Corrupt, fmt::format("The quorum state has no \"{}\"", name));
    SB_TRY_ASSIGN(const auto value, storage::parseNumber(found->second));
    if (value < least || value > std::numeric_limits<std::int32_t>::max())
        return fail(ErrorCode::Corrupt, fmt::format("The quorum state's \"{}\" is off", name));
    return static_cast<std::int32_t>(value);
}

}  // namespace

Result<raft::QuorumState> QuorumStateFile::load(env::Files& files) const
{
    if (!files.exists(m_path))
        return raft::QuorumState{};
    SB_TRY_ASSIGN(const auto bytes, files.readFile(m_path));
    const auto properties = storage::parseProperties(asText(bytes));
    SB_TRY_ASSIGN(const auto version, number(properties, "version", 0));
    if (version != kVersion)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} has version {}, this program knows {}", m_path, version, kVersion));
    SB_TRY_ASSIGN(const auto epoch, number(properties, "leader.epoch", 0));
    SB_TRY_ASSIGN(const auto voted, number(properties, "voted.id", -1));
    SB_TRY_ASSIGN(const auto leader, number(properties, "leader.id", -1));
    return raft::QuorumState{LeaderEpoch(epoch), BrokerId(voted), BrokerId(leader)};
}

Result<> QuorumStateFile::store(env::Files& files, const raft::QuorumState& state) const
{
    const auto text = fmt::format("version={}\nleader.epoch={}\nvoted.id={}\nleader.id={}\n",
        kVersion, state.epoch.value(), state.votedFor.value(), state.leader.value());
    return files.writeFileAtomically(m_path, asBytes(text));
}

}  // namespace stormbench::replication
