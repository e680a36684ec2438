// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/error_code.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace stormbench::protocol {

namespace {

struct Row {
    std::int16_t number;
    bool retriable;
    std::string_view name;
    std::string_view meaning;
};

#define STORMBENCH_WIRE_ERROR_ROW(name, number, retriable, meaning)                                \
    Row{number, retriable, #name, meaning},
constexpr std::array kRows{STORMBENCH_WIRE_ERRORS(STORMBENCH_WIRE_ERROR_ROW)};
#undef STORMBENCH_WIRE_ERROR_ROW

constexpr bool numbersAreDense()
{
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (kRows[i].number != kRows.front().number + static_cast<int>(i))
            return false;
    }
    return true;
}
static_assert(numbersAreDense(), "the table is sorted by number, without gaps");

const Row* find(WireError error)
{
    const auto index = static_cast<int>(error) - kRows.front().number;
    return index >= 0 && index < static_cast<int>(kRows.size())
        ? &kRows[static_cast<std::size_t>(index)]
        : nullptr;
}

std::string upperSnake(std::string_view camel)
{
    std::string out;
    for (const char c : camel) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty())
            out += '_';
        out += upper ? c : static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

}  // namespace

std::string_view toString(WireError error)
{
    static const auto kNames = [] {
        std::vector<std::string> names;
        names.reserve(kRows.size());
        for (const auto& row : kRows)
            names.push_back(upperSnake(row.name));
        return names;
    }();
    const auto* row = find(error);
    return row ? std::string_view(kNames[static_cast<std::size_t>(row - kRows.data())]) : "UNKNOWN";
}

std::string_view nameOf(WireError error)
{
    const auto* row = find(error);
    return row ? row->name : "Unknown";
}

std::string_view meaningOf(WireError error)
{
    const auto* row = find(error);
    return row ? row->meaning : "an error that this version does not know";
}

bool isRetriable(WireError error)
{
    const auto* row = find(error);
    return row && row->retriable;
}

bool isKnown(WireError error)
{
    return find(error) != nullptr;
}

}  // namespace stormbench::protocol
