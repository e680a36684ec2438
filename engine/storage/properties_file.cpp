// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/properties_file.h"

namespace stormbench::storage {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::map<std::string, std::string> parseProperties(std::string_view text)
{
    std::map<std::string, std::string> properties;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        const auto separator = line.find_first_of("=:");
        if (line.empty() || line.front() == '#' || separator == std::string_view::npos)
            continue;
        properties[std::string(trimmed(line.substr(0, separator)))]
            = std::string(trimmed(line.substr(separator + 1)));
    }
    return properties;
}

}  // namespace stormbench::storage
