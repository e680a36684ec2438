// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rd_consumer.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "engine/client/consumer_closing.h"
#include "engine/client/errors.h"
#include "engine/client/records.h"

namespace stormbench::client {
namespace {

using NextOffsets = std::vector<std::pair<api::TopicPartition, Offset>>;

constexpr int kLookUpMs = 10'000;
constexpr api::Millis kPollSlice{250};

// librdkafka wants a group id even from a consumer that joins no group; nothing is ever committed
// under this one.
constexpr auto kNoGroup = "stormbench-reader";

bool isCooperative(std::string_view assignor)
{
    return assignor.starts_with("cooperative");
}

// librdkafka refuses a list that mixes cooperative and eager assignors: those of the first one's
// kind are kept.
std::string assignorsOfOneKind(const std::string& list)
{
    std::string kept;
    std::string_view rest = list;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto name = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        if (kept.empty())
            kept = name;
        else if (isCooperative(name) == isCooperative(kept))
            kept += fmt::format(",{}", name);
    }
    return kept;
}

bool isPassing(int code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET: return true;
    default: return false;
    }
}

}  // namespace

Result<std::unique_ptr<api::Consumer>> RdConsumer::create(
    const api::ConnectionSettings& connection, const api::ConsumerSettings& settings)
{
    const bool inGroup = !settings.group.empty();
    SB_TRY_ASSIGN(auto configuration, Configuration::forConnection(connection));
    std::map<std::string, std::string> properties{
        {"group.id", inGroup ? settings.group : kNoGroup},
        {"enable.auto.commit", inGroup && settings.autoCommit ? "true" : "false"},
        {"auto.offset.reset",
            settings.start == api::ConsumerSettings::Start::Earliest ? "earliest" : "latest"},
        {"session.timeout.ms", std::to_string(settings.sessionTimeout.count())},
        {"heartbeat.interval.ms",
            std::to_string(std::max<std::int64_t>(settings.sessionTimeout.count() / 5, 100))},
        {"partition.assignment.strategy", assignorsOfOneKind(settings.assignor)},
        {"allow.auto.create.topics", "false"},
    };
    if (!settings.groupInstanceId.empty())
        properties["group.instance.id"] = settings.groupInstanceId;
    SB_TRY(configuration.setAll(properties));
    SB_TRY(configuration.setAll(settings.properties));

    auto consumer = std::make_unique<RdConsumer>();
    consumer->m_inGroup = inGroup;
    // A static member (KIP-345) keeps its place in the group.
    consumer->m_leavesOnClose = inGroup && settings.groupInstanceId.empty();
    configuration.setListener(*consumer, ClientKind::Consumer);
    consumer->m_joining = configuration.watchJoining();
    SB_TRY_ASSIGN(consumer->m_client, configuration.build(ClientKind::Consumer));
    rd_kafka_poll_set_consumer(consumer->m_client.get());
    consumer->m_queue.reset(rd_kafka_queue_get_consumer(consumer->m_client.get()));
    return consumer;
}

RdConsumer::~RdConsumer()
{
    if (!m_client)
        return;
    m_queue.reset();
    closeConsumer(m_client, *m_joining, m_leavesOnClose);
}

Result<> RdConsumer::subscribe(const std::vector<std::string>& topics)
{
    if (!m_inGroup)
        return fail(ErrorCode::InvalidArgument,
            "subscribing needs a consumer group; without one, assign partitions");
    const PartitionListHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
    for (const auto& topic : topics)
        rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    if (const auto code = rd_kafka_subscribe(m_client.get(), list.get()))
        return fail(errorFrom(code, "subscribing"));
    return {};
}

Result<std::map<api::TopicPartition, Offset>> RdConsumer::offsetsAtTimes(
    const std::vector<api::Assignment>& partitions)
{
    NextOffsets queries;
    for (const auto& partition : partitions) {
        if (!partition.offset && partition.start.kind == api::OffsetQuery::Kind::AtTime)
            queries.emplace_back(partition.partition, queryTimestamp(partition.start));
    }
    std::map<api::TopicPartition, Offset> found;
    if (queries.empty())
        return found;
    const auto list = partitionList(queries);
    if (const auto code = rd_kafka_offsets_for_times(m_client.get(), list.get(), kLookUpMs))
        return fail(errorFrom(code, "looking up the offsets at that time"));
    for (int i = 0; i < list->cnt; ++i) {
        const auto& element = list->elems[i];
        if (element.err)
            return fail(errorFrom(element.err,
                fmt::format("looking up {}-{} by time", element.topic, element.partition)));
        found[{element.topic, PartitionIndex(element.partition)}] = Offset(element.offset);
    }
    return found;
}

Result<> RdConsumer::assign(const std::vector<api::Assignment>& partitions)
{
    SB_TRY_ASSIGN(const auto byTime, offsetsAtTimes(partitions));
    NextOffsets starts;
    for (const auto& [partition, start, offset] : partitions) {
        if (offset)
            starts.emplace_back(partition, *offset);
        else if (const auto found = byTime.find(partition); found != byTime.end())
            starts.emplace_back(partition,
                found->second);  // no such record yet: the end, which is what -1 means here too
        else
            starts.emplace_back(partition, queryTimestamp(start));
    }
    if (const auto code = rd_kafka_assign(m_client.get(), partitionList(starts).get()))
        return fail(errorFrom(code, "assigning partitions"));
    return {};
}

Result<std::vector<api::ReceivedRecord>> RdConsumer::poll(
    api::Millis timeout, std::size_t maxRecords)
{
    std::vector<api::ReceivedRecord> records;
    SB_TRY(receive(
        timeout, maxRecords, [&](const auto& message) { records.push_back(recordFrom(message)); }));
    return records;
}

Result<std::size_t> RdConsumer::pollEach(
    api::Millis timeout, std::size_t maxRecords, const EachRecord& each)
{
    return receive(timeout, maxRecords, [&](const auto& message) { each(viewOf(message)); });
}

MessageHandle RdConsumer::waitForFirst(api::Millis timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    MessageHandle first;
    do {
        if (m_stopped)
            return nullptr;
        const auto left
            = std::chrono::duration_cast<api::Millis>(deadline - std::chrono::steady_clock::now());
        first.reset(rd_kafka_consumer_poll(m_client.get(),
            static_cast<int>(std::clamp(left, api::Millis(0), kPollSlice).count())));
    } while (!first && std::chrono::steady_clock::now() < deadline);
    return first;
}

// rd_kafka_consume_batch_queue() waits until the batch is full: so wait for one record first, then
// take what is there.
Result<std::size_t> RdConsumer::receive(
    api::Millis timeout, std::size_t maxRecords, const EachMessage& each)
{
    if (maxRecords == 0)
        return 0;
    const auto first = waitForFirst(timeout);
    if (!first)
        return 0;
    std::size_t received = 0;
    std::optional<Error> failure;
    const auto take = [&](const rd_kafka_message_s& message) {
        if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            each(message);
            ++received;
        } else if (auto error = failureOf(message)) {
            failure = std::move(error);
        }
    };
    take(*first);
    m_batch.resize(maxRecords - 1);
    const auto count = m_batch.empty()
        ? 0
        : rd_kafka_consume_batch_queue(m_queue.get(), 0, m_batch.data(), m_batch.size());
    for (ssize_t i = 0; i < count; ++i) {
        const MessageHandle message(m_batch[static_cast<std::size_t>(i)]);
        take(*message);
    }
    // Records that came must not be lost over an error that came with them: that one is then in
    // lastError().
    if (failure && received == 0)
        return fail(std::move(*failure));
    return received;
}

/// What poll() has to return; nothing for what librdkafka recovers from by itself.
std::optional<Error> RdConsumer::failureOf(const rd_kafka_message_s& message)
{
    if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
        return std::nullopt;
    auto error = errorFrom(message.err, "consuming", rd_kafka_message_errstr(&message));
    setLastError(error.message);
    if (isPassing(message.err))
        return std::nullopt;
    return error;
}

PartitionListHandle RdConsumer::withRetries(const NextOffsets& nextOffsets)
{
    auto offsets = std::move(m_retries);
    m_retries.clear();
    for (const auto& [partition, offset] : nextOffsets)
        offsets[partition] = offset;
    return partitionList(NextOffsets(offsets.begin(), offsets.end()));
}

Result<> RdConsumer::commit(const NextOffsets& nextOffsets)
{
    if (!m_inGroup)
        return fail(ErrorCode::InvalidArgument, "committing needs a consumer group");
    const auto list = withRetries(nextOffsets);
    if (list->cnt == 0)
        return {};
    if (const auto code = rd_kafka_commit(m_client.get(), list.get(), 0))
        return fail(errorFrom(code, "committing offsets"));
    return {};
}

void RdConsumer::commitAsync(const NextOffsets& nextOffsets)
{
    const auto list = withRetries(nextOffsets);
    if (!m_inGroup || list->cnt == 0)
        return;
    if (const auto code = rd_kafka_commit(m_client.get(), list.get(), 1))
        onCommitted(code, list.get());
}

void RdConsumer::onCommitted(int code, const rd_kafka_topic_partition_list_s* offsets)
{
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR__NO_OFFSET || !offsets)
        return;
    setLastError(errorFrom(code, "committing offsets").message);
    const auto mine = assigned();
    for (int i = 0; i < offsets->cnt; ++i) {
        const auto& element = offsets->elems[i];
        api::TopicPartition partition{element.topic, PartitionIndex(element.partition)};
        // A newer failed commit wins; what belongs to another member now is no longer ours to
        // commit.
        if (!std::binary_search(mine.begin(), mine.end(), partition))
            continue;
        auto& retry
            = m_retries.try_emplace(std::move(partition), Offset(element.offset)).first->second;
        retry = std::max(retry, Offset(element.offset));
    }
}

void RdConsumer::pause(const std::vector<api::TopicPartition>& partitions)
{
    rd_kafka_pause_partitions(m_client.get(), partitionList(partitions).get());
}

void RdConsumer::resume(const std::vector<api::TopicPartition>& partitions)
{
    rd_kafka_resume_partitions(m_client.get(), partitionList(partitions).get());
}

std::vector<api::TopicPartition> RdConsumer::assigned() const
{
    rd_kafka_topic_partition_list_t* list = nullptr;
    if (rd_kafka_assignment(m_client.get(), &list) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    const PartitionListHandle owned(list);
    return partitionsFrom(list);
}

std::string RdConsumer::lastError() const
{
    const std::lock_guard lock(m_errorMutex);
    return m_lastError;
}

void RdConsumer::setLastError(std::string message)
{
    const std::lock_guard lock(m_errorMutex);
    m_lastError = std::move(message);
}

void RdConsumer::onError(int code, const char* reason)
{
    setLastError(errorFrom(code, {}, reason).message);
}

void RdConsumer::stop()
{
    m_stopped = true;
    rd_kafka_queue_yield(m_queue.get());
}

}  // namespace stormbench::client

namespace stormbench::api {

Result<std::unique_ptr<Consumer>> Consumer::create(
    const ConnectionSettings& connection, const ConsumerSettings& settings)
{
    return client::RdConsumer::create(connection, settings);
}

}  // namespace stormbench::api
