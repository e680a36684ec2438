// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/board_input.h"

#include <charconv>

#include "app/cli/output.h"
#include "storming/store/board_file.h"

namespace stormbench::cli {

std::optional<storming::Board> readBoardOrComplain(const std::string& path)
{
    auto board = storming::readBoard(QString::fromStdString(path));
    if (!board) {
        complain(board.error().message.toStdString());
        return std::nullopt;
    }
    return *std::move(board);
}

std::optional<storming::Topology> readTopologyOrComplain(const std::string& path)
{
    const auto board = readBoardOrComplain(path);
    if (!board)
        return std::nullopt;
    auto topology = storming::generate(*board);
    for (const auto& diagnostic : topology.diagnostics)
        complain(diagnostic.message);
    if (topology.hasErrors())
        return std::nullopt;
    return topology;
}

Result<std::chrono::milliseconds> parseDuration(const std::string& text)
{
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const std::string unit(rest, end);
    const double factor = unit == "ms" ? 1
        : unit.empty() || unit == "s"  ? 1000
        : unit == "m"                  ? 60'000
        : unit == "h"                  ? 3'600'000
                                       : 0;
    if (error != std::errc() || factor == 0 || !(number > 0) || number * factor > 1e12)
        return fail(ErrorCode::InvalidArgument,
            "\"" + text + "\" is not a duration such as 15s, 500ms or 2m");
    return std::chrono::milliseconds(static_cast<std::int64_t>(number * factor));
}

}  // namespace stormbench::cli
