// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/controller/controller_requests.h"

/// Between the controller's values and the wire's: what several of its requests share.
namespace stormbench::broker {

template <class Id> [[nodiscard]] std::vector<std::int32_t> numbers(const std::vector<Id>& ids)
{
    std::vector<std::int32_t> out;
    out.reserve(ids.size());
    for (const auto id : ids)
        out.push_back(id.value());
    return out;
}

template <class Id> [[nodiscard]] std::vector<Id> idsOf(const std::vector<std::int32_t>& wire)
{
    return {wire.begin(), wire.end()};
}

/// Kafka leaves the message null where there is none.
[[nodiscard]] inline std::optional<std::string> messageOf(const controller::ApiError& error)
{
    return error.message.empty() ? std::nullopt : std::optional(error.message);
}

}  // namespace stormbench::broker
