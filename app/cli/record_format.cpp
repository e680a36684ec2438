// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/record_format.h"

#include <charconv>
#include <ctime>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stormbench::cli {
namespace {

std::string textOr(const std::optional<Bytes>& bytes, const char* otherwise)
{
    return bytes ? toText(*bytes) : otherwise;
}

std::string headersText(const std::vector<api::Header>& headers)
{
    std::string text;
    for (const auto& header : headers)
        text += fmt::format(
            "{}{}={}", text.empty() ? "" : ",", header.name, textOr(header.value, "NULL"));
    return text;
}

std::string fieldText(char field, const api::ReceivedRecord& record)
{
    switch (field) {
    case 't': return record.topic;
    case 'p': return std::to_string(record.partition.value());
    case 'o': return std::to_string(record.offset.value());
    case 'T': return std::to_string(record.timestamp.count());
    case 'k': return textOr(record.key, "NULL");
    case 'v': return textOr(record.value, "NULL");
    case 'h': return headersText(record.headers);
    case '%': return "%";
    default: return fmt::format("%{}", field);
    }
}

nlohmann::ordered_json jsonText(const std::optional<Bytes>& bytes)
{
    return bytes ? nlohmann::ordered_json(toText(*bytes)) : nlohmann::ordered_json();
}

}  // namespace

std::string formatRecord(std::string_view format, const api::ReceivedRecord& record)
{
    std::string text;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const bool more = i + 1 < format.size();
        if (format[i] == '%' && more)
            text += fieldText(format[++i], record);
        else if (format[i] == '\\' && more && (format[i + 1] == 'n' || format[i + 1] == 't'))
            text += format[++i] == 'n' ? '\n' : '\t';
        else
            text += format[i];
    }
    return text;
}

std::string recordAsJson(const api::ReceivedRecord& record)
{
    nlohmann::ordered_json headers = nlohmann::ordered_json::array();
    for (const auto& header : record.headers)
        headers.push_back({{"name", header.name}, {"value", jsonText(header.value)}});
    const nlohmann::ordered_json json{{"topic", record.topic},
        {"partition", record.partition.value()}, {"offset", record.offset.value()},
        {"timestamp", record.timestamp.count()}, {"key", jsonText(record.key)},
        {"value", jsonText(record.value)}, {"headers", headers}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<api::WallTime> parseTime(const std::string& text, api::WallTime now)
{
    std::tm fields{};
    if (const char* const end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &fields);
        end && (*end == '\0' || *end == 'Z'))
        return api::WallTime(std::int64_t{timegm(&fields)} * 1'000);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error == std::errc{} && number >= 0) {
        if (unit.empty())
            return api::WallTime(number);
        for (const auto& [name, seconds] :
            {std::pair("s", 1), {"m", 60}, {"h", 3'600}, {"d", 86'400}}) {
            if (unit == name)
                return now - std::chrono::seconds(number * seconds);
        }
    }
    return fail(ErrorCode::InvalidArgument,
        fmt::format("\"{}\" is not a time; write milliseconds, 2026-11-21T03:00:00 or 15m", text));
}

}  // namespace stormbench::cli
