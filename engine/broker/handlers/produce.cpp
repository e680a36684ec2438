// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/log.h"
#include "engine/broker/flusher.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/leader_hints.h"
#include "engine/broker/produce_operation.h"
#include "engine/broker/wire_errors.h"
#include "engine/controller/topic_name.h"
#include "engine/storage/batch_header.h"

namespace stormbench::broker {

using protocol::ProduceRequest;
using protocol::ProduceResponse;
using protocol::WireError;

namespace {

constexpr std::int16_t kFirstVersionWithZstd = 7;
constexpr std::int16_t kFirstVersionWithLeaderHints = 10;
constexpr std::int16_t kAcksAll = -1;
constexpr std::string_view kAdminClientId = "__admin_client";

void fillError(
    ProduceResponse::PartitionProduceResponse& out, WireError error, std::string message = {})
{
    out.errorCode = error;
    out.baseOffset = -1;
    if (!message.empty())
        out.errorMessage = std::move(message);
}

void fillError(ProduceResponse::PartitionProduceResponse& out, const storage::LogError& error)
{
    fillError(out, wireErrorOf(error.code), error.message);
    for (const auto& record : error.recordErrors)
        out.recordErrors.push_back({record.batchIndex, record.message});
}

void count(TrafficCounters& traffic, std::int32_t records, std::size_t bytes)
{
    traffic.recordsIn += records;
    traffic.bytesIn += static_cast<std::int64_t>(bytes);
}

void noteUnsettled(Core& core, const Request& request, HostedPartition& partition, Offset upTo,
    std::int16_t acks, std::vector<UnsettledAppend>& unsettled)
{
    const bool needsCommit = acks == kAcksAll && !core.options.planted.acknowledgesEarly
        && commitOutcome(partition.log, upTo) != WireError::None;
    const bool needsFlush = core.flusher.isOwed(partition);
    if (needsFlush && acks == 0)
        return core.flusher.flushAll(partition);
    if (needsCommit || needsFlush)
        unsettled.push_back({{partition.name, partition.topicId, partition.log.leaderEpoch(), upTo},
            needsCommit, needsFlush});
    else if (acks != 0)
        partition.meter.acknowledged(core.environment.clock.steadyNow() - request.arrivedAt());
}

/// Appends what the request holds for one partition, and notes what its acknowledgement has to wait
/// for.
ProduceResponse::PartitionProduceResponse append(Core& core, const Request& request,
    const std::string& topic, const ProduceRequest::PartitionProduceData& data, std::int16_t acks,
    std::vector<UnsettledAppend>& unsettled)
{
    ProduceResponse::PartitionProduceResponse out;
    out.index = data.index;
    const auto found = core.partitions.leader(core.image(), topic, PartitionIndex{data.index});
    if (!found.partition) {
        fillError(out, found.error);
        return out;
    }
    if (controller::isInternalTopic(topic) && request.clientId() != kAdminClientId) {
        fillError(out, WireError::InvalidTopicException,
            "the topic " + topic + " is not for clients to write to");
        return out;
    }
    if (acks == kAcksAll && found.partition->log.underMinInSync()) {
        fillError(out, WireError::NotEnoughReplicas,
            fmt::format("{} in-sync replicas are fewer than min.insync.replicas",
                found.partition->log.replicas()->assignment().isr.size()));
        return out;
    }
    const auto records = data.records.view();
    const auto header = storage::parseBatchHeader(records);
    if (header && header->isTransactional()) {
        fillError(out, WireError::InvalidTxnState, "transactions are not offered");
        return out;
    }
    const auto appended = found.partition->log.append(
        records, storage::AppendOrigin::Client, request.version() >= kFirstVersionWithZstd);
    if (!appended) {
        fillError(out, appended.error());
        return out;
    }
    out.baseOffset = appended->firstOffset.value();
    out.logAppendTimeMs = appended->logAppendTime.count();
    out.logStartOffset = appended->logStartOffset.value();
    noteUnsettled(core, request, *found.partition, appended->lastOffset + 1, acks, unsettled);
    if (!appended->duplicate && header) {
        count(found.partition->traffic, header->recordCount, records.size());
        count(core.traffic, header->recordCount, records.size());
        auto& client = request.client().topic(topic);
        client.recordsIn += header->recordCount;
        client.bytesIn += static_cast<std::int64_t>(records.size());
    }
    return out;
}

void answer(Core& core, const RequestPtr& request, ProduceResponse response, std::int16_t acks)
{
    if (acks != 0) {
        if (request->version() >= kFirstVersionWithLeaderHints) {
            for (auto& topic : response.responses) {
                const auto image = core.image().topic(topic.name);
                for (auto& partition : topic.partitionResponses) {
                    if (image && partition.errorCode == WireError::NotLeaderOrFollower)
                        hintLeader(core.image(), *image, PartitionIndex{partition.index},
                            partition.currentLeader, response.nodeEndpoints);
                }
            }
        }
        return request->reply(response);
    }
    // Nobody reads an answer: a closed connection is the only way to tell (as Kafka does), so that
    // metadata is refreshed.
    for (const auto& topic : response.responses) {
        for (const auto& partition : topic.partitionResponses) {
            if (partition.errorCode != WireError::None)
                return request->refuse(fmt::format("acks=0 to {}-{}: {}", topic.name,
                    partition.index, protocol::toString(partition.errorCode)));
        }
    }
    request->finishWithoutReply();
}

}  // namespace

void handle(Core& core, const RequestPtr& request, ProduceRequest message)
{
    ProduceResponse response;
    std::vector<UnsettledAppend> unsettled;
    const bool acksValid = message.acks >= -1 && message.acks <= 1;
    for (const auto& topic : message.topicData) {
        auto& topicOut = response.responses.emplace_back();
        topicOut.name = topic.name;
        for (const auto& partition : topic.partitionData) {
            if (acksValid && !message.transactionalId) {
                topicOut.partitionResponses.push_back(
                    append(core, *request, topic.name, partition, message.acks, unsettled));
                continue;
            }
            auto& out = topicOut.partitionResponses.emplace_back();
            out.index = partition.index;
            if (acksValid)
                fillError(out, WireError::TransactionalIdAuthorizationFailed,
                    "transactions are not offered");
            else
                fillError(out, WireError::InvalidRequiredAcks);
        }
    }
    auto finish = [&core, request, acks = message.acks](
                      ProduceResponse settled) { answer(core, request, std::move(settled), acks); };
    if (unsettled.empty())
        return finish(std::move(response));
    std::make_shared<ProduceOperation>(core, request, std::move(response), std::move(unsettled),
        std::chrono::milliseconds(std::max(0, message.timeoutMs)), std::move(finish))
        ->begin();
}

}  // namespace stormbench::broker
