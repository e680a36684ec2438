// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/broker/broker_parts.h"
#include "engine/broker/group_config.h"
#include "engine/broker/router.h"
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
        opened = joinQuorum();
    if (opened)
        opened = listenAndRegister();
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
        isr.reset();
        producerIds.reset();
        controllerLink.reset();
        quorum.reset();
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

Result<> Broker::Parts::joinQuorum()
{
    ControllerQuorum::Callbacks callbacks{
        [this](const controller::MetadataDelta& delta) { onMetadata(delta); },
        [this] {
            if (controllerLink)
                controllerLink->onLeader();
        },
        [this](const Error& error) { onQuorumFailure(error); },
        [this] { onQuorumRejoined(); },
        [this](const controller::MetadataImage& before, const controller::Record& record,
            Offset offset, env::WallTime at) { events.onRecord(before, record, offset, at); },
        [this](BrokerId leader, LeaderEpoch epoch, Offset offset, env::WallTime at) {
            events.onElection(leader, epoch, offset, at);
        },
    };
    SB_TRY_ASSIGN(quorum,
        ControllerQuorum::create(
            {options, loggerName, environment, *logs, statics}, std::move(callbacks)));
    controllerLink = std::make_unique<ControllerLink>(environment, options.id, *quorum);
    return {};
}

/// The others elect without it and fence this broker. Nobody may go on to take it for a member of
/// the cluster, since it does not hear any more what becomes of its partitions.
void Broker::Parts::onQuorumFailure(const Error& error)
{
    log::error(loggerName, "has no metadata log any more: {}", error.message);
    if (started)
        return failStart(error);
    if (quorum->voters().size() > 1)
        environment.executor.post([this, weak = std::weak_ptr(alive)] {
            if (!weak.expired() && connections)
                connections->suspend();
        });
}

/// What became of its partitions meanwhile it does not know: as after a standstill.
void Broker::Parts::onQuorumRejoined()
{
    if (!connections)
        return;
    connections->resume();
    if (quorum->voters().size() > 1)
        gate->close();
    membership->heartbeatNow();
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
    fetchers = std::make_unique<ReplicaFetchers>(ReplicaFetcher::Context{environment, loggerName,
        options.id, *partitions, *flusher, quotas.follower, limits, ownEpoch});
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
        *metadata, *partitions, *flusher, *fetchSessions, *controllerLink, *quorum, *groups, *isr,
        *producerIds, quotas, traffic});
    gate = std::make_unique<RequestGate>(environment, loggerName,
        config.millis("broker.session.timeout.ms"),
        RequestGate::Callbacks{[this](const RequestPtr& request) { route(*core, request); },
            [this] { onStandstill(); }});
    ConnectionSet::Limits limits;
    limits.maxRequestSize = static_cast<std::size_t>(config.number("socket.request.max.bytes"));
    limits.maxIdle = config.millis("connections.max.idle.ms");
    connections = std::make_unique<ConnectionSet>(environment, loggerName, limits,
        [this](const RequestPtr& request) { gate->dispatch(request); });
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
        Membership::Callbacks{[this] { onRegistered(); }, [this] { onActive(); },
            [this](env::SteadyTime sentAt, Offset end) { gate->onHeartbeat(sentAt, end); },
            [this] { return logs->isFailing(); }});
    logs->onFailure([this, weak = std::weak_ptr(alive)] {
        environment.executor.post([this, weak] {
            if (!weak.expired())
                membership->heartbeatNow();  // others take over what it leads
        });
    });
    log::info(loggerName, "listens on {}", env::toString(*connections->local()));
    quorum->start();
    membership->start();
    return {};
}

}  // namespace stormbench::broker
