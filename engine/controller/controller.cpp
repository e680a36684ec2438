// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/controller.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/controller/feature_table.h"

namespace stormbench::controller {
namespace {

constexpr std::int32_t kProducerIdBlock = 1000;

}  // namespace

Controller::Controller(
    ControllerOptions options, ImagePtr image, env::Random& random, SteadyTime now)
    : m_options(std::move(options))
    , m_image(std::move(image))
    , m_random(random)
    , m_balanced(now)
    , m_placements(m_image->topics().size())
{
    for (const auto& [id, broker] : m_image->brokers())
        if (!broker.fenced)
            m_sessionEnds[id] = now + sessionTimeout();
    const auto& predecessor = m_options.predecessor;
    if (const auto session = m_sessionEnds.find(predecessor.id); session != m_sessionEnds.end())
        session->second -= std::min(predecessor.silence, sessionTimeout() / 2);
}

Controller::~Controller() = default;

std::vector<Record> Controller::bootstrap()
{
    RecordWriter writer(m_image);
    if (m_image->clusterId().empty())
        writer.add(ClusterRecord{m_options.clusterId});
    for (const auto& feature : featureTable())
        if (feature.initial > 0 && !m_image->features().contains(feature.name))
            writer.add(FeatureRecord{std::string(feature.name), feature.initial});
    return finish(std::move(writer));
}

std::vector<Record> Controller::finish(RecordWriter&& writer, bool validateOnly)
{
    std::vector<Record> records;
    auto next = std::move(writer).finish(records);
    if (validateOnly)
        return {};
    m_image = std::move(next);
    return records;
}

ApiError Controller::checkEpoch(BrokerId id, BrokerEpoch epoch) const
{
    const auto* broker = m_image->broker(id);
    if (!broker)
        return {WireError::BrokerIdNotRegistered,
            fmt::format("Broker {} is not registered.", id.value())};
    if (broker->epoch != epoch)
        return {WireError::StaleBrokerEpoch,
            fmt::format("Expected broker epoch {} of broker {}, but got {}.", broker->epoch.value(),
                id.value(), epoch.value())};
    return {};
}

SteadyTime Controller::sessionTimeout() const
{
    return resolver().millis("broker.session.timeout.ms");
}

Outcome<AllocateProducerIdsResponse> Controller::allocateProducerIds(
    const AllocateProducerIdsRequest& request)
{
    Outcome<AllocateProducerIdsResponse> outcome;
    outcome.response.error = checkEpoch(request.broker, request.epoch);
    if (!outcome.response.error.ok())
        return outcome;
    outcome.response.start = m_image->nextProducerId();
    outcome.response.count = kProducerIdBlock;
    RecordWriter writer(m_image);
    writer.add(ProducerIdsBlockRecord{
        request.broker, request.epoch, outcome.response.start + kProducerIdBlock});
    outcome.records = finish(std::move(writer));
    return outcome;
}

}  // namespace stormbench::controller
