// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/output.h"
#include "app/cli/stop_signal.h"
#include "engine/api/logging.h"
#include "engine/api/standalone_broker.h"

namespace stormbench::cli {
namespace {

struct Options {
    api::StandaloneOptions broker;
    bool verbose = false;
};

int run(const Options& options)
{
    StopSignal signal;
    if (options.verbose)
        api::setLogDetail(api::LogDetail::Info);
    auto broker = api::StandaloneBroker::start(options.broker, [&] { return signal.raised(); });
    if (!broker)
        return broker.error().code == ErrorCode::Cancelled ? kDone : exitCodeFor(broker.error());
    print(fmt::format("ready id={} listen={}", (*broker)->id().value(), (*broker)->listen()));
    signal.wait();
    const auto stopped = (*broker)->stop();
    return stopped ? kDone : exitCodeFor(stopped.error());
}

}  // namespace

void declareBroker(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("--config", options->broker.configFile,
           "What the broker is told, in the syntax and with the names of Kafka's server.properties")
        ->required();
    app.add_option("--cluster-id", options->broker.clusterId,
        "The cluster's id, if neither cluster.id in the file nor the data directory says it");
    app.add_flag("--verbose", options->verbose, "Log what the broker does");
    app.footer(
        "Prints one line, ready id=ID listen=HOST:PORT, once it serves, which takes a majority of "
        "its controller quorum, and runs until SIGINT or SIGTERM. The file says who it is and "
        "where: node.id, process.roles, controller.quorum.voters, listeners, advertised.listeners, "
        "log.dirs, broker.rack, cluster.id; its other names are those that cluster "
        "--list-settings prints.");
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
