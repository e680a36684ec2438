// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <CLI/CLI.hpp>

#include "app/cli/command.h"
#include "app/cli/output.h"

namespace stormbench::cli {

int runStormctl(int argc, char** argv)
{
    // A reader that closes our output is noticed by the write that fails.
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App app(
        "Stormbench without a window: clusters, topics, records, consumer groups, measurements.",
        "stormctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", "stormctl " STORMBENCH_VERSION);
    app.footer(
        "Exit status: 0 done, 1 findings or a failed run, 2 wrong usage. Results go to standard "
        "output, messages to standard error.");
    Action chosen;
    for (const auto& command : commands())
        command.declare(
            *app.add_subcommand(std::string(command.name), std::string(command.summary)), chosen);
    try {
        app.parse(argc, argv);
        return chosen ? chosen() : kUsage;
    } catch (const CLI::ParseError& error) {
        // CLI11 has an exit code for each kind of error; --help and --version are "errors" with 0.
        return app.exit(error) == 0 ? kDone : kUsage;
    } catch (const std::exception& error) {
        complain(error.what());
        return kFailed;
    }
}

}  // namespace stormbench::cli
