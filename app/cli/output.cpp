// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/cli/command.h"

namespace stormbench::cli {
namespace {

bool isNumber(const std::string& cell)
{
    return !cell.empty() && cell.find_first_not_of("0123456789.,-+") == std::string::npos;
}

}  // namespace

bool print(std::string_view line)
{
    const bool written = std::fwrite(line.data(), 1, line.size(), stdout) == line.size();
    return written && std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
}

void complain(std::string_view line)
{
    fmt::print(stderr, "stormctl: {}\n", line);
}

int exitCodeFor(const Error& error)
{
    complain(error.message);
    return error.code == ErrorCode::InvalidArgument && error.wireCode == 0 ? kUsage : kFailed;
}

std::string formatTable(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool right = &row != &rows.front() && isNumber(row[i]);
            text += right ? fmt::format("{:>{}}", row[i], widths[i])
                          : fmt::format("{:<{}}", row[i], widths[i]);
            text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

void printTable(const std::vector<std::vector<std::string>>& rows)
{
    auto text = formatTable(rows);
    if (!text.empty())
        text.pop_back();
    print(text);
}

Result<std::pair<std::string, std::string>> splitAssignment(const std::string& text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::InvalidArgument, fmt::format("\"{}\" is not NAME=VALUE", text));
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

}  // namespace stormbench::cli
