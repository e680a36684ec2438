// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/broker/broker_parts.h"
#include "engine/broker/group_config.h"
#include "engine/controller/log_metadata_store.h"
#include "engine/controller/topic_name.h"
#include "engine/env/random.h"

namespace stormbench::broker {

namespace {
constexpr const char* kDirectoryIdFile = "/directory.id";
}

void Broker::Parts::start(Done done)
{
    started = std::move(done);
    auto opened = open();
    if (opened)
        opened = firstVoter() == options.id ? startController() : startFollower();
    if (!opened)
        failStart(opened.error());
}

void Broker::Parts::failStart(const Error& error)
{
    log::error(loggerName, "cannot start: {}", error.message);
    connections.reset();
    membership.reset();
    std::weak_ptr<bool> weak = alive;
    environment.executor.post([this, weak, error] {
        if (weak.expired())
            return;
        logs.reset();  // gives the directory back
        if (const auto call = std::exchange(started, nullptr))
            call(fail(error));
    });
}

Result<> Broker::Parts::open()
{
    SB_TRY_ASSIGN(statics, controller::checkBrokerConfigs(options.configs));
    storage::LogDirectory::Options directory;
    directory.path = options.dataDirectory;
    directory.identity = {options.clusterId, options.id};
    directory.defaultConfig = controller::ConfigResolver(
        std::make_shared<const controller::MetadataImage>(), statics, options.id)
                                  .logConfig("");
    SB_TRY_ASSIGN(logs, storage::LogDirectory::open(environment, directory));
    SB_TRY(openDirectoryId());
    buildParts();
    return {};
}

Result<> Broker::Parts::openDirectoryId()
{
    const auto path = options.dataDirectory + kDirectoryIdFile;
    if (environment.files.exists(path)) {
        SB_TRY_ASSIGN(const auto bytes, environment.files.readFile(path));
        SB_TRY_ASSIGN(directoryId, Uuid::parse(asText(bytes)));
        return {};
    }
    const auto high = environment.random.next();
    directoryId = Uuid::fromRandomBits(high, environment.random.next());
    return environment.files.writeFileAtomically(path, asBytes(directoryId.toString()));
}

void Broker::Parts::buildParts()
{
    purgatory = std::make_unique<Purgatory>(environment);
    metadata = std::make_unique<MetadataView>(*purgatory);
    partitions = std::make_unique<PartitionTable>(environment, loggerName, options.id, *logs);
    flusher = std::make_unique<Flusher>(environment, loggerName, *partitions);
    const auto config = configs();
    groups = std::make_unique<GroupHost>(environment, loggerName, *partitions, *purgatory, *flusher,
        groupConfig(config),
        static_cast<std::int32_t>(config.number("offsets.topic.num.partitions")));
    fetchSessions = std::make_unique<FetchSessionCache>(
        static_cast<std::size_t>(config.number("max.incremental.fetch.session.cache.slots")),
        environment.random);
    maintenance = std::make_unique<Maintenance>(
        environment, loggerName, *logs, *partitions, *flusher, [this] { return configs(); });
}

Result<> Broker::Parts::startController()
{
    controller::ControllerOptions controllerOptions;
    controllerOptions.self = options.id;
    controllerOptions.clusterId = options.clusterId;
    controllerOptions.configs = statics;
    controller::ControllerHost::Callbacks callbacks{
        [this](const controller::MetadataDelta& delta) { onMetadata(delta); },
        [this](const Error& error) {
            log::error(loggerName, "the controller has failed: {}", error.message);
            if (started)
                failStart(error);
        },
    };
    SB_TRY_ASSIGN(controllerRole,
        ControllerRole::create(
            environment, *logs, std::move(controllerOptions), std::move(callbacks)));
    metadata->publish(controllerRole->image());
    controllerLink = std::make_unique<ControllerLink>(controllerRole->host());
    std::weak_ptr<bool> weak = alive;
    controllerRole->host().start([this, weak](const Result<>& ready) {
        if (weak.expired() || stopping)
            return;
        auto going = ready;
        if (going)
            going = listenAndRegister();
        if (!going)
            failStart(going.error());
    });
    return {};
}

Result<> Broker::Parts::startFollower()
{
    const storage::TopicPartition name{std::string(controller::kMetadataTopic), PartitionIndex{0}};
    SB_TRY_ASSIGN(
        auto* log, logs->create(name, kMetadataTopicId, controller::LogMetadataStore::logConfig()));
    SB_TRY_ASSIGN(auto follower,
        controller::MetadataFollower::create(
            std::make_unique<controller::LogMetadataStore>(*log, environment.files)));
    metadata->publish(follower->image());
    metadataFetcher = std::make_unique<MetadataFetcher>(environment, loggerName, options.id,
        options.voters.begin()->second, std::move(follower),
        [this](const controller::MetadataDelta& delta) { onMetadata(delta); });
    controllerLink = std::make_unique<ControllerLink>(std::make_unique<BrokerChannel>(
        environment, options.voters.begin()->second, fmt::format("broker-{}", options.id.value())));
    SB_TRY(listenAndRegister());
    metadataFetcher->start();
    return {};
}

void Broker::Parts::buildReplication()
{
    const auto ownEpoch = [this] { return membership ? membership->epoch() : BrokerEpoch{-1}; };
    const auto config = configs();
    ReplicaFetchLimits limits;
    limits.maxWaitMs = static_cast<std::int32_t>(config.number("replica.fetch.wait.max.ms"));
    limits.minBytes = static_cast<std::int32_t>(config.number("replica.fetch.min.bytes"));
    limits.partitionMaxBytes = static_cast<std::int32_t>(config.number("replica.fetch.max.bytes"));
    limits.maxBytes = static_cast<std::int32_t>(config.number("replica.fetch.response.max.bytes"));
    limits.backoff = config.millis("replica.fetch.backoff.ms");
    limits.ignoresDivergence = options.planted.ignoresDivergence;
    fetchers = std::make_unique<ReplicaFetchers>(
        environment, loggerName, options.id, *partitions, limits, ownEpoch);
    isr = std::make_unique<IsrKeeper>(
        IsrKeeper::Context{environment, loggerName, options.id, *partitions, *controllerLink,
            *metadata, ownEpoch, [this] { return configs().millis("replica.lag.time.max.ms"); }});
}

Result<> Broker::Parts::listenAndRegister()
{
    const auto config = configs();
    producerIds = std::make_unique<ProducerIds>(
        options.id, *controllerLink, [this] { return membership->epoch(); });
    buildReplication();
    core = std::make_unique<Core>(Core{options, loggerName, environment, statics, *logs, *purgatory,
        *metadata, *partitions, *flusher, *fetchSessions, *controllerLink, controllerRole.get(),
        *groups, *isr, *producerIds, traffic});
    ConnectionSet::Limits limits;
    limits.maxRequestSize = static_cast<std::size_t>(config.number("socket.request.max.bytes"));
    limits.maxIdle = config.millis("connections.max.idle.ms");
    connections = std::make_unique<ConnectionSet>(
        environment, loggerName, limits, [this](const RequestPtr& request) { dispatch(request); });
    SB_TRY(connections->listen(options.listen));
    if (options.controllerListen)
        SB_TRY(connections->listen(*options.controllerListen));

    Membership::Identity identity;
    identity.id = options.id;
    identity.clusterId = options.clusterId;
    identity.directory = directoryId;
    identity.previousEpoch = logs->previousBrokerEpoch().value_or(BrokerEpoch{-1});
    identity.advertised
        = {options.advertisedHost.empty() ? options.listen.host : options.advertisedHost,
            options.advertisedPort != 0 ? options.advertisedPort : connections->local()->port};
    if (!options.rack.empty())
        identity.rack = options.rack;
    membership = std::make_unique<Membership>(environment, loggerName, std::move(identity),
        *controllerLink, *metadata, config.millis("broker.heartbeat.interval.ms"),
        Membership::Callbacks{[this] { onRegistered(); }, [this] { onActive(); }});
    log::info(loggerName, "listens on {}", env::toString(*connections->local()));
    membership->start();
    return {};
}

}  // namespace stormbench::broker
