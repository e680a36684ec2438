// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/snapshot_files.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/replication/snapshot_content.h"
#include "engine/storage/checkpoint.h"

namespace stormbench::replication {
namespace {

constexpr std::string_view kSuffix = ".checkpoint";
constexpr std::string_view kUnfinished = ".checkpoint.part";
constexpr std::size_t kOffsetDigits = 20, kEpochDigits = 10;

Result<> writeAndSync(env::Files& files, const std::string& path, ByteView content)
{
    SB_TRY_ASSIGN(const auto file, files.open(path, env::Files::Mode::CreateOrOpen));
    SB_TRY(file->truncate(0));
    SB_TRY(file->writeAt(0, content));
    return file->sync();
}

}  // namespace

std::string SnapshotFiles::fileName(const raft::LogPosition& position)
{
    return fmt::format("{:020}-{:010}{}", position.offset.value(), position.epoch.value(), kSuffix);
}

std::optional<raft::LogPosition> SnapshotFiles::parseName(std::string_view name)
{
    if (name.size() != kOffsetDigits + 1 + kEpochDigits + kSuffix.size() || !name.ends_with(kSuffix)
        || name[kOffsetDigits] != '-')
        return std::nullopt;
    const auto offset = storage::parseNumber(name.substr(0, kOffsetDigits));
    const auto epoch = storage::parseNumber(name.substr(kOffsetDigits + 1, kEpochDigits));
    if (!offset || !epoch || *offset <= 0 || *epoch < 0
        || *epoch > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return raft::LogPosition{Offset(*offset), LeaderEpoch(static_cast<std::int32_t>(*epoch))};
}

Result<std::vector<raft::LogPosition>> SnapshotFiles::list(env::Files& files) const
{
    SB_TRY_ASSIGN(const auto entries, files.list(m_directory));
    std::vector<raft::LogPosition> positions;
    for (const auto& entry : entries)
        if (const auto position = parseName(entry.name); position && !entry.isDirectory)
            positions.push_back(*position);
    return positions;
}

Result<> SnapshotFiles::store(
    env::Files& files, const raft::LogPosition& position, ByteView content) const
{
    const auto unfinished = path(position) + ".part";
    if (auto written = writeAndSync(files, unfinished, content); !written) {
        (void)files.remove(unfinished);
        return written;
    }
    SB_TRY(files.rename(unfinished, path(position)));
    return files.syncDirectory(m_directory);
}

Result<SnapshotFiles::Loaded> SnapshotFiles::load(
    env::Files& files, const raft::LogPosition& position) const
{
    SB_TRY_ASSIGN(auto content, files.readFile(path(position)));
    const auto checked = checkSnapshot(content, position);
    if (!checked)
        return fail(checked.error().withContext(path(position)));
    return Loaded{std::move(content), *checked};
}

Result<SnapshotFiles::Piece> SnapshotFiles::read(env::Files& files,
    const raft::LogPosition& position, std::uint64_t from, std::size_t maxBytes) const
{
    SB_TRY_ASSIGN(const auto file, files.open(path(position), env::Files::Mode::ReadOnly));
    Piece piece;
    SB_TRY_ASSIGN(piece.total, file->size());
    if (from >= piece.total)
        return piece;
    piece.bytes.resize(
        std::min<std::uint64_t>(std::max<std::size_t>(maxBytes, 1), piece.total - from));
    SB_TRY_ASSIGN(const auto got, file->readAt(from, piece.bytes));
    piece.bytes.resize(got);
    return piece;
}

Result<> SnapshotFiles::remove(env::Files& files, const raft::LogPosition& position) const
{
    return files.removeAll(path(position));
}

Result<> SnapshotFiles::removeUnfinished(env::Files& files) const
{
    SB_TRY_ASSIGN(const auto entries, files.list(m_directory));
    for (const auto& entry : entries)
        if (entry.name.ends_with(kUnfinished))
            SB_TRY(files.remove(m_directory + '/' + entry.name));
    return {};
}

}  // namespace stormbench::replication
