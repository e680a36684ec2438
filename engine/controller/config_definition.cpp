// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_definition.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stormbench::controller {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

tl::unexpected<Error> invalid(
    const ConfigDefinition& definition, std::string_view value, std::string_view why)
{
    return fail(ErrorCode::InvalidArgument,
        fmt::format("Invalid value {} for configuration {}: {}", value, definition.name, why));
}

Result<std::string> checkedBoolean(const ConfigDefinition& definition, std::string_view value)
{
    std::string lower(value);
    std::transform(
        lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto& allowed = definition.range.oneOf;
    if (lower == "true" || lower == "false") {
        if (allowed.empty() || std::find(allowed.begin(), allowed.end(), lower) != allowed.end())
            return lower;
        return invalid(definition, value,
            fmt::format("This broker supports only {}", fmt::join(allowed, ", ")));
    }
    return invalid(definition, value, "Expected value to be either true or false");
}

Result<> checkRange(const ConfigDefinition& definition, std::string_view text, double value)
{
    if (value < definition.range.min)
        return invalid(
            definition, text, fmt::format("Value must be at least {}", definition.range.min));
    if (value > definition.range.max)
        return invalid(
            definition, text, fmt::format("Value must be no more than {}", definition.range.max));
    return {};
}

Result<std::string> checkedInteger(const ConfigDefinition& definition, std::string_view value)
{
    const bool isInt = definition.type == ConfigType::Int;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool fits = !isInt
        || (number >= std::numeric_limits<std::int32_t>::min()
            && number <= std::numeric_limits<std::int32_t>::max());
    if (value.empty() || error != std::errc{} || end != value.data() + value.size() || !fits)
        return invalid(
            definition, value, isInt ? "Not a number of type INT" : "Not a number of type LONG");
    SB_TRY(checkRange(definition, value, static_cast<double>(number)));
    return std::to_string(number);
}

Result<std::string> checkedDouble(const ConfigDefinition& definition, std::string_view value)
{
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (value.empty() || error != std::errc{} || end != value.data() + value.size()
        || !std::isfinite(number))
        return invalid(definition, value, "Not a number of type DOUBLE");
    SB_TRY(checkRange(definition, value, number));
    return std::string(value);
}

Result<> checkOneOf(const ConfigDefinition& definition, std::string_view value)
{
    const auto& allowed = definition.range.oneOf;
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end())
        return {};
    return invalid(
        definition, value, fmt::format("String must be one of: {}", fmt::join(allowed, ", ")));
}

Result<std::string> checkedList(const ConfigDefinition& definition, std::string_view value)
{
    const auto elements = listElements(value);
    if (elements.empty() && !definition.range.mayBeEmpty)
        return invalid(definition, value, "The list must not be empty");
    for (const auto& element : elements)
        SB_TRY(checkOneOf(definition, element));
    if (definition.range.holds && !definition.range.holds(elements))
        return invalid(
            definition, value, fmt::format("{} {}", definition.name, definition.range.expected));
    return fmt::format("{}", fmt::join(elements, ","));
}

}  // namespace

Result<std::string> checkedValue(const ConfigDefinition& definition, std::string_view text)
{
    const auto value = trimmed(text);
    switch (definition.type) {
    case ConfigType::Boolean: return checkedBoolean(definition, value);
    case ConfigType::Int:
    case ConfigType::Long: return checkedInteger(definition, value);
    case ConfigType::Double: return checkedDouble(definition, value);
    case ConfigType::List: return checkedList(definition, value);
    case ConfigType::String: break;
    }
    SB_TRY(checkOneOf(definition, value));
    return std::string(value);
}

std::vector<std::string> listElements(std::string_view value)
{
    std::vector<std::string> elements;
    while (!value.empty()) {
        const auto comma = value.find(',');
        if (const auto element = trimmed(value.substr(0, comma)); !element.empty())
            elements.emplace_back(element);
        value = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
    }
    return elements;
}

}  // namespace stormbench::controller
