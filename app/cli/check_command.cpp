// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include <QFile>

#include "app/cli/board_input.h"
#include "app/cli/command.h"
#include "app/cli/output.h"
#include "storming/check/report.h"
#include "storming/store/text_form.h"

namespace stormbench::cli {
namespace {

struct Options {
    std::string board;
    std::string level;
    std::string format = "text";
    std::string failOn = "warning";
    bool json = false;
};

/// Where the elements stand, if the file is a text form.
std::map<quint64, int> linesOf(const QString& path)
{
    QFile file(path);
    if (!path.endsWith(QLatin1String(".txt")) || !file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    auto lines = storming::linesOfElements(text);
    if (const auto parsed = storming::parseText(text))
        for (const auto& given : parsed->given)
            lines.try_emplace(given.id, given.line);
    return lines;
}

int run(const Options& options)
{
    const auto board = readBoardOrComplain(options.board);
    if (!board)
        return kUsage;
    const auto level = options.level.empty()
        ? board->settings().level
        : *storming::levelFromKey(QString::fromStdString(options.level));
    const auto findings = storming::check(*board, level);
    const auto path = QString::fromStdString(options.board);
    const storming::ReportInput input{
        *board, findings, path, linesOf(path), QStringLiteral(STORMBENCH_VERSION)};
    if (options.json || options.format == "json")
        print(storming::jsonReport(input));
    else if (options.format == "sarif")
        print(storming::sarifReport(input));
    else
        print(storming::textReport(input));
    const bool fails = std::ranges::any_of(findings, [&](const storming::Finding& finding) {
        return options.failOn != "never"
            && finding.severity >= storming::severityFromKey(options.failOn);
    });
    return fails ? kFailed : kDone;
}

}  // namespace

void declareCheck(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("board", options->board, "A .storm or .storm.txt file")->required();
    app.add_option("--level", options->level, "Check at this level instead of the board's own")
        ->check(CLI::IsMember({"bigPicture", "process", "design"}));
    app.add_option("--format", options->format, "How to print the findings")
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
    app.add_option("--fail-on", options->failOn, "The mildest severity that counts as a failure")
        ->check(CLI::IsMember({"error", "warning", "hint", "info", "never"}))
        ->capture_default_str();
    app.add_flag("--json", options->json, "The same as --format json");
    app.footer("Exit status 0: nothing as grave as --fail-on; 1: something is; 2: the command line "
               "is wrong, or the board cannot be read.");
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
