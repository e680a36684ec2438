// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/fault_player.h"
#include "app/cli/output.h"
#include "app/cli/stop_signal.h"
#include "engine/api/cluster.h"
#include "engine/api/logging.h"

namespace stormbench::cli {
namespace {

struct Options {
    api::ClusterOptions cluster;
    std::vector<std::string> settings;
    std::string faults;  ///< path of a script; empty: none
    bool verbose = false;
};

Result<> addSettings(Options& options)
{
    const auto known = api::Cluster::brokerConfigNames();
    for (const auto& setting : options.settings) {
        SB_TRY_ASSIGN(auto pair, splitAssignment(setting));
        const bool found = std::any_of(known.begin(), known.end(),
            [&](const auto& entry) { return entry.name == pair.first; });
        if (!found)
            return fail(ErrorCode::InvalidArgument,
                fmt::format("\"{}\" is not a broker configuration that is known here", pair.first));
        options.cluster.brokerConfigs[pair.first] = pair.second;
    }
    return {};
}

/// Until the script or a signal ends it.
int keepUp(api::Cluster& cluster, const api::FaultScript& script, StopSignal& signal)
{
    FaultPlayer player(cluster.faults(), script);
    if (player.play(signal) == FaultPlayer::Outcome::PlayedOut)
        signal.wait();
    cluster.stop();
    return player.anyFailed() ? kFailed : kDone;
}

int run(Options& options)
{
    options.cluster.stopLimit = kStopLimit;
    StopSignal signal;
    if (options.verbose)
        api::setLogDetail(api::LogDetail::Info);
    if (const auto added = addSettings(options); !added)
        return exitCodeFor(added.error());
    api::FaultScript script;
    if (!options.faults.empty()) {
        auto read = readFaultScript(options.faults, options.cluster.brokers);
        if (!read)
            return exitCodeFor(read.error());
        script = std::move(*read);
    }
    auto cluster = api::Cluster::start(options.cluster);
    if (!cluster)
        return exitCodeFor(cluster.error());
    print(fmt::format("ready bootstrap={}", (*cluster)->bootstrap()));
    return keepUp(**cluster, script, signal);
}

std::string indented(const std::string& lines)
{
    std::string result;
    bool atStart = true;
    for (const char each : lines) {
        result += atStart ? "  " : "";
        result += each;
        atStart = each == '\n';
    }
    return result;
}

int printSettings()
{
    std::vector<std::vector<std::string>> rows{{"NAME", "DEFAULT", "MEANING"}};
    for (const auto& entry : api::Cluster::brokerConfigNames())
        rows.push_back({entry.name, entry.value.value_or(""), entry.documentation});
    printTable(rows);
    return kDone;
}

}  // namespace

void declareCluster(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    const auto list = std::make_shared<bool>(false);
    app.add_option("--brokers", options->cluster.brokers, "How many brokers")
        ->capture_default_str()
        ->check(CLI::Range(1, 99));
    auto* const data = app.add_option("--data", options->cluster.dataDirectory,
        "Directory for the brokers' data; made if missing");
    app.add_option("--port", options->cluster.firstPort,
           "Port of the first broker, the others follow; by default free ones, the same again for "
           "the same directory")
        ->check(CLI::Range(1, 65'535));
    app.add_option("--listen", options->cluster.listenAddress, "Address to listen on")
        ->capture_default_str();
    app.add_option(
        "--advertise", options->cluster.advertisedHost, "Host name that clients are told");
    app.add_option(
           "--set", options->settings, "Broker configuration by Kafka's name, as NAME=VALUE")
        ->allow_extra_args(false);
    app.add_option("--faults", options->faults,
        "Script of faults to play, each told on standard error; see below");
    app.add_flag("--verbose", options->verbose, "Log what the brokers do");
    app.add_flag("--list-settings", *list, "Print the names that --set takes, and end");
    app.footer("Prints one line, ready bootstrap=HOST:PORT,…, once every broker answers, and runs "
               "until SIGINT or SIGTERM.\n\n"
               "A fault script has one step a line, in order of time, and may have # comments:\n"
               "  at TIME ACTION      since ready: 500ms, 5s, 2m\n"
               "  after TIME ACTION   since the line before\n"
               "LINK is 1-3 or 1-clients, 1>3 for one direction only. Actions:\n"
        + indented(api::faultScriptHelp())
        + "Exit status 1 if a step failed, 2 before anything starts if the script is wrong.");
    app.callback([options, list, data, &chosen] {
        if (!*list && data->count() == 0)
            throw CLI::RequiredError("--data");
        chosen = [options, list] { return *list ? printSettings() : run(*options); };
    });
}

}  // namespace stormbench::cli
