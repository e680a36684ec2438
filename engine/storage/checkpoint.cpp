// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/checkpoint.h"

#include <charconv>

#include <fmt/format.h>

namespace stormbench::storage {
namespace {

constexpr std::int64_t kVersion = 0;

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = text.find(by);
        parts.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return parts;
}

}  // namespace

Result<std::int64_t> parseNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(ErrorCode::Corrupt, fmt::format("\"{}\" is not a number", text));
    return value;
}

Bytes formatCheckpoint(const std::vector<std::string>& lines)
{
    auto text = fmt::format("{}\n{}\n", kVersion, lines.size());
    for (const auto& line : lines)
        text += line + '\n';
    return toBytes(text);
}

Result<std::vector<std::string_view>> parseCheckpoint(ByteView bytes)
{
    auto lines = split(asText(bytes), '\n');
    if (lines.size() < 2)
        return fail(ErrorCode::Corrupt, "the checkpoint has no header");
    SB_TRY_ASSIGN(const auto version, parseNumber(lines[0]));
    SB_TRY_ASSIGN(const auto count, parseNumber(lines[1]));
    lines.erase(lines.begin(), lines.begin() + 2);
    if (version != kVersion || count != static_cast<std::int64_t>(lines.size()))
        return fail(ErrorCode::Corrupt, "the checkpoint's version or count is off");
    return lines;
}

Bytes formatOffsets(const PartitionOffsets& offsets)
{
    std::vector<std::string> lines;
    for (const auto& [partition, offset] : offsets)
        lines.push_back(
            fmt::format("{} {} {}", partition.topic, partition.partition.value(), offset.value()));
    return formatCheckpoint(lines);
}

Result<PartitionOffsets> parseOffsets(ByteView bytes)
{
    SB_TRY_ASSIGN(const auto lines, parseCheckpoint(bytes));
    PartitionOffsets offsets;
    for (const auto line : lines) {
        const auto fields = split(line, ' ');
        if (fields.size() != 3)
            return fail(ErrorCode::Corrupt, "a line of the checkpoint is damaged");
        SB_TRY_ASSIGN(const auto partition, parseNumber(fields[1]));
        SB_TRY_ASSIGN(const auto offset, parseNumber(fields[2]));
        if (partition < 0 || partition > 0x7FFF'FFFF || offset < 0)
            return fail(ErrorCode::Corrupt, "a line of the checkpoint is damaged");
        offsets[{std::string(fields[0]), PartitionIndex(static_cast<std::int32_t>(partition))}]
            = Offset(offset);
    }
    return offsets;
}

}  // namespace stormbench::storage
