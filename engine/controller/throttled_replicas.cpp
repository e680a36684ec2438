// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/throttled_replicas.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/controller/config_definition.h"

namespace stormbench::controller {
namespace {

constexpr std::string_view kAll = "*";

std::optional<std::int32_t> numberIn(std::string_view text)
{
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size() && number >= 0
        && !text.starts_with('-');
    return isNumber ? std::optional(number) : std::nullopt;
}

struct Replica {
    PartitionIndex partition;
    BrokerId broker;
};

std::optional<Replica> replicaIn(std::string_view pair)
{
    const auto colon = pair.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto partition = numberIn(pair.substr(0, colon));
    const auto broker = numberIn(pair.substr(colon + 1));
    if (!partition || !broker)
        return std::nullopt;
    return Replica{PartitionIndex{*partition}, BrokerId{*broker}};
}

}  // namespace

ThrottledReplicas::ThrottledReplicas(std::string_view value, BrokerId self)
{
    for (const auto& element : listElements(value)) {
        m_all |= element == kAll;
        if (const auto replica = replicaIn(element); replica && replica->broker == self)
            m_partitions.insert(replica->partition);
    }
}

bool ThrottledReplicas::isValid(const std::vector<std::string>& elements)
{
    if (elements.size() == 1 && elements.front() == kAll)
        return true;
    return std::all_of(elements.begin(), elements.end(),
        [](const std::string& element) { return replicaIn(element).has_value(); });
}

}  // namespace stormbench::controller
