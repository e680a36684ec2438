// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <QtCore/QTemporaryDir>
#include <fmt/format.h>

#include "app/cli/board_input.h"
#include "app/cli/command.h"
#include "app/cli/connection_options.h"
#include "app/cli/output.h"
#include "app/cli/play_report.h"
#include "app/cli/stop_signal.h"
#include "engine/api/cluster.h"
#include "storming/generate/plan.h"
#include "storming/runtime/runtime.h"

namespace stormbench::cli {
namespace {

struct Options {
    std::string board, duration = "15s";
    ConnectionOptions connection;
    bool remote = false, json = false;
    int brokers = 3;
    double speed = 1;
};

/// A cluster of its own in a folder that goes with it, or the one that was named.
struct Place {
    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<api::Cluster> cluster;
    api::ConnectionSettings connection;
    std::unique_ptr<api::Observer> observer;
};

Result<Place> openPlace(const Options& options)
{
    Place place;
    if (options.remote) {
        SB_TRY_ASSIGN(place.connection, options.connection.settings());
        SB_TRY_ASSIGN(place.observer, api::Observer::sampling(place.connection));
        return place;
    }
    place.directory = std::make_unique<QTemporaryDir>();
    if (!place.directory->isValid())
        return fail(ErrorCode::IoError,
            "no temporary folder can be made: " + place.directory->errorString().toStdString());
    api::ClusterOptions cluster;
    cluster.brokers = options.brokers;
    cluster.stopLimit = kStopLimit;
    cluster.dataDirectory = place.directory->path().toStdString();
    SB_TRY_ASSIGN(place.cluster, api::Cluster::start(cluster));
    place.connection = place.cluster->connection();
    place.observer = place.cluster->createObserver();
    return place;
}

Result<storming::Plan> prepare(
    const storming::Topology& topology, const api::ConnectionSettings& connection)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    return storming::createMissingTopics(topology, *admin);
}

int play(const Options& options, const storming::Topology& topology,
    std::chrono::milliseconds duration, StopSignal& signal)
{
    auto place = openPlace(options);
    if (!place)
        return exitCodeFor(place.error());
    const auto plan = prepare(topology, place->connection);
    if (!plan)
        return exitCodeFor(plan.error());
    complain(plan->summary());
    for (const auto& item : plan->items) {
        if (item.action != storming::PlanAction::Create
            && item.action != storming::PlanAction::Keep)
            complain(fmt::format("{}: {}", item.topic, item.explanation));
    }

    PlayReport report(topology);
    place->observer->start(std::chrono::milliseconds(250),
        [&report](api::SnapshotPtr snapshot) { report.observe(std::move(snapshot)); });
    storming::Runtime runtime(place->connection);
    runtime.setSpeed(options.speed);
    const auto started = runtime.start(topology);
    if (!started) {
        place->observer->stop();
        return exitCodeFor(started.error());
    }
    complain(fmt::format("playing on {} for {}", place->connection.bootstrap, options.duration));
    report.begin();
    signal.waitFor(duration);
    place->observer->stop();
    const auto services = runtime.status();
    report.end();
    runtime.stop();
    print(options.json ? report.json(services) : report.table(services));
    return report.failed(services) ? kFailed : kDone;
}

int run(const Options& options)
{
    StopSignal signal;
    const auto duration = parseDuration(options.duration);
    if (!duration)
        return exitCodeFor(duration.error());
    const auto topology = readTopologyOrComplain(options.board);
    return topology ? play(options, *topology, *duration, signal) : kFailed;
}

}  // namespace

void declarePlay(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("board", options->board, "A .storm or .storm.txt file")->required();
    app.add_option("--duration", options->duration, "How long, such as 15s or 2m")
        ->capture_default_str();
    app.add_option("--brokers", options->brokers, "Brokers of the cluster that comes up with it")
        ->capture_default_str()
        ->check(CLI::Range(1, 99));
    app.add_option("--speed", options->speed, "Factor on every rate of the board")
        ->capture_default_str()
        ->check(CLI::Range(0.01, 1000.0));
    options->connection.declare(app);
    app.add_flag("--json", options->json, "Figures as JSON");
    app.footer("Without --bootstrap it brings a cluster of its own up and down.");
    app.callback([options, &app, &chosen] {
        options->remote = app.get_option("--bootstrap")->count() > 0;
        chosen = [options] { return run(*options); };
    });
}

}  // namespace stormbench::cli
