// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/standalone_broker.h"

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/base/uuid.h"
#include "engine/storage/meta_properties.h"

namespace stormbench::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kAskInterval{100};
constexpr std::chrono::seconds kPatience{5};    // before it says on what it waits
constexpr std::chrono::seconds kStopLimit{30};  // closing flushes every log

struct ClusterIdSource {
    std::string where;
    std::string id;
};

std::string voterList(const ServerProperties& properties)
{
    std::string list;
    for (const auto& [id, endpoint] : properties.voters)
        list
            += fmt::format("{}{}@{}", list.empty() ? "" : ",", id.value(), env::toString(endpoint));
    return list;
}

}  // namespace

Result<std::unique_ptr<api::StandaloneBroker>> StandaloneBroker::create(
    const api::StandaloneOptions& options, const std::function<bool()>& cancelled)
{
    std::unique_ptr<StandaloneBroker> made(new StandaloneBroker());
    SB_TRY(made->prepare(options));
    SB_TRY(made->startHost(cancelled));
    return made;
}

StandaloneBroker::~StandaloneBroker()
{
    if (const auto stopped = StandaloneBroker::stop(); !stopped)
        log::warn("broker", "did not stop cleanly: {}", stopped.error().message);
}

std::string StandaloneBroker::listen() const
{
    return env::toString(m_listen);
}

Result<> StandaloneBroker::prepare(const api::StandaloneOptions& options)
{
    SB_TRY_ASSIGN(const auto bytes, m_files.readFile(options.configFile));
    SB_TRY_ASSIGN(m_properties, parseServerProperties(asText(bytes), options.configFile));
    SB_TRY(settleClusterId(options));
    const auto made = brokerOptions();
    const std::vector<BrokerSlot> slots{
        {made.id, made.advertisedHost, made.advertisedPort, false, nullptr}};
    m_board = std::make_unique<FigureBoard>(made.clusterId, slots);
    m_host = std::make_unique<BrokerHost>(Surroundings{m_clock, m_files, m_pool, *m_board}, made);
    return {};
}

// The file, the command line and the data directory may each say it; they have to agree.
Result<> StandaloneBroker::settleClusterId(const api::StandaloneOptions& options)
{
    SB_TRY_ASSIGN(
        const auto kept, storage::readMetaProperties(m_files, m_properties.dataDirectory));
    const std::array<ClusterIdSource, 3> sources{{
        {"cluster.id in " + options.configFile, m_properties.clusterId},
        {"--cluster-id", options.clusterId},
        {m_properties.dataDirectory + "/meta.properties", kept ? kept->clusterId : ""},
    }};
    const ClusterIdSource* settled = nullptr;
    for (const auto& source : sources) {
        if (source.id.empty())
            continue;
        if (settled && settled->id != source.id)
            return fail(ErrorCode::Conflict,
                fmt::format("the cluster ids do not agree: {} says {}, {} says {}", settled->where,
                    settled->id, source.where, source.id));
        settled = &source;
    }
    if (settled && settled->id == options.clusterId)
        if (const auto parsed = Uuid::parse(options.clusterId); !parsed)
            return fail(parsed.error().withContext("--cluster-id"));
    if (!settled) {
        const auto high = m_random.next();
        return fail(ErrorCode::InvalidArgument,
            fmt::format("{}: cluster.id is missing, and {} has none yet; a new one for all nodes: "
                        "cluster.id={}",
                options.configFile, m_properties.dataDirectory,
                Uuid::fromRandomBits(high, m_random.next()).toString()));
    }
    m_properties.clusterId = settled->id;
    return {};
}

broker::BrokerOptions StandaloneBroker::brokerOptions() const
{
    broker::BrokerOptions made;
    made.id = m_properties.id;
    made.clusterId = m_properties.clusterId;
    made.listen = m_properties.listen;
    made.controllerListen = m_properties.controllerListen;
    made.advertisedHost = m_properties.advertised.host;
    made.advertisedPort = m_properties.advertised.port;
    made.dataDirectory = env::absolutePath(m_properties.dataDirectory);
    made.rack = m_properties.rack;
    made.voters = m_properties.voters;
    made.configs = m_properties.configs;
    return made;
}

Result<> StandaloneBroker::startHost(const std::function<bool()>& cancelled)
{
    const auto starting = m_host->start();
    const auto impatient = Clock::now() + kPatience;
    bool told = false;
    while (!starting->doneBy(Clock::now() + kAskInterval)) {
        if (cancelled && cancelled()) {
            SB_TRY(stop());
            return fail(ErrorCode::Cancelled, "stopped before it had started");
        }
        if (!told && Clock::now() > impatient) {
            log::warn("broker", "not registered yet; waiting for the controller quorum {}",
                voterList(m_properties));
            told = true;
        }
    }
    auto started = starting->waitUntil(Clock::now());
    if (started)
        m_listen = m_host->listening();
    else
        m_host->end();
    return started;
}

Result<> StandaloneBroker::stop()
{
    const std::lock_guard lock(m_mutex);
    if (!m_host || !m_host->running())
        return {};
    const auto stopping = m_host->beginStop();
    return m_host->finishStop(stopping, Clock::now() + kStopLimit);
}

}  // namespace stormbench::cluster
