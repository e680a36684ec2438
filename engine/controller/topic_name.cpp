// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/topic_name.h"

#include <algorithm>

#include <fmt/format.h>

namespace stormbench::controller {
namespace {

constexpr std::size_t kMaxLength = 249;  // "-<partition>" and a suffix still fit a file name

bool isAllowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
        || c == '_' || c == '-';
}

std::string faultOf(std::string_view name)
{
    if (name.empty())
        return "the empty string is not allowed";
    if (name == "." || name == "..")
        return fmt::format("'{}' is not allowed", name);
    if (name.size() > kMaxLength)
        return fmt::format(
            "the length of '{}' is longer than the max allowed length {}", name, kMaxLength);
    if (!std::all_of(name.begin(), name.end(), isAllowed))
        return fmt::format(
            "'{}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
            name);
    return {};
}

}  // namespace

Result<> checkTopicName(std::string_view name)
{
    if (const auto fault = faultOf(name); !fault.empty())
        return fail(ErrorCode::InvalidArgument, "Topic name is invalid: " + fault);
    return {};
}

bool topicNamesCollide(std::string_view a, std::string_view b)
{
    const auto same = [](char x, char y) { return (x == '.' ? '_' : x) == (y == '.' ? '_' : y); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool isInternalTopic(std::string_view name)
{
    return name == kOffsetsTopic || name == kMetadataTopic || name == "__transaction_state";
}

}  // namespace stormbench::controller
