// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/board_input.h"
#include "app/cli/command.h"
#include "app/cli/output.h"
#include "storming/check/checker.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    std::string board;
    std::string level;
    bool json = false;
};

std::string placeOf(const storming::Board& board, const storming::Finding& finding)
{
    if (!finding.notes.empty()) {
        if (const auto* note = board.note(finding.notes.front()))
            return fmt::format(
                "{} \"{}\"", storming::notationOf(note->kind).name, note->name().toStdString());
    }
    const auto* frame = board.frame(finding.frame);
    return frame ? fmt::format("Context \"{}\"", frame->name.toStdString()) : "Board";
}

Json toJson(const storming::Finding& finding, const std::string& place)
{
    Json notes = Json::array();
    for (const auto id : finding.notes)
        notes.push_back(id.value());
    return {{"rule", storming::ruleOf(finding.rule).key},
        {"severity", storming::toKey(finding.severity)}, {"place", place},
        {"message", finding.message.toStdString()}, {"fix", finding.fix.toStdString()},
        {"notes", std::move(notes)}};
}

/// Errors and warnings are findings; hints and remarks are printed but leave the exit status alone.
int run(const Options& options)
{
    const auto board = readBoardOrComplain(options.board);
    if (!board)
        return kFailed;
    const auto level = options.level.empty()
        ? board->settings().level
        : *storming::levelFromKey(QString::fromStdString(options.level));
    const auto findings = storming::check(*board, level);
    int counted = 0;
    Json json = Json::array();
    for (const auto& finding : findings) {
        const auto place = placeOf(*board, finding);
        counted += finding.severity >= storming::Severity::Warning ? 1 : 0;
        if (options.json)
            json.push_back(toJson(finding, place));
        else
            print(fmt::format("{}: {}: {} [{}]", storming::toKey(finding.severity), place,
                finding.message.toStdString(), storming::ruleOf(finding.rule).key));
    }
    if (options.json)
        print(json.dump(2));
    else if (findings.empty())
        print("no findings");
    return counted > 0 ? kFailed : kDone;
}

}  // namespace

void declareCheck(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("board", options->board, "A .storm or .storm.txt file")->required();
    app.add_option("--level", options->level, "Check at this level instead of the board's own")
        ->check(CLI::IsMember({"bigPicture", "process", "design"}));
    app.add_flag("--json", options->json, "Findings as JSON");
    app.footer("Exit status 1 when there is an error or a warning.");
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
