// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/clean_shutdown.h"

#include <fmt/format.h>

#include "engine/storage/checkpoint.h"

namespace stormbench::storage {

namespace {
constexpr auto kFileName = "/.kafka_cleanshutdown";
constexpr std::string_view kPrefix = R"({"version":0,"brokerEpoch":)";
constexpr std::string_view kSuffix = "}";
}  // namespace

Result<> writeCleanShutdownMarker(
    env::Files& files, const std::string& directory, BrokerEpoch epoch)
{
    return files.writeFileAtomically(
        directory + kFileName, asBytes(fmt::format("{}{}{}", kPrefix, epoch.value(), kSuffix)));
}

Result<std::optional<BrokerEpoch>> takeCleanShutdownMarker(
    env::Files& files, const std::string& directory)
{
    const auto path = directory + kFileName;
    if (!files.exists(path))
        return std::nullopt;
    SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
    SB_TRY(files.remove(path));
    SB_TRY(files.syncDirectory(directory));
    auto text = asText(bytes);
    if (!text.starts_with(kPrefix) || !text.ends_with(kSuffix))
        return std::nullopt;
    text.remove_prefix(kPrefix.size());
    text.remove_suffix(kSuffix.size());
    const auto epoch = parseNumber(text);
    return epoch ? std::optional(BrokerEpoch(*epoch)) : std::nullopt;
}

}  // namespace stormbench::storage
