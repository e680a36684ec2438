// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rd_producer.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"

namespace stormbench::client {
namespace {

constexpr int kPollMs = 100;
constexpr int kPollUnconnectedMs = 10;
constexpr int kCloseFlushMs = 1'000;

// librdkafka tells null from empty by the pointer alone.
void* pointerTo(const std::optional<Bytes>& bytes)
{
    static std::uint8_t empty = 0;
    if (!bytes)
        return nullptr;
    return bytes->empty() ? &empty : const_cast<std::uint8_t*>(bytes->data());
}

rd_kafka_vu_t argument(rd_kafka_vtype_t type)
{
    rd_kafka_vu_t value{};
    value.vtype = type;
    return value;
}

rd_kafka_vu_t memory(rd_kafka_vtype_t type, const std::optional<Bytes>& bytes)
{
    auto value = argument(type);
    value.u.mem.ptr = pointerTo(bytes);
    value.u.mem.size = bytes ? bytes->size() : 0;
    return value;
}

HeadersHandle headersOf(const std::vector<api::Header>& headers)
{
    HeadersHandle handle(rd_kafka_headers_new(headers.size()));
    for (const auto& header : headers)
        rd_kafka_header_add(handle.get(), header.name.data(),
            static_cast<ssize_t>(header.name.size()), pointerTo(header.value),
            header.value ? static_cast<ssize_t>(header.value->size()) : 0);
    return handle;
}

}  // namespace

Result<std::unique_ptr<api::Producer>> RdProducer::create(
    const api::ConnectionSettings& connection, const api::ProducerSettings& settings)
{
    if (settings.acks != "0" && settings.acks != "1" && settings.acks != "all"
        && settings.acks != "-1")
        return fail(ErrorCode::InvalidArgument,
            fmt::format("acks \"{}\" is not 0, 1 or all", settings.acks));
    const bool all = settings.acks == "all" || settings.acks == "-1";
    SB_TRY_ASSIGN(auto configuration, Configuration::forConnection(connection));
    SB_TRY(configuration.setAll({
        {"partitioner", "murmur2_random"},
        {"acks", settings.acks},
        {"compression.codec", settings.compression.empty() ? "none" : settings.compression},
        {"enable.idempotence", settings.idempotence && all ? "true" : "false"},
        {"linger.ms", std::to_string(settings.linger.count())},
        {"message.timeout.ms", std::to_string(settings.deliveryTimeout.count())},
    }));
    SB_TRY(configuration.setAll(settings.properties));

    auto producer = std::make_unique<RdProducer>();
    configuration.setListener(*producer, ClientKind::Producer);
    SB_TRY_ASSIGN(producer->m_client, configuration.build(ClientKind::Producer));
    producer->m_poller = std::thread([self = producer.get()] { self->poll(); });
    return producer;
}

// librdkafka asks for a topic's leaders when the topic is first used. Unconnected it cannot, and
// asks again up to a second later: so ask for the topics known by then as soon as it is connected.
void RdProducer::poll()
{
    bool asked = false;
    while (!m_stopping.load(std::memory_order_relaxed)) {
        asked = asked || askForKnownTopics();
        rd_kafka_poll(m_client.get(), asked ? kPollMs : kPollUnconnectedMs);
    }
}

bool RdProducer::askForKnownTopics()
{
    constexpr int kOnlyKnown = 0;
    const struct rd_kafka_metadata* metadata = nullptr;  // a function has that name too
    if (rd_kafka_metadata(m_client.get(), kOnlyKnown, nullptr, &metadata, kPollMs)
        != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    rd_kafka_metadata_destroy(metadata);
    return true;
}

RdProducer::~RdProducer()
{
    if (!m_client)
        return;
    rd_kafka_flush(m_client.get(), kCloseFlushMs);
    m_stopping = true;
    rd_kafka_queue_yield(QueueHandle(rd_kafka_queue_get_main(m_client.get())).get());
    m_poller.join();
    // Whatever is left gets its callback, once, with the reason.
    rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(m_client.get(), kCloseFlushMs);
    m_topics.clear();
}

Result<> RdProducer::send(api::OutgoingRecord record, Delivered delivered)
{
    auto headers = headersOf(record.headers);
    auto callback = delivered ? std::make_unique<Delivered>(std::move(delivered)) : nullptr;

    std::array<rd_kafka_vu_t, 8> arguments;
    std::size_t count = 0;
    arguments[count] = argument(RD_KAFKA_VTYPE_TOPIC);
    arguments[count++].u.cstr = record.topic.c_str();
    arguments[count] = argument(RD_KAFKA_VTYPE_PARTITION);
    arguments[count++].u.i32 = record.partition ? record.partition->value() : RD_KAFKA_PARTITION_UA;
    arguments[count] = argument(RD_KAFKA_VTYPE_MSGFLAGS);
    arguments[count++].u.i = RD_KAFKA_MSG_F_COPY;
    arguments[count++] = memory(RD_KAFKA_VTYPE_KEY, record.key);
    arguments[count++] = memory(RD_KAFKA_VTYPE_VALUE, record.value);
    arguments[count] = argument(RD_KAFKA_VTYPE_OPAQUE);
    arguments[count++].u.ptr = callback.get();
    arguments[count] = argument(RD_KAFKA_VTYPE_TIMESTAMP);
    arguments[count++].u.i64 = record.timestamp ? record.timestamp->count() : 0;
    if (!record.headers.empty()) {
        arguments[count] = argument(RD_KAFKA_VTYPE_HEADERS);
        arguments[count++].u.headers = headers.get();
    }

    m_queued.fetch_add(1, std::memory_order_relaxed);
    if (const ErrorHandle error{rd_kafka_produceva(m_client.get(), arguments.data(), count)})
        return fail(refused(rd_kafka_error_code(error.get()), record.topic));
    if (!record.headers.empty())
        static_cast<void>(headers.release());  // the record owns them now
    static_cast<void>(callback.release());     // until onDelivery()
    return {};
}

Result<> RdProducer::sendRaw(const std::string& topic, ByteView key, ByteView value)
{
    SB_TRY_ASSIGN(auto* const handle, topicHandle(topic));
    m_queued.fetch_add(1, std::memory_order_relaxed);
    const int status = rd_kafka_produce(handle, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY,
        const_cast<std::uint8_t*>(value.data()), value.size(), key.empty() ? nullptr : key.data(),
        key.size(), nullptr);
    if (status != 0)
        return fail(refused(rd_kafka_last_error(), topic));
    return {};
}

Error RdProducer::refused(int code, const std::string& topic)
{
    m_queued.fetch_sub(1, std::memory_order_relaxed);
    if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL)
        return Error{ErrorCode::Unavailable, "the producer's queue is full; send more slowly", 0};
    return errorFrom(code, fmt::format("producing to {}", topic));
}

Result<rd_kafka_topic_s*> RdProducer::topicHandle(const std::string& name)
{
    if (const auto* const latest = m_latestTopic.load(std::memory_order_acquire);
        latest && latest->name == name)
        return latest->handle.get();
    const std::lock_guard lock(m_topicsMutex);
    auto& topic = m_topics[name];
    if (!topic.handle) {
        topic.name = name;
        topic.handle.reset(rd_kafka_topic_new(m_client.get(), name.c_str(), nullptr));
        if (!topic.handle) {
            m_topics.erase(name);
            return fail(errorFrom(rd_kafka_last_error(), fmt::format("producing to {}", name)));
        }
    }
    m_latestTopic.store(&topic, std::memory_order_release);
    return topic.handle.get();
}

void RdProducer::onDelivery(const rd_kafka_message_s& message)
{
    const std::unique_ptr<Delivered> callback(static_cast<Delivered*>(message._private));
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_delivered.fetch_add(1, std::memory_order_relaxed);
        if (callback)
            (*callback)(
                api::Delivery{{rd_kafka_topic_name(message.rkt), PartitionIndex(message.partition)},
                    Offset(message.offset)});
        return;
    }
    m_failed.fetch_add(1, std::memory_order_relaxed);
    auto error
        = errorFrom(message.err, fmt::format("producing to {}", rd_kafka_topic_name(message.rkt)));
    setLastError(error.message);
    if (callback)
        (*callback)(fail(std::move(error)));
}

void RdProducer::onError(int code, const char* reason)
{
    setLastError(errorFrom(code, {}, reason).message);
}

void RdProducer::setLastError(std::string message)
{
    const std::lock_guard lock(m_errorMutex);
    m_lastError = std::move(message);
}

Result<> RdProducer::flush(api::Millis timeout)
{
    if (const auto code = rd_kafka_flush(m_client.get(), static_cast<int>(timeout.count())))
        return fail(errorFrom(code, "flushing the producer",
            fmt::format("{} records left", rd_kafka_outq_len(m_client.get()))));
    return {};
}

api::Producer::Stats RdProducer::stats() const
{
    const std::lock_guard lock(m_errorMutex);
    return {m_queued.load(), m_delivered.load(), m_failed.load(), m_lastError};
}

}  // namespace stormbench::client

namespace stormbench::api {

Result<std::unique_ptr<Producer>> Producer::create(
    const ConnectionSettings& connection, const ProducerSettings& settings)
{
    return client::RdProducer::create(connection, settings);
}

}  // namespace stormbench::api
