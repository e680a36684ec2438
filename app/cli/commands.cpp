// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "app/cli/command.h"

namespace stormbench::cli {

std::span<const Command> commands()
{
    static constexpr std::array kCommands{
        Command{"new", "Make a board from a template or a sample", declareNew},
        Command{"play", "Play a board: run its topics, services and consumers", declarePlay},
        Command{"check", "Check a board against the grammar and the rules", declareCheck},
        Command{"export", "Write a board in another format", declareExport},
        Command{"import", "Make a board of another tool's file", declareImport},
        Command{"cluster", "Run a cluster of brokers in this process", declareCluster},
        Command{"broker", "Run one broker of a cluster in this process", declareBroker},
        Command{"topics", "List, describe, create, change and delete topics", declareTopics},
        Command{"produce", "Send lines of standard input as records", declareProduce},
        Command{"consume", "Print records", declareConsume},
        Command{"groups", "List, describe and delete consumer groups", declareGroups},
        Command{"bench", "Measure producing, consuming and latency", declareBench},
    };
    return kCommands;
}

}  // namespace stormbench::cli
