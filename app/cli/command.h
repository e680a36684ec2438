// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace stormbench::cli {

enum ExitCode : int {
    kDone = 0,
    kFailed = 1,  ///< findings, or a run that failed
    kUsage = 2,
};

/// What a chosen sub-command does; the value is its exit code.
using Action = std::function<int()>;

/// One sub-command. `declare` adds its options to `app`, with a callback that sets `chosen` when
/// the command line has picked it.
struct Command {
    std::string_view name;
    std::string_view summary;
    void (*declare)(CLI::App& app, Action& chosen);
};

/// The table of sub-commands, in the order of --help. One file a sub-command: a new one is declared
/// below and added in commands.cpp.
[[nodiscard]] std::span<const Command> commands();

void declareCluster(CLI::App& app, Action& chosen);
void declareBroker(CLI::App& app, Action& chosen);
void declareTopics(CLI::App& app, Action& chosen);
void declareProduce(CLI::App& app, Action& chosen);
void declareConsume(CLI::App& app, Action& chosen);
void declareGroups(CLI::App& app, Action& chosen);
void declareBench(CLI::App& app, Action& chosen);
void declareNew(CLI::App& app, Action& chosen);
void declarePlay(CLI::App& app, Action& chosen);
void declareCheck(CLI::App& app, Action& chosen);
void declareExport(CLI::App& app, Action& chosen);
void declareImport(CLI::App& app, Action& chosen);

/// Parses the command line and runs what it says.
[[nodiscard]] int runStormctl(int argc, char** argv);

}  // namespace stormbench::cli
