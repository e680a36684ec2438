// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_producer.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

SimProducer::SimProducer(ClientProcess& process, std::vector<env::Endpoint> bootstrap,
    const std::string& topic, std::string name, Ledger& ledger)
    : m_client(process, std::move(bootstrap), topic, name)
    , m_name(std::move(name))
    , m_ledger(ledger)
    , m_timer(process.executor().createTimer())
{
}

void SimProducer::start(std::chrono::microseconds pace)
{
    m_pace = pace;
    m_client.refresh();
    obtainId();
}

bool SimProducer::isDrained() const
{
    return std::all_of(m_partitions.begin(), m_partitions.end(),
        [](const auto& item) { return item.second.queue.empty(); });
}

void SimProducer::obtainId()
{
    m_client.any().call(protocol::InitProducerIdRequest{},
        [this](const Result<protocol::InitProducerIdResponse>& response) {
            if (!response || response->errorCode != WireError::None)
                return m_timer->start(100ms, [this] { obtainId(); });
            m_id = ProducerId{response->producerId};
            m_epoch = ProducerEpoch{response->producerEpoch};
            ++m_identities;
            log::info("sim", "{} us: {} has the producer id {}",
                m_client.process().clock().steadyNow().count(), m_name, m_id.value());
            tick();
        });
}

void SimProducer::tick()
{
    if (m_pace.count() == 0)
        return;
    if (m_client.isReady()) {
        const auto count = static_cast<std::uint64_t>(m_client.partitionCount());
        addBatch(
            PartitionIndex{static_cast<std::int32_t>(m_client.process().random().below(count))});
    }
    m_timer->start(m_client.process().random().between(1us, 2 * m_pace), [this] { tick(); });
}

void SimProducer::addBatch(PartitionIndex index)
{
    auto& partition = m_partitions[index];
    if (!partition.retry)
        partition.retry = m_client.process().executor().createTimer();
    if (partition.queue.size() >= kMaxQueued)
        return;
    storage::BatchOptions options;
    options.producerId = m_id;
    options.producerEpoch = m_epoch;
    options.baseSequence = partition.next;
    storage::BatchBuilder builder(options);
    Batch batch{partition.next, {}, {}};
    const auto records = 1 + m_client.process().random().below(5);
    for (std::uint64_t i = 0; i < records; ++i) {
        batch.values.push_back(addRecord(builder));
        m_ledger.sent(batch.values.back());
    }
    batch.bytes = builder.build();
    partition.next = storage::advance(partition.next, static_cast<std::int32_t>(records));
    partition.queue.push_back(std::move(batch));
    pump(index);
}

// A tombstone's text is in a header.
std::string SimProducer::addRecord(storage::BatchBuilder& builder)
{
    const auto now = m_client.process().clock().wallNow();
    auto text = fmt::format("{}-{}", m_name, m_made++);
    if (m_keys == 0) {
        builder.add(now, std::nullopt, asBytes(text));
        return text;
    }
    auto& random = m_client.process().random();
    const auto key = fmt::format("k{}", random.below(m_keys));
    text = key + '|' + text;
    const bool isTombstone = random.oneIn(8);
    const storage::BatchBuilder::Header header{asBytes("text"), asBytes(text)};
    builder.add(now, asBytes(key), isTombstone ? std::nullopt : std::optional(asBytes(text)),
        isTombstone ? std::span(&header, 1) : std::span<const storage::BatchBuilder::Header>{});
    return text;
}

void SimProducer::pump(PartitionIndex index)
{
    auto& partition = m_partitions[index];
    const auto most = partition.careful ? 1 : kMaxInFlight;
    while (
        partition.inFlight < std::min(partition.queue.size(), most) && !partition.retry->active()) {
        auto* leader = m_client.leader(index);
        if (!leader)
            return resend(index);
        protocol::ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 5000;
        auto& topic = request.topicData.emplace_back();
        topic.name = m_client.topic();
        topic.partitionData.push_back(
            {index.value(), protocol::Records(partition.queue[partition.inFlight].bytes)});
        const auto sequence = partition.queue[partition.inFlight++].sequence;
        leader->call(request,
            [this, index, sequence, attempt = partition.attempt](
                const Result<protocol::ProduceResponse>& response) {
                onAnswer(index, {attempt, sequence}, response);
            });
    }
}

void SimProducer::onAnswer(
    PartitionIndex index, Sent sent, const Result<protocol::ProduceResponse>& response)
{
    auto& partition = m_partitions[index];
    if (sent.attempt != partition.attempt)
        return;
    // The leader has changed on the way: a later batch is answered before the first one, whatever
    // it says.
    if (sent.sequence != partition.queue.front().sequence)
        return resend(index);
    if (!response || response->responses.size() != 1
        || response->responses.front().partitionResponses.size() != 1)
        return resend(index);
    const auto& answer = response->responses.front().partitionResponses.front();
    if (answer.errorCode == WireError::None
        || answer.errorCode == WireError::DuplicateSequenceNumber)
        return acknowledge(index, answer);
    // A leader that woke up after it was deposed lacks what its successor has; only who knows the
    // newest epoch says so again and again.
    if (answer.errorCode == WireError::OutOfOrderSequenceNumber && ++partition.gaps < kMostGaps)
        return resend(index);
    // InvalidRecord and the like would come for ever; a fenced or unknown identity cannot go on.
    if (protocol::isRetriable(answer.errorCode))
        return resend(index);
    onRefused(
        index, answer.errorMessage.value_or(std::string(protocol::toString(answer.errorCode))));
}

void SimProducer::acknowledge(
    PartitionIndex index, const protocol::ProduceResponse::PartitionProduceResponse& answer)
{
    auto& partition = m_partitions[index];
    partition.gaps = 0;
    partition.careful = false;
    const auto batch = std::move(partition.queue.front());
    partition.queue.pop_front();
    --partition.inFlight;
    for (std::size_t i = 0; i < batch.values.size() && answer.errorCode == WireError::None; ++i)
        m_ledger.acknowledged(
            index, Offset{answer.baseOffset + static_cast<std::int64_t>(i)}, batch.values[i]);
    pump(index);
}

void SimProducer::resend(PartitionIndex index)
{
    auto& partition = m_partitions[index];
    ++m_retries;
    ++partition.attempt;
    partition.inFlight = 0;
    partition.careful = true;
    m_client.refresh();
    partition.retry->start(
        m_client.process().random().between(20ms, 200ms), [this, index] { pump(index); });
}

void SimProducer::onRefused(PartitionIndex index, const std::string& why)
{
    m_ledger.refused(fmt::format("{} s: {}: partition {}: sequence {} was refused: {}",
        std::chrono::duration<double>(m_client.process().clock().steadyNow()).count(), m_name,
        index.value(), m_partitions[index].queue.front().sequence.value(), why));
    // Goes on under a new identity; the fate of what was queued is unknown and stays so.
    m_timer->cancel();
    for (auto& [other, partition] : m_partitions) {
        partition.queue.clear();
        partition.inFlight = 0;
        partition.next = Sequence{0};
        partition.gaps = 0;
        partition.careful = true;
        ++partition.attempt;
        partition.retry->cancel();
    }
    obtainId();
}

}  // namespace stormbench::sim
